import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { cancel, prepare, receive } from '../../src/import/imports.ts'
import { getImport, listRun } from '../../src/import/queries.ts'
import { moveRun } from '../../src/import/states.ts'
import { work } from '../../src/import/work.ts'
import { testDatabase } from '../harness.ts'
import {
	clear,
	commitRun,
	companiesIn,
	countRecords,
	importText,
	inPieces,
	issuesOf,
	prepareText,
	receiveText,
	usersIn,
} from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const users = { target: 'users' as const, text: 'Login;Mail\njan;jan@x.cz\neva;eva@x.cz\n' }
const stateOf = async (id: number) => (await getImport(db, id)).state

test('somebody takes a username between check and commit: nothing is written, and the plan is made anew', async () => {
	const id = await prepareText(database, [users])
	const before = await getImport(db, id)
	await sql`insert into users (username, email) values ('EVA', 'jina@x.cz')`.execute(db)
	await commitRun(database, id)

	const after = await getImport(db, id)
	expect(await usersIn(db)).toEqual(['EVA jina@x.cz customer @ -'])
	expect(after.state).toBe('refused')
	expect(after.plan).toBe(before.plan + 1)
	expect(after.counts).toEqual({ read: 2, created: 1, updated: 0, unchanged: 0, skipped: 0, refused: 1 })
	expect(issuesOf(after)).toEqual(['error username_taken username 3 eva'])
})

test('with skip the new plan waits to be confirmed, and then leaves the taken row out', async () => {
	const id = await prepareText(database, [{ ...users, options: { on_error: 'skip' } }])
	await sql`insert into users (username, email) values ('EVA', 'jina@x.cz')`.execute(db)
	await commitRun(database, id)
	expect(await stateOf(id)).toBe('ready')
	expect(await countRecords(db)).toEqual({ companies: 0, users: 1 })
	await commitRun(database, id)
	expect(await stateOf(id)).toBe('committed')
	expect(await usersIn(db)).toEqual(['EVA jina@x.cz customer @ -', 'jan jan@x.cz customer @ -'])
})

test('a company that goes away between check and commit is unknown in the new plan', async () => {
	await importText(database, [{ target: 'companies', text: 'Název\nAcme\n' }])
	const id = await prepareText(database, [{ target: 'users', text: 'Login;Mail;Firma\njan;jan@x.cz;Acme\n' }])
	await sql`delete from companies`.execute(db)
	await commitRun(database, id)
	expect(issuesOf(await getImport(db, id))).toEqual(['error company_unknown company 2 Acme'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('a missing company that somebody makes between check and commit is used, not made twice', async () => {
	const options = { missing_company: 'create' } as const
	const id = await prepareText(database, [{ target: 'users', text: 'Login;Mail;Firma\njan;jan@x.cz;Acme\n', options }])
	await sql`insert into companies (name) values ('ACME')`.execute(db)
	await commitRun(database, id)
	expect(await getImport(db, id)).toMatchObject({ state: 'ready', new_companies: 0 })
	await commitRun(database, id)
	expect(await companiesIn(db)).toEqual(['ACME'])
	expect(await usersIn(db)).toEqual(['jan jan@x.cz customer @ ACME'])
})

test('a generated username that somebody takes between check and commit gets the next number', async () => {
	const text = 'Jméno;Příjmení;Mail\nJan;Novák;jan@x.cz\n'
	const id = await prepareText(database, [{ target: 'users', text, options: { usernames: 'name' } }])
	await sql`insert into users (username, email) values ('jan.novak', 'jiny@x.cz')`.execute(db)
	await commitRun(database, id)
	await commitRun(database, id)
	expect(await usersIn(db)).toEqual(['jan.novak jiny@x.cz customer @ -', 'jan.novak2 jan@x.cz customer @ -'])
})

test('staged rows that a crash of PostgreSQL emptied are made again, and nothing is written unseen', async () => {
	const id = await prepareText(database, [users])
	const { plan } = await getImport(db, id)
	await sql`truncate ${sql.table(`staged_${id}`)}, ${sql.table(`staged_${id}_issues`)}`.execute(db)
	await commitRun(database, id)
	expect(await getImport(db, id)).toMatchObject({ state: 'ready', plan: plan + 1, counts: { created: 2 } })
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
	await commitRun(database, id)
	expect(await countRecords(db)).toEqual({ companies: 0, users: 2 })
})

test('two workers at once on one commit: it is written once', async () => {
	const id = await prepareText(database, [users])
	await moveRun(db, id, ['ready'], 'committing')
	await Promise.all([work(database, id), work(database, id), work(database, id)])
	expect(await stateOf(id)).toBe('committed')
	expect(await countRecords(db)).toEqual({ companies: 0, users: 2 })
})

test('two people commit at once: one starts it, the other is told that it is under way', async () => {
	const id = await prepareText(database, [users])
	const answers = await Promise.allSettled([commitRun(database, id), commitRun(database, id)])
	expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
	const refusal = answers.find((answer) => answer.status === 'rejected')
	expect(refusal?.reason).toMatchObject({ code: 'import_not_ready' })
	expect(await countRecords(db)).toEqual({ companies: 0, users: 2 })
	await expect(commitRun(database, id)).rejects.toMatchObject({ code: 'import_not_ready' })
})

test('the same file imported by two runs at once: one writes, the other is refused and shows why', async () => {
	const runs = [await prepareText(database, [users]), await prepareText(database, [users])]
	await Promise.all(runs.map((id) => commitRun(database, id)))
	expect((await Promise.all(runs.map(stateOf))).sort()).toEqual(['committed', 'refused'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 2 })
})

test('an upload that breaks off stays open, and the next one replaces what had come', async () => {
	async function* broken() {
		for (let nth = 0; nth < 20; nth++) yield Buffer.from('Login;Mail\npolovina;p@x.cz\n'.repeat(2_000))
		throw new Error('socket hang up')
	}
	const id = await receiveText(database, [users])
	await expect(receive(database, id, broken())).rejects.toThrow('socket hang up')
	expect(await stateOf(id)).toBe('uploading')
	await expect(prepare(database, id)).rejects.toMatchObject({ code: 'import_not_ready' })

	await receive(database, id, inPieces(users.text, 7))
	await prepare(database, id)
	await commitRun(database, id)
	expect(await usersIn(db)).toEqual(['jan jan@x.cz customer @ -', 'eva eva@x.cz customer @ -'])
})

test('a cancelled run is over: its rows are gone, and it can be neither checked nor committed', async () => {
	const id = await prepareText(database, [users])
	await cancel(database, id)
	expect((await listRun(db, id)).map(({ state }) => state)).toEqual(['cancelled'])
	const { rows } = await sql`select to_regclass(${`staged_${id}`}) as rows_table`.execute(db)
	expect(rows).toEqual([{ rows_table: null }])
	await expect(commitRun(database, id)).rejects.toMatchObject({ code: 'import_not_ready' })
	await expect(prepare(database, id)).rejects.toMatchObject({ code: 'import_not_ready' })
})
