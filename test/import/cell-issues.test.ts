import { beforeEach, expect, test } from 'vitest'
import type { Target } from '../../src/contract/fields.ts'
import { testDatabase } from '../harness.ts'
import { clear, countRecords, importText, issuesOf } from './harness.ts'

const database = await testDatabase()
beforeEach(() => clear(database))

/** One file for each thing that a record alone can have wrong: what it is, the file, and everything that is said of it. */
const CASES: [fact: string, target: Target, lines: string[], issues: string[]][] = [
	[
		'more fields than the header',
		'companies',
		['Název;Město', 'Acme;Brno', 'Beta;Praha;navíc'],
		['error too_many_fields - 3 navíc'],
	],
	['empty fields beyond the header are nothing', 'companies', ['Název;Město', 'Acme;Brno;;'], []],
	[
		'fewer fields than the header',
		'companies',
		['Název;Město;Web', 'Acme;Brno;', 'Beta;Praha'],
		['error too_few_fields website 3'],
	],
	[
		'text behind a closing quote',
		'companies',
		['Název;Město', '"Acme"x;Brno', 'Beta;Praha'],
		['error text_after_quote name 2 "Acme"x'],
	],
	[
		'a quote that ends nowhere',
		'companies',
		['Název;Město', 'Beta;Praha', '"Acme;Brno'],
		['error quote_not_closed name 3 "Acme'],
	],
	['no name', 'companies', ['Název;Město', ' ;Brno', 'Beta;Praha'], ['error name_missing name 2']],
	[
		'a name over 200 characters',
		'companies',
		['Název', 'ž'.repeat(201), 'ž'.repeat(200)],
		[`error name_too_long name 2 ${'ž'.repeat(200)}`],
	],
	[
		'a registration number with a wrong check digit is let in',
		'companies',
		['Název;IČO', 'Acme;12345678', 'Beta;270 74 358'],
		['warning registration_number_invalid registration_number 2 12345678'],
	],
	[
		'a VAT number of no shape is let in',
		'companies',
		['Název;DIČ', 'Acme;CZ1', 'Beta;CZ27074358'],
		['warning vat_number_invalid vat_number 2 CZ1'],
	],
	[
		'a postal code of no shape is let in',
		'companies',
		['Název;PSČ', 'Acme;12', 'Beta;602 00'],
		['warning postal_code_invalid postal_code 2 12'],
	],
	[
		'a phone of no shape is let in',
		'companies',
		['Název;Telefon', 'Acme;zavolat', 'Beta;+420 602 123 456'],
		['warning phone_invalid phone 2 zavolat'],
	],
	[
		'a company’s address that is none',
		'companies',
		['Název;E-mail', 'Acme;info', 'Beta;info@beta.cz'],
		['error email_invalid email 2 info'],
	],
	[
		'what a spreadsheet made of a long number',
		'companies',
		['Název;Telefon', 'Acme;4,20602E+11'],
		['warning spreadsheet_damage phone 2 4,20602E+11'],
	],
	['a formula', 'companies', ['Název;Poznámka', 'Acme;=1+1', 'Beta;-5'], ['warning formula note 2 =1+1']],
	['no username', 'users', ['Login;Mail', ';a@x.cz', 'b;b@x.cz'], ['error username_missing username 2']],
	[
		'a username with a space',
		'users',
		['Login;Mail', 'jan novák;a@x.cz'],
		['error username_invalid username 2 jan novák'],
	],
	['no address', 'users', ['Login;Mail', 'a;', 'b;není'], ['error email_missing email 2,3']],
	[
		'two addresses in one cell',
		'users',
		['Login;Mail', 'a;a@x.cz, b@x.cz'],
		['warning email_several email 2 a@x.cz, b@x.cz'],
	],
	[
		'an obviously fictitious address is let in and marked',
		'users',
		['Login;Mail', 'a;nema@nema.cz', 'b;b@neznamy.invalid'],
		['warning email_placeholder email 2,3 nema@nema.cz|b@neznamy.invalid'],
	],
	[
		'an unknown role',
		'users',
		['Login;Mail;Role', 'a;a@x.cz;Operator', 'b;b@x.cz;šéf'],
		['error role_invalid role 3 šéf'],
	],
	[
		'an unknown language',
		'users',
		['Login;Mail;Jazyk', 'a;a@x.cz;čeština', 'b;b@x.cz;klingonština'],
		['error language_invalid language 3 klingonština'],
	],
	[
		'neither active nor not',
		'users',
		['Login;Mail;Aktivní', 'a;a@x.cz;ano', 'b;b@x.cz;možná'],
		['error active_invalid active 3 možná'],
	],
	[
		'several issues of one record',
		'users',
		['Login;Mail;Role', ';info;šéf'],
		['error email_invalid email 2 info', 'error role_invalid role 2 šéf', 'error username_missing username 2'],
	],
]

