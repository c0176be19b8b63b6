import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { ImportOptions } from '../../src/contract/imports.ts'
import { listHistory } from '../../src/import/history.ts'
import { listRows } from '../../src/import/rows.ts'
import { testDatabase } from '../harness.ts'
import { clear, commitRun, countRecords, importText, issuesOf, prepareText, usersIn } from './harness.ts'

const database = await testDatabase()
const { db } = database

const HEADER = 'Uživatelské jméno;E-mail;Jméno;Příjmení;Společnost;Role'
const users = (lines: string[], options: Partial<ImportOptions> = {}) =>
	({ target: 'users', text: [HEADER, ...lines, ''].join('\n'), options }) as const
const companies = { target: 'companies', text: 'Název;Město\nAcme;Brno\nBeta;Praha\n' } as const

beforeEach(async () => {
	await clear(database)
	await sql`truncate changes, undo_kept`.execute(db)
	await importText(database, [
		companies,
		users(['jan;jan@x.cz;Jan;Novák;Acme;', 'eva;eva@x.cz;Eva;Malá;Beta;', 'petr;petr@x.cz;Petr;;;operátor']),
	])
})

test('an upsert changes what differs, leaves what is the same, and makes who is new', async () => {
	const { written, imports } = await importText(database, [
		users(['JAN;jan@x.cz;Jan;Nový;Beta;', 'eva;eva@x.cz;Eva;Malá;Beta;', 'nova;nova@x.cz;Nová;;;'], { mode: 'upsert' }),
	])
	expect(written).toBe(true)
	expect(imports[0]!.counts).toMatchObject({ read: 3, created: 1, updated: 1, unchanged: 1, refused: 0 })
	expect(await usersIn(db)).toEqual([
		'jan jan@x.cz customer @ Beta',
		'eva eva@x.cz customer @ Beta',
		'petr petr@x.cz operator @ -',
		'nova nova@x.cz customer @ -',
	])
})

test('the preview shows old and new values of exactly the fields that change', async () => {
	const runId = await prepareText(database, [users(['jan;jan@x.cz;Jan;Nový;Beta;'], { mode: 'update' })])
	const [row] = await listRows(db, { importId: runId, target: 'users' }, { filter: 'update', after: 0, limit: 10 })
	expect(row).toMatchObject({ line: 2, action: 'update', old: { last_name: 'Novák', company: 'Acme' } })
	expect(Object.keys(row!.old!).sort()).toEqual(['company', 'last_name'])
	expect(row!.values).toMatchObject({ last_name: 'Nový', company: 'Beta' })
})

test('an empty cell keeps the old value, unless its column clears; a filling column never replaces', async () => {
	await importText(database, [
		users(['jan;jan@x.cz;;;;', 'petr;petr@x.cz;Pavel;Doplněný;;'], {
			mode: 'update',
			on_update: { first_name: 'fill', last_name: 'fill', company: 'clear' },
		}),
	])
	const { rows } = await sql`
		select username, first_name, last_name, company_id from users where username in ('jan', 'petr') order by username
	`.execute(db)
	expect(rows).toEqual([
		{ username: 'jan', first_name: 'Jan', last_name: 'Novák', company_id: null },
		{ username: 'petr', first_name: 'Petr', last_name: 'Doplněný', company_id: null },
	])
})

test('saying nothing about the role makes no operator a customer', async () => {
	const { imports } = await importText(database, [users(['petr;petr@x.cz;Petr;;;'], { mode: 'upsert' })])
	// The column is mapped here and its cell is empty.
	expect(imports[0]!.counts).toMatchObject({ updated: 0, unchanged: 1 })
	const text = 'Uživatelské jméno;E-mail;Jméno\npetr;petr@x.cz;Petr\n'
	const again = await importText(database, [{ target: 'users', text, options: { mode: 'upsert' } }])
	expect(again.imports[0]!.counts).toMatchObject({ updated: 0, unchanged: 1 })
	expect((await usersIn(db))[2]).toBe('petr petr@x.cz operator @ -')
})

