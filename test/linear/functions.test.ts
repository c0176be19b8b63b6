import { expect, test } from 'vitest'
import { languageOf } from '../../src/api/language.ts'
import { COMPANY_FIELDS, USER_FIELDS } from '../../src/contract/fields.ts'
import { CELL_FIXES } from '../../src/import/mend/cell-fixes.ts'
import { proposeUsername } from '../../src/import/mend/shared-username.ts'
import { looksBinary, looksLikeMarkup } from '../../src/import/read/detect.ts'
import { addFacts, looksLikeValue, noFacts } from '../../src/import/read/facts.ts'
import { conceptOf, foldHeader } from '../../src/import/read/headers.ts'
import { inspect } from '../../src/import/read/inspect.ts'
import { quotings } from '../../src/import/read/quoting.ts'
import { repairing } from '../../src/import/read/repair.ts'
import { isMadeLike } from '../../src/import/read/shape.ts'
import { readable, shown } from '../../src/import/read/shown.ts'
import { numberedConcept, similarConcept } from '../../src/import/read/similar.ts'
import { companyKeys } from '../../src/import/values/company-name.ts'
import { findDamage } from '../../src/import/values/damage.ts'
import { isMistyped, withMeantDomain } from '../../src/import/values/email-domains.ts'
import { fold, foldWords } from '../../src/import/values/fold.ts'
import { orderOf, splitName } from '../../src/import/values/full-name.ts'
import { parseGroups, writeGroups } from '../../src/import/values/groups.ts'
import { repairMisread } from '../../src/import/values/misread.ts'
import { createReader } from '../../src/import/values/reader.ts'
import { cleanLine, cleanLines } from '../../src/import/values/text.ts'
import { usernameFromEmail, usernameFromName } from '../../src/import/values/username.ts'
import { isVatNumber } from '../../src/import/values/vat-number.ts'
import { typedOf } from '../../src/search/words.ts'
import { disposition, safeFilename } from '../../src/tickets/filename.ts'
import { checkBody, checkLine, checkTags, tidySearch } from '../../src/tickets/values.ts'
import { checkTexts } from '../../src/values/check.ts'
import { csvRecord } from '../../src/values/csv-record.ts'
import { bareEmail, isEmail, splitEmails } from '../../src/values/email.ts'
import { isFormula, neutralise, restore, unwrap } from '../../src/values/formula.ts'
import { normalForm } from '../../src/values/normal.ts'
import { isMobile, isPhone, splitPhones } from '../../src/values/phone.ts'
import { isPlaceholderEmail } from '../../src/values/placeholder-email.ts'
import { plainLines, tidyLine, tidyLines } from '../../src/values/tidy.ts'
import { isUsername } from '../../src/values/username.ts'
import { guessTarget } from '../../src/web/import/guess.ts'
import { tableFile } from '../../src/web/import/paste.ts'
import { splitLinks } from '../../src/web/tickets/links.ts'
import { growsFaster } from './growth.ts'

/** Everything that is given a text of somebody's, a cell of a file, a header or what was typed. A new one belongs here. */
const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
	...{ checkBody: (text) => checkBody(text.slice(0, 100_000), 'cs'), tidySearch, tidyLine, tidyLines, plainLines },
	...{ checkLine: (text) => checkLine('subject', text, 'cs'), checkTags: (text) => checkTags(text.split(' '), 'cs') },
	checkUserTexts: (text) =>
		checkTexts(USER_FIELDS, Object.fromEntries(USER_FIELDS.map(({ name }) => [name, text])), 'cs'),
	normalForm: (text) => ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => normalForm(text, form as 'NFC')),
	...{ safeFilename, disposition, languageOf, splitLinks, csvRecord: (text) => csvRecord([text]) },
	...{ bareEmail, isEmail, splitEmails, isPlaceholderEmail, isMistyped, withMeantDomain, isUsername },
	...{ isFormula, neutralise, restore, unwrap, isPhone, isMobile, splitPhones, isVatNumber },
	...{ cleanLine, cleanLines, companyKeys, findDamage, fold, foldWords, repairMisread },
	...{ orderOf, splitName: (text) => splitName(text, 'first_last'), usernameFromEmail, usernameFromName },
	groups: (text) => writeGroups(parseGroups(text)),
	addFacts: (text) => addFacts(noFacts(), text),
	...{ looksLikeValue, looksBinary, looksLikeMarkup, readable, shown },
	...{ conceptOf, foldHeader, similarConcept, numberedConcept },
	isMadeLike: (text) => isMadeLike([text], [[text], [text]]),
	quotings: (text) => [',', ';', ' '].map((delimiter) => quotings(text, delimiter)),
	repairing: (text) => repairing({ push: (chunk) => Buffer.from(chunk).toString(), end: () => text }).end(),
	inspect: (text) =>
		inspect(async function* () {
			yield Buffer.from(`jméno;poznámka\nJan;${text}\n${text};x\n`)
		}),
	...{ guessTarget: (text) => guessTarget('x', text), tableFile: (text) => tableFile(text, 'x'), typedOf },
	proposeUsername: (text) => proposeUsername({ username: text, email: text, last_name: text, company: text }),
}

const READERS = [...COMPANY_FIELDS, ...USER_FIELDS].map((field) => [field.name, createReader(field, () => {})] as const)

test.each(Object.entries(FUNCTIONS))(
	'%s: no text takes longer than its length',
	{ timeout: 600_000 },
	async (_, run) => {
		expect(await growsFaster(run)).toEqual([])
	},
)

test('no cell takes a field longer than its length', { timeout: 600_000 }, async () => {
	for (const [name, read] of READERS) expect([name, await growsFaster(read)]).toEqual([name, []])
})

test('no fix of a cell takes longer than the cell', { timeout: 600_000 }, async () => {
	const [field] = USER_FIELDS
	for (const { fix, change } of CELL_FIXES)
		expect([fix, await growsFaster((text) => change(text, {}, field!))]).toEqual([fix, []])
})

test('what grows with the square of its text is found', { timeout: 600_000 }, async () => {
	const found = await growsFaster((text) => text.replace(/\s+$/, ''))
	expect(found.map((line) => line.split(':')[0])).toContain('blanks between letters')
})
