import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { Database } from '../../../src/db/database.ts'
import { prepare } from '../../../src/import/imports.ts'
import { decideCompany } from '../../../src/import/mend/companies.ts'
import { type EditedRow, editRows } from '../../../src/import/mend/edit.ts'
import { undoStep } from '../../../src/import/mend/steps.ts'
import { getImport, listRun } from '../../../src/import/queries.ts'
import { listRows } from '../../../src/import/rows.ts'
import { testDatabase } from '../../harness.ts'
import { clear, commitRun, companiesIn, type GivenFile, issuesOf, prepareText, usersIn } from '../harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

/** A prepared run and its imports' ids, companies first. */
async function prepared(...files: GivenFile[]): Promise<{ runId: number; ids: number[] }> {
	const runId = await prepareText(database, files)
	return { runId, ids: (await listRun(db, runId)).map(({ id }) => id) }
}

const edit = (id: number, line: number, values: EditedRow['values']) => editRows(db, id, [{ line, values }], null)

const issues = async (id: number) => issuesOf(await getImport(db, id))

async function rowsOf(id: number) {
	const { target } = await getImport(db, id)
	return listRows(db, { importId: id, target }, { filter: 'all', after: 0, limit: 1000 })
}

/** Numbers and groups kept edit by edit are those a whole new check finds. */
async function expectAsChecked({ db }: Database, runId: number): Promise<void> {
	const seen = async () =>
		(await listRun(db, runId)).map(({ counts, staff_rows, new_companies, state, ...one }) => ({
			...{ counts, staff_rows, new_companies, state, issues: issuesOf(one as never) },
		}))
	const kept = await seen()
	await prepare(database, runId)
	expect(await seen()).toEqual(kept)
}

const PEOPLE = 'Login;E-mail;Jméno;Příjmení\n'

test('an edited cell is read by the rules of its field, and the row is free', async () => {
	const { runId, ids } = await prepared({
		target: 'users',
		text: `${PEOPLE}jan;jan.x.cz;Jan;Novák\neva;eva@x.cz;Eva;Malá\n`,
	})
	const [id] = ids
	const { step, import: sums } = await edit(id!, 2, { email: '  <jan@x.cz> ' })
	expect(step).toMatchObject({ kind: 'edit', field: 'email', rows: 1 })
	expect(sums).toMatchObject({ state: 'ready', counts: { read: 2, created: 2, refused: 0 }, issues: [] })
	expect((await rowsOf(id!))[0]).toMatchObject({
		...{ line: 2, action: 'create', values: { email: 'jan@x.cz' }, edited: { email: 'jan.x.cz' }, issues: [] },
	})
	await expectAsChecked(database, runId)
	await commitRun(database, runId)
	expect(await usersIn(db)).toEqual(['jan jan@x.cz customer @ -', 'eva eva@x.cz customer @ -'])
})

test('a value that cannot be right refuses the row and the run', async () => {
	const { runId, ids } = await prepared({ target: 'users', text: `${PEOPLE}jan;jan@x.cz;Jan;Novák\n` })
	const { import: sums } = await edit(ids[0]!, 2, { email: 'jan', username: null })
	expect(sums.state).toBe('refused')
	expect(await issues(ids[0]!)).toEqual(['error email_invalid email 2 jan', 'error username_missing username 2'])
	await expectAsChecked(database, runId)
})

test('mending the first of two duplicates frees the second, and the other way round', async () => {
	const { runId, ids } = await prepared({
		target: 'users',
		text: `${PEOPLE}jan;a@x.cz;A;A\nJan;b@x.cz;B;B\nJAN;c@x.cz;C;C\n`,
	})
	const [id] = ids
	expect(await issues(id!)).toEqual(['error username_repeated username 3,4 Jan|JAN'])
	await edit(id!, 2, { username: 'jana' })
	expect(await issues(id!)).toEqual(['error username_repeated username 4 JAN'])
	await edit(id!, 4, { username: 'jana' })
	expect(await issues(id!)).toEqual(['error username_repeated username 4 jana'])
	await expectAsChecked(database, runId)
	await edit(id!, 2, { username: 'jan' })
	expect(await issues(id!)).toEqual(['error username_repeated username 3 Jan'])
	await expectAsChecked(database, runId)
})

