import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FixName, FixParams } from '../../../src/contract/mending.ts'
import { prepare } from '../../../src/import/imports.ts'
import { CELL_FIXES } from '../../../src/import/mend/cell-fixes.ts'
import { applyFix, listFixes } from '../../../src/import/mend/fix.ts'
import { listSteps } from '../../../src/import/mend/journal.ts'
import { undoStep } from '../../../src/import/mend/steps.ts'
import { getImport, listRun } from '../../../src/import/queries.ts'
import { listRows } from '../../../src/import/rows.ts'
import { testDatabase } from '../../harness.ts'
import { clear, commitRun, type GivenFile, issuesOf, prepareText, usersIn } from '../harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

async function prepared(text: string, options: Partial<GivenFile> = {}): Promise<number> {
	const runId = await prepareText(database, [{ target: 'users', text, ...options }])
	return (await listRun(db, runId))[0]!.id
}

const issues = async (id: number) => issuesOf(await getImport(db, id))
const offered = async (id: number, code: string, field: string | null) =>
	(await listFixes(db, await getImport(db, id), { code, field })).map(({ fix, count }) => `${fix} ${count}`)
const apply = (id: number, code: string | null, field: string | null, fix: FixName, params: FixParams = {}) =>
	applyFix(db, id, { code, field, fix, params }, null)

async function rowsOf(id: number) {
	const { target } = await getImport(db, id)
	return listRows(db, { importId: id, target }, { filter: 'all', after: 0, limit: 10_000 })
}
const column = async (id: number, field: string) => (await rowsOf(id)).map(({ values }) => values[field])

/** The fix, what it leaves, the same after another check, and everything as it was after undo. */
async function expectUndone(id: number, before: unknown): Promise<void> {
	const mended = await rowsOf(id)
	const { counts } = await getImport(db, id)
	const { run_id } = await getImport(db, id)
	await prepare(database, run_id)
	expect(await rowsOf(id)).toEqual(mended)
	expect((await getImport(db, id)).counts).toEqual(counts)
	await undoStep(db, id)
	expect(await rowsOf(id)).toEqual(before)
	expect(await listSteps(db, id)).toEqual([])
}

describe('a cell', () => {
	const change = (fix: FixName, value: string, values = {}) =>
		CELL_FIXES.filter((rule) => rule.fix === fix)
			.map((rule) => rule.change(value, { country: null, ...values }, { name: 'x', kind: 'text', max: 5 }))
			.find((changed) => changed !== undefined)

	test.each<[FixName, string, string | undefined]>([
		['clean', 'jan novak@x.cz', 'jannovak@x.cz'],
		['clean', 'jan(at)x.cz', 'jan@x.cz'],
		['clean', 'jan@@x,cz.', 'jan@x.cz'],
		['clean', '<jan@x..cz>;', 'jan@x.cz'],
		['plain_letters', 'jiří@x.cz', 'jiri@x.cz'],
		['email_domain', 'jan@gmial.com', 'jan@gmail.com'],
		['email_domain', 'jan@seznam', 'jan@seznam.cz'],
		['email_domain', 'jan@constructor', undefined],
		['email_domain', 'jan@mail.com', undefined],
		['first_address', 'a@x.cz, b@x.cz', 'a@x.cz'],
		['first_address', 'Jan, b@x.cz; c@x.cz', 'b@x.cz'],
		['first_address', 'a@x.cz', undefined],
		['phone', '00420602123456', '+420 602 123 456'],
		['phone', '6O2 123 456', '602 123 456'],
		['phone', 'volat 602123456', '602 123 456'],
		['phone', '0905123456', '+421 905 123 456'],
		['phone', '12', undefined],
		['pad_zeros', '6947', '00006947'],
		['pad_zeros', '6948', undefined],
		['postal_code', 'CZ-11000', '110 00'],
		['vat_prefix', '27074358', 'CZ27074358'],
		['shorten', 'čtyřicet', 'čtyři'],
		['username_letters', 'Jan Novák', 'jan.novak'],
	])('%s makes of %j %j', (fix, value, wanted) => expect(change(fix, value)).toBe(wanted))

	test('a Slovak postal code gets its zero back', () => {
		expect(change('postal_code', '1001', { country: 'Slovensko' })).toBe('010 01')
		expect(change('postal_code', '1001')).toBeUndefined()
	})
})

