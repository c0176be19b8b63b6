import { expect, test } from 'vitest'
import { LANGUAGES } from '../../contract/fields.ts'
import { parseActive } from './active.ts'
import { parseLanguage } from './language.ts'
import { parseRole } from './role.ts'

test.each([
	['Operátor', 'operator'],
	['OPERATOR', 'operator'],
	['agent', 'operator'],
	['Řešitel', 'operator'],
	['riešiteľ', 'operator'],
	['Koncový uživatel', 'customer'],
	['koncový používateľ', 'customer'],
	['end-user', 'customer'],
	['Zákazník', 'customer'],
	['requester', 'customer'],
	['Kunde', 'customer'],
	['Správce', 'admin'],
	['Administrátor', 'admin'],
	['admin', 'admin'],
	['', undefined],
	['operat', undefined],
	['šéf', undefined],
	['constructor', undefined],
])('role %j is %j', (value, role) => expect(parseRole(value)).toBe(role))

test.each([
	['cs', 'cs'],
	['CZ', 'cs'],
	['cs-CZ', 'cs'],
	['cs_CZ', 'cs'],
	['cs_CZ.UTF-8', 'cs'],
	['Čeština', 'cs'],
	['czech', 'cs'],
	['en-US', 'en'],
	['angličtina', 'en'],
	['slovenčina', 'sk'],
	['Deutsch', 'de'],
	['polski', 'pl'],
	['magyar', 'hu'],
	['українська', 'uk'],
	['UA', 'uk'],
	['русский', 'ru'],
	['français', 'fr'],
	['italiano', 'it'],
	['español', 'es'],
	['', undefined],
	['klingonština', undefined],
	['xx-CZ', undefined],
	['cs a en', undefined],
])('language %j is %j', (value, language) => expect(parseLanguage(value)).toBe(language))

test('every language has its own code', () => {
	expect(LANGUAGES.map((language) => parseLanguage(language))).toEqual(LANGUAGES)
})

test.each(['ano', 'ANO', 'áno', 'A', 'yes', 'y', 'true', '1', 'x', 'Aktivní', 'aktívny', 'ja', '✓'])(
	'%s is active',
	(value) => expect(parseActive(value)).toBe(true),
)
test.each(['ne', 'NIE', 'n', 'no', 'FALSE', '0', 'Neaktivní', 'nein', 'f'])('%s is not active', (value) =>
	expect(parseActive(value)).toBe(false),
)
test.each(['', 'možná', '2', 'anone'])('%j is neither', (value) => expect(parseActive(value)).toBeUndefined())