test('a username somebody has is refused as soon as it is typed, and a later file of the run sees it', async () => {
	await sql`insert into users (username, email) values ('petr', 'p@x.cz')`.execute(db)
	const { runId, ids } = await prepared(
		{ target: 'users', text: `${PEOPLE}jan;a@x.cz;A;A\n` },
		{ target: 'users', text: `${PEOPLE}eva;b@x.cz;B;B\n` },
	)
	await edit(ids[0]!, 2, { username: 'Petr' })
	expect(await issues(ids[0]!)).toEqual(['error username_taken username 2 Petr'])
	const { import: sums } = await edit(ids[0]!, 2, { username: 'EVA' })
	expect(sums).toMatchObject({ state: 'refused', counts: { refused: 0 }, others: [ids[1]] })
	expect(await issues(ids[1]!)).toEqual(['error username_taken username 2 eva'])
	await expectAsChecked(database, runId)
	await edit(ids[1]!, 2, { username: 'eva2' })
	expect((await getImport(db, ids[0]!)).state).toBe('ready')
})

test('a company that gets another name is found by its people, and lost by others', async () => {
	const { runId, ids } = await prepared(
		{ target: 'companies', text: 'Název;IČO\nAcme;27074358\nBeta;\n' },
		{ target: 'users', text: 'Login;E-mail;Firma\njan;a@x.cz;Acme\neva;b@x.cz;Gama\nivo;c@x.cz;Beta\n' },
	)
	const [companies, users] = ids
	expect(await issues(users!)).toEqual(['error company_unknown company 3 Gama'])
	await edit(companies!, 3, { name: 'Gama' })
	expect(await issues(users!)).toEqual(['error company_unknown company 4 Beta'])
	await expectAsChecked(database, runId)
	await edit(users!, 4, { company: '270 74 358' })
	expect(await issues(users!)).toEqual([])
	await commitRun(database, runId)
	expect(await usersIn(db)).toEqual([
		'jan a@x.cz customer @ Acme',
		'eva b@x.cz customer @ Gama',
		'ivo c@x.cz customer @ Acme',
	])
})

test('a refused company that is mended frees its people, where only the good rows are written', async () => {
	const options = { on_error: 'skip' } as const
	const { runId, ids } = await prepared(
		{ target: 'companies', text: 'Název;IČO\nAcme;27074358\nBeta;27074358\n', options },
		{ target: 'users', text: 'Login;E-mail;Firma\njan;a@x.cz;Beta\n', options },
	)
	expect(await issues(ids[1]!)).toEqual(['error company_unknown company 2 Beta'])
	await edit(ids[0]!, 3, { registration_number: '' })
	expect(await issues(ids[0]!)).toEqual([])
	expect(await issues(ids[1]!)).toEqual([])
	await expectAsChecked(database, runId)
	await commitRun(database, runId)
	expect(await companiesIn(db)).toEqual(['Acme 27074358', 'Beta'])
})

test('a field no column is mapped to can be typed in, is judged and written', async () => {
	const { runId, ids } = await prepared({ target: 'users', text: `${PEOPLE}jan;a@x.cz;A;A\neva;b@x.cz;B;B\n` })
	await edit(ids[0]!, 2, { external_id: 'X1', company: 'Nikde' })
	await edit(ids[0]!, 3, { external_id: 'X1' })
	expect(await issues(ids[0]!)).toEqual([
		'error company_unknown company 2 Nikde',
		'error external_id_repeated external_id 3 X1',
	])
	await expectAsChecked(database, runId)
	await decideCompany(db, ids[0]!, { value: 'Nikde', decision: 'create', company_id: null }, null)
	await edit(ids[0]!, 3, { external_id: 'X2' })
	await commitRun(database, runId)
	expect(await usersIn(db)).toEqual(['jan a@x.cz customer @ Nikde', 'eva b@x.cz customer @ -'])
})

test('an update is planned again: what the mended row changes, and which record it finds', async () => {
	await sql`insert into users (username, email, first_name) values ('jan', 'j@x.cz', 'Jan'), ('eva', 'e@x.cz', 'Eva')`.execute(
		db,
	)
	const { runId, ids } = await prepared({
		...{ target: 'users' as const, text: 'Login;Jméno\njan;Jan\nnikdo;Eva\n', options: { mode: 'update' as const } },
	})
	expect(await issues(ids[0]!)).toEqual(['error not_found username 3 nikdo'])
	await edit(ids[0]!, 2, { first_name: 'Honza' })
	await edit(ids[0]!, 3, { username: 'eva', first_name: 'Evička' })
	expect(await getImport(db, ids[0]!)).toMatchObject({
		state: 'ready',
		counts: { updated: 2, unchanged: 0, refused: 0 },
	})
	expect((await rowsOf(ids[0]!)).map(({ action, old }) => [action, old])).toEqual([
		['update', { first_name: 'Jan' }],
		['update', { first_name: 'Eva' }],
	])
	await expectAsChecked(database, runId)
	await commitRun(database, runId)
	const { rows } = await sql`select first_name from users order by id`.execute(db)
	expect(rows).toEqual([{ first_name: 'Honza' }, { first_name: 'Evička' }])
})