test('windows and fixes that are asked for at once do not get into each other’s way', async () => {
	for (let round = 0; round < 20; round++) {
		const id = await prepared(`Login;E-mail;Telefon\nj${round};j${round}@x.cz;6O2 123 456\n`)
		const fixes = () => offered(id, 'phone_invalid', 'phone')
		const all = [rowsOf(id), fixes(), rowsOf(id), fixes(), rowsOf(id), rowsOf(id), fixes(), rowsOf(id)]
		for (const answer of await Promise.all(all)) expect(answer).not.toEqual([])
	}
})

test('a cause offers the fixes that help, with their numbers and examples; those that do nothing are not offered', async () => {
	const id = await prepared('Login;E-mail\na;a b@x.cz\nb;Jan: b@x.cz, c@x.cz, nic\nc;nic\nd;d@x.cz\n')
	expect(await offered(id, 'email_invalid', 'email')).toEqual([
		...['clean 1', 'first_address 1', 'placeholder_email 3', 'replace 3', 'set 3', 'skip 3'],
	])
	const [clean] = await listFixes(db, await getImport(db, id), { code: 'email_invalid', field: 'email' })
	expect(clean!.examples).toEqual([{ line: 2, before: 'a b@x.cz', after: 'ab@x.cz' }])
})

test('a fix mends every cell of its cause it helps with, leaves the others, and is taken back exactly', async () => {
	const id = await prepared('Login;E-mail\na;a b@x.cz\nb;(at)\nc;c @x.cz\n')
	const before = await rowsOf(id)
	const { step, import: sums } = await apply(id, 'email_invalid', 'email', 'clean')
	expect(step).toMatchObject({ kind: 'clean', code: 'email_invalid', field: 'email', rows: 2 })
	expect(sums).toMatchObject({ state: 'refused', counts: { created: 2, refused: 1 } })
	expect(await column(id, 'email')).toEqual(['ab@x.cz', '(at)', 'c@x.cz'])
	await expectUndone(id, before)
})

test('of several addresses the first is kept and the cell stays in the note', async () => {
	const id = await prepared('Login;E-mail;Poznámka\na;b@x.cz, c@x.cz, nic;volat\nb;d@x.cz;\n')
	const before = await rowsOf(id)
	await apply(id, 'email_invalid', 'email', 'first_address')
	expect(await column(id, 'email')).toEqual(['b@x.cz', 'd@x.cz'])
	expect(await column(id, 'note')).toEqual(['volat\nb@x.cz, c@x.cz, nic', null])
	await expectUndone(id, before)
})

test('five thousand cells go in pieces and come back the same', async () => {
	const lines = Array.from({ length: 5000 }, (_, n) => `u${n};u${n} @x.cz;${n % 2 ? '12' : '602123456'}`)
	const id = await prepared(`Login;E-mail;Telefon\n${lines.join('\n')}\n`)
	const before = await rowsOf(id)
	const was = await getImport(db, id)
	const { import: sums } = await apply(id, 'email_invalid', 'email', 'clean')
	expect(sums.counts).toMatchObject({ created: 5000, refused: 0 })
	await apply(id, 'phone_invalid', 'phone', 'empty')
	expect(await issues(id)).toEqual([])
	await undoStep(db, id)
	await expectUndone(id, before)
	expect((await getImport(db, id)).issues).toEqual(was.issues)
})