test('an update of somebody unknown is refused, a key that fits several people as well', async () => {
	await importText(database, [users(['jan2;jan@x.cz;Jan;Novák;Beta;'])])
	const unknown = await importText(database, [users(['cizi;cizi@x.cz;;;;'], { mode: 'update' })])
	expect(issuesOf(unknown.imports[0]!)).toEqual(['error not_found username 2 cizi'])
	const shared = await importText(database, [users(['jan;jan@x.cz;;;;'], { mode: 'update', match: 'email' })])
	expect(issuesOf(shared.imports[0]!)).toContain('error key_ambiguous email 2 jan@x.cz')
	expect(shared.written).toBe(false)
})

test('the same file twice changes nothing the second time', async () => {
	const file = users(['jan;jan@x.cz;Jan;Nový;Beta;', 'x;x@x.cz;X;Y;Acme;operátor'], { mode: 'upsert' })
	await importText(database, [file])
	const { imports } = await importText(database, [file])
	expect(imports[0]!.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
})

test('somebody edits a record between check and commit: nothing is written, and the new counts are shown', async () => {
	const runId = await prepareText(database, [
		users(['jan;jan@x.cz;Jan;Nový;;', 'eva;eva@x.cz;Eva;Jiná;;'], { mode: 'update' }),
	])
	await sql`update users set last_name = 'Nový', version = version + 1 where username = 'jan'`.execute(db)
	await commitRun(database, runId)
	const { rows } = await sql`select state, counts from imports where id = ${runId}`.execute(db)
	expect(rows).toEqual([
		{ state: 'ready', counts: { read: 2, created: 0, updated: 1, unchanged: 1, skipped: 0, refused: 0 } },
	])
	const { rows: eva } = await sql`select last_name from users where username = 'eva'`.execute(db)
	expect(eva).toEqual([{ last_name: 'Malá' }])
})

test('companies are found by their registration number, and their name may change', async () => {
	const first = { target: 'companies', text: 'Název;IČO;E-mail\nGama;99120411;a@gama.cz\n' } as const
	await importText(database, [first])
	const renamed = { target: 'companies', text: 'Název;IČO;E-mail\nGama Nova;99120411;\n' } as const
	const options = { mode: 'update', match: 'registration_number' } as const
	const { imports } = await importText(database, [{ ...renamed, options }])
	expect(imports[0]!.counts).toMatchObject({ updated: 1 })
	const { rows } = await sql`select name, email from companies where registration_number = '99120411'`.execute(db)
	expect(rows).toEqual([{ name: 'Gama Nova', email: 'a@gama.cz' }])
})

test('an import cannot take the last administrator away', async () => {
	await sql`insert into users (username, email, role) values ('admin', 'admin@x.cz', 'admin')`.execute(db)
	const runId = await prepareText(database, [users(['admin;admin@x.cz;;;;zákazník'], { mode: 'update' })])
	await expect(commitRun(database, runId)).rejects.toThrow('last_admin')
	expect(await usersIn(db)).toContain('admin admin@x.cz admin @ -')
	expect(await countRecords(db)).toEqual({ companies: 2, users: 4 })
})

test('a record tells from which line of which file its values came, and what they were before', async () => {
	const { runId } = await importText(database, [
		users(['eva;eva@x.cz;Eva;Malá;Beta;', 'JAN;jan@x.cz;Jan;Nový;Beta;'], { mode: 'update' }),
	])
	const { rows } = await sql<{ id: number }>`select id from users where username = 'jan'`.execute(db)
	expect(await listHistory(db, 'users', rows[0]!.id)).toEqual([
		{
			...{ import_id: runId, run_id: runId, filename: 'users.csv', line: 3, at: expect.any(String), undone: false },
			old: { last_name: 'Novák', company: 'Acme' },
			new: { last_name: 'Nový', company: 'Beta' },
		},
	])
})