test('a generated username follows the name it is made of, and keeps clear of those that are there', async () => {
	const { runId, ids } = await prepared({
		target: 'users',
		text: 'Jméno;Příjmení;E-mail\nJan;Novák;a@x.cz\nEva;Malá;b@x.cz\n',
		options: { usernames: 'name' },
	})
	await edit(ids[0]!, 3, { first_name: 'Jan', last_name: 'Novák' })
	expect((await rowsOf(ids[0]!)).map(({ values }) => values.username)).toEqual(['jan.novak', 'jan.novak2'])
	await edit(ids[0]!, 3, { username: 'honza' })
	await edit(ids[0]!, 3, { last_name: 'Nový' })
	expect((await rowsOf(ids[0]!)).map(({ values }) => values.username)).toEqual(['jan.novak', 'honza'])
	await expectAsChecked(database, runId)
	expect((await rowsOf(ids[0]!)).map(({ values }) => values.username)).toEqual(['jan.novak', 'honza'])
})

test('edits stay when the file is staged again, and can be taken back after that', async () => {
	const { runId, ids } = await prepared({ target: 'users', text: `${PEOPLE}jan;jan.x.cz;Jan;Novák\n` })
	const before = await rowsOf(ids[0]!)
	await edit(ids[0]!, 2, { email: 'a@x.cz' })
	await edit(ids[0]!, 2, { email: 'b@x.cz', first_name: 'Honza' })
	const after = await rowsOf(ids[0]!)
	await prepare(database, runId)
	expect(await rowsOf(ids[0]!)).toEqual(after)
	await undoStep(db, ids[0]!)
	expect((await rowsOf(ids[0]!))[0]!.values).toMatchObject({ email: 'a@x.cz', first_name: 'Jan' })
	await undoStep(db, ids[0]!)
	expect(await rowsOf(ids[0]!)).toEqual(before)
	await expectAsChecked(database, runId)
	await expect(undoStep(db, ids[0]!)).rejects.toMatchObject({ code: 'step_missing' })
})

test.each([
	['NUL', 'a\0b'],
	['half a surrogate pair', 'a\ud800b'],
	['SQL', "'; drop table users; --"],
	['a backslash and a tab', 'a\\N\tb'],
	['JSON', '{"a": [null]}'],
	['many characters', 'x'.repeat(20_000)],
	['a formula', '=HYPERLINK("http://x")'],
	['another script', 'Ґанна 漢字 👩‍👩‍👧'],
])('%s typed into every field is text, judged and taken back', async (_, value) => {
	const { runId, ids } = await prepared({ target: 'users', text: `${PEOPLE}jan;jan@x.cz;Jan;Novák\n` })
	const before = await rowsOf(ids[0]!)
	const fields = Object.keys(before[0]!.values).filter((name) => !/_generated|_placeholder/.test(name))
	await edit(ids[0]!, 2, Object.fromEntries(fields.map((field) => [field, value])))
	await expectAsChecked(database, runId)
	await undoStep(db, ids[0]!)
	expect(await rowsOf(ids[0]!)).toEqual(before)
})

test('a field that is none, a line that is none, an import that is written: refused, and nothing changes', async () => {
	const { runId, ids } = await prepared({ target: 'users', text: `${PEOPLE}jan;jan@x.cz;Jan;Novák\n` })
	await expect(edit(ids[0]!, 2, { sort_key: 'x' })).rejects.toMatchObject({ code: 'request_invalid' })
	await expect(edit(ids[0]!, 99, { email: 'x@x.cz' })).rejects.toMatchObject({ code: 'not_found' })
	await expect(edit(ids[0]!, 2, { constructor: 'x' })).rejects.toMatchObject({ code: 'request_invalid' })
	expect((await edit(ids[0]!, 2, { email: 'jan@x.cz' })).step).toBeNull()
	await commitRun(database, runId)
	await expect(edit(ids[0]!, 2, { email: 'x@x.cz' })).rejects.toMatchObject({ code: 'import_not_ready' })
})