test('whoever is left out, or becomes a customer, of thousands is counted so, and so again when that is taken back', async () => {
	const lines = Array.from({ length: 5000 }, (_, n) => `u${n};u${n}@x.cz;${n % 2 ? '12' : ''};operator`)
	const id = await prepared(`Login;E-mail;Telefon;Role\n${lines.join('\n')}\n`)
	const before = await rowsOf(id)
	const { import: customers } = await apply(id, null, 'role', 'replace', {
		search: 'operator',
		replacement: 'customer',
	})
	expect(customers).toMatchObject({ staff_rows: 0, counts: { created: 5000, skipped: 0 } })
	expect((await undoStep(db, id)).import).toMatchObject({ staff_rows: 5000 })
	const { import: left } = await apply(id, 'phone_invalid', 'phone', 'skip')
	expect(left).toMatchObject({ staff_rows: 2500, warning_rows: 0, counts: { created: 2500, skipped: 2500 } })
	await expectUndone(id, before)
	expect(await getImport(db, id)).toMatchObject({ staff_rows: 5000, warning_rows: 2500, counts: { skipped: 0 } })
})

test('usernames that repeat or are taken are numbered, and keep their number when the file is checked again', async () => {
	await sql`insert into users (username, email) values ('eva', 'e@x.cz'), ('jan2', 'j@x.cz')`.execute(db)
	const id = await prepared('Login;E-mail\njan;a@x.cz\nJan;b@x.cz\njan;c@x.cz\neva;d@x.cz\n')
	const before = await rowsOf(id)
	await apply(id, 'username_repeated', 'username', 'number')
	expect(await column(id, 'username')).toEqual(['jan', 'jan3', 'jan4', 'eva'])
	await apply(id, 'username_taken', 'username', 'number')
	expect(await column(id, 'username')).toEqual(['jan', 'jan3', 'jan4', 'eva2'])
	expect(await issues(id)).toEqual([])
	await undoStep(db, id)
	await expectUndone(id, before)
})

test('the examples of a fix that numbers show the numbers people will get', async () => {
	await sql`insert into users (username, email) values ('jan2', 'j@x.cz')`.execute(db)
	const id = await prepared('Login;E-mail\njan;a@x.cz\nJan;b@x.cz\njan;\n')
	const examples = async (code: string, field: string, name: FixName) => {
		const fixes = await listFixes(db, await getImport(db, id), { code, field })
		return fixes.find(({ fix }) => fix === name)!.examples
	}
	expect(await examples('username_repeated', 'username', 'number')).toEqual([
		{ line: 3, before: 'Jan', after: 'jan3' },
		{ line: 4, before: 'jan', after: 'jan4' },
	])
	expect(await examples('email_missing', 'email', 'placeholder_email')).toEqual([
		{ line: 4, before: null, after: 'jan@neznamy.invalid' },
	])
})

test('missing addresses and usernames are made, each their own', async () => {
	const id = await prepared('Login;E-mail;Jméno;Příjmení\n;;Jan;Novák\n;;Jan;Novák\n;eva@x.cz;;\n')
	await apply(id, 'username_missing', 'username', 'username_from_name')
	await apply(id, 'username_missing', 'username', 'username_from_email')
	await apply(id, 'email_missing', 'email', 'placeholder_email')
	expect(await column(id, 'username')).toEqual(['jan.novak', 'jan.novak2', 'eva@x.cz'])
	expect(await column(id, 'email')).toEqual(['jan.novak@neznamy.invalid', 'jan.novak2@neznamy.invalid', 'eva@x.cz'])
	expect((await getImport(db, id)).state).toBe('ready')
})

test('of duplicates the first or the last is kept; the others are left out, counted and not written', async () => {
	const id = await prepared('Login;E-mail\njan;a@x.cz\nJAN;b@x.cz\neva;c@x.cz\njan;d@x.cz\n')
	const before = await rowsOf(id)
	const { import: sums } = await apply(id, 'username_repeated', 'username', 'keep_first')
	expect(sums).toMatchObject({ state: 'ready', counts: { read: 4, created: 2, skipped: 2, refused: 0 } })
	expect((await rowsOf(id)).map(({ action }) => action)).toEqual(['create', 'skip', 'create', 'skip'])
	await expectUndone(id, before)
	await apply(id, 'username_repeated', 'username', 'keep_last')
	await commitRun(database, (await getImport(db, id)).run_id)
	expect(await usersIn(db)).toEqual(['eva c@x.cz customer @ -', 'jan d@x.cz customer @ -'])
	expect((await getImport(db, id)).counts).toMatchObject({ created: 2, skipped: 2 })
})