test.each(CASES)('%s', async (_fact, target, lines, issues) => {
	const text = `${lines.join('\r\n')}\r\n`
	const { imports, written } = await importText(database, [{ target, text }])
	expect(issuesOf(imports[0]!)).toEqual(issues)
	const refuses = issues.some((issue) => issue.startsWith('error'))
	expect(written).toBe(!refuses)
	const made = refuses ? 0 : lines.length - 1
	expect(await countRecords(database.db)).toEqual({ companies: 0, users: 0, [target]: made })
})

test('a byte that is no text in the file’s encoding refuses its record and is shown', async () => {
	const head = Buffer.from(
		`Login;Mail;Jméno\n${Array.from({ length: 20 }, (_, i) => `u${i};u${i}@x.cz;Šárka\n`).join('')}`,
	)
	const text = Buffer.concat([head, Buffer.from('a;a@x.cz;\xff\n', 'latin1')])
	const { imports, written } = await importText(database, [{ target: 'users', text }])
	expect(written).toBe(false)
	expect(issuesOf(imports[0]!)).toEqual(['error undecodable first_name 22 \\xFF'])
})

test('such bytes at the very beginning, in the header too, are shown and kept as they are', async () => {
	const lines = Buffer.from('Login;Mail;Jm#no;Příjmení\na;a@x.cz;#;Šťastná\nb;b@x.cz;Eva;Dvořák\n')
	const text = lines.map((byte) => (byte === 35 ? 0xff : byte))
	const { imports } = await importText(database, [{ target: 'users', text }])
	expect(issuesOf(imports[0]!)).toEqual(['error undecodable - 2 \\xFF'])
	expect(imports[0]!.columns[2]!.header).toBe('Jm\\xFFno')
	expect(imports[0]!.head.map(({ cells }) => cells[2])).toEqual(['Jm\\xFFno', '\\xFF', 'Eva'])
})

test('lines are those an editor shows: a record over several lines has its first', async () => {
	const text = 'Název;Poznámka\r\nAcme;"první\r\n\r\ntřetí"\r\n;"bez\nnázvu"\nBeta;\n;bez\n'
	const { imports } = await importText(database, [{ target: 'companies', text }])
	expect(issuesOf(imports[0]!)).toEqual(['error name_missing name 5,8'])
})

test('a group counts all its rows, and shows the first 100 lines and 20 different values', async () => {
	const rows = Array.from({ length: 250 }, (_, i) => `u${i};u${i}@x.cz;šéf${i % 30}\n`)
	const { imports } = await importText(database, [{ target: 'users', text: `Login;Mail;Role\n${rows.join('')}` }])
	const [group, ...others] = imports[0]!.issues
	expect(others).toEqual([])
	expect(group).toEqual({
		code: 'role_invalid',
		field: 'role',
		severity: 'error',
		count: 250,
		lines: Array.from({ length: 100 }, (_, i) => i + 2),
		values: Array.from({ length: 20 }, (_, i) => `šéf${i}`),
		suggestions: {},
	})
})