test('values of a list are mapped to what they mean', async () => {
	const id = await prepared('Login;E-mail;Role\na;a@x.cz;šéf\nb;b@x.cz;šéf\nc;c@x.cz;constructor\n')
	const [mapping] = await listFixes(db, await getImport(db, id), { code: 'role_invalid', field: 'role' })
	expect(mapping).toMatchObject({
		...{ fix: 'map_values', params: ['values'], choices: ['customer', 'operator', 'admin'] },
		values: [
			{ value: 'šéf', rows: 2 },
			{ value: 'constructor', rows: 1 },
		],
	})
	const { import: sums } = await apply(id, 'role_invalid', 'role', 'map_values', { values: { šéf: 'operator' } })
	expect(sums).toMatchObject({ staff_rows: 2, counts: { created: 2, refused: 1 } })
	expect(await column(id, 'role')).toEqual(['operator', 'operator', 'constructor'])
})

test('a broken record is taken as it is shown, or left out', async () => {
	const id = await prepared('Login;E-mail;Jméno\njan;a@x.cz;Jan;navíc\neva;b@x.cz;Eva;navíc\n')
	const before = await rowsOf(id)
	expect(await offered(id, 'too_many_fields', null)).toEqual(['accept 2', 'skip 2'])
	await applyFix(db, id, { code: 'too_many_fields', field: null, fix: 'accept', lines: [2] }, null)
	await apply(id, 'too_many_fields', null, 'skip')
	expect((await getImport(db, id)).counts).toMatchObject({ created: 1, skipped: 1, refused: 0 })
	await undoStep(db, id)
	await expectUndone(id, before)
})

test('text is replaced in a whole column, and mistyped domains are mended there', async () => {
	const id = await prepared('Login;E-mail;Poznámka\na;a@gmial.com;$& a.b\nb;b@x.cz;nic\n')
	const before = await rowsOf(id)
	await apply(id, null, 'email', 'email_domain')
	await apply(id, null, 'note', 'replace', { search: 'a.b', replacement: '$&' })
	expect(await column(id, 'email')).toEqual(['a@gmail.com', 'b@x.cz'])
	expect(await column(id, 'note')).toEqual(['$& $&', 'nic'])
	await undoStep(db, id)
	await expectUndone(id, before)
})

test('people who share an address get usernames by their companies', async () => {
	await sql`insert into companies (name) values ('Firma A s.r.o.'), ('Firma B')`.execute(db)
	const id = await prepared(
		'Login;E-mail;Příjmení;Firma\nnovak;n@x.cz;Novák;Firma A s.r.o.\nnovak;N@x.cz;Novák;Firma B\n',
	)
	await applyFix(db, id, { code: 'shared', field: 'username', fix: 'username_by_company' }, null)
	expect(await column(id, 'username')).toEqual(['novak.firma-a', 'novak.firma-b'])
	expect(await issues(id)).toEqual([])
})

test('a fix that does not fit, or would leave out a whole file, is refused', async () => {
	const id = await prepared('Login;E-mail\na;a\n')
	await expect(apply(id, 'email_invalid', 'email', 'pad_zeros')).rejects.toMatchObject({ code: 'request_invalid' })
	await expect(apply(id, null, null, 'skip')).rejects.toMatchObject({ code: 'request_invalid' })
	await expect(apply(id, 'email_invalid', 'words', 'set', { value: 'x' })).rejects.toMatchObject({
		code: 'request_invalid',
	})
	expect((await apply(id, 'email_invalid', 'email', 'clean')).step).toBeNull()
	expect(await listSteps(db, id)).toEqual([])
})
