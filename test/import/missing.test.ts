import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { ImportOptions } from '../../src/contract/imports.ts'
import { undo } from '../../src/import/imports.ts'
import { applyFix } from '../../src/import/mend/fix.ts'
import { listMissing } from '../../src/import/missing.ts'
import { getImport } from '../../src/import/queries.ts'
import { moveImport } from '../../src/import/states.ts'
import { testDatabase } from '../harness.ts'
import { clear, commitRun, importText, prepareText } from './harness.ts'

const database = await testDatabase()
const { db } = database

const HEADER = 'Uživatelské jméno;E-mail;Příjmení'
const people = (lines: string[], options: Partial<ImportOptions> = {}, header = HEADER) =>
	({ target: 'users', text: [header, ...lines, ''].join('\n'), options }) as const
const JAN = 'jan;jan@x.cz;Novák'
const EVA = 'eva;eva@x.cz;Malá'
const PETR = 'petr;petr@x.cz;Dlouhý'

beforeEach(async () => {
	await clear(database)
	await sql`truncate imports cascade`.execute(db)
})

const missingIn = async (runId: number) =>
	(await listMissing(db, await getImport(db, runId), { after: 0, limit: 50 })).map(({ name }) => name)

const activeUsers = async () => {
	const { rows } = await sql<{ username: string }>`select username from users where active order by username`.execute(
		db,
	)
	return rows.map(({ username }) => username)
}

test('whom an earlier file with these headers brought and this one lacks is listed, and stays as it is', async () => {
	await importText(database, [people([JAN, EVA, PETR])])
	const { runId, imports } = await importText(database, [people([JAN, PETR], { mode: 'upsert', missing: 'list' })])
	expect(imports[0]).toMatchObject({ state: 'committed', missing: 1, counts: { read: 2, unchanged: 2 } })
	expect(await activeUsers()).toEqual(['eva', 'jan', 'petr'])
	expect(await missingIn(runId)).toEqual([])
})

test('they are deactivated by the commit when that was chosen, shown before, and brought back by the undo', async () => {
	await importText(database, [people([JAN, EVA, PETR])])
	const runId = await prepareText(database, [people([JAN], { mode: 'update', missing: 'deactivate' })])
	expect((await getImport(db, runId)).missing).toBe(2)
	expect(await missingIn(runId)).toEqual(['Malá', 'Dlouhý'])
	expect(await activeUsers()).toEqual(['eva', 'jan', 'petr'])

	await commitRun(database, runId)
	expect(await activeUsers()).toEqual(['jan'])
	expect(await missingIn(runId)).toEqual(['Malá', 'Dlouhý'])

	await moveImport(db, runId, ['committed'], 'undoing')
	await undo(database, runId)
	expect(await activeUsers()).toEqual(['eva', 'jan', 'petr'])
	expect((await getImport(db, runId)).undo).toEqual({ deleted: 0, restored: 2, kept: 0 })
})

test('who came from elsewhere is never missing: by hand, or from a file with other headers', async () => {
	await sql`insert into users (username, email) values ('rucne', 'rucne@x.cz')`.execute(db)
	await importText(database, [people(['jina;jina@x.cz;Jiná;1'], {}, `${HEADER};ID`)])
	await importText(database, [people([JAN, EVA])])
	const runId = await prepareText(database, [people([JAN], { mode: 'upsert', missing: 'deactivate' })])
	expect(await missingIn(runId)).toEqual(['Malá'])
})

test('somebody an earlier file only changed is missing, too; who has been deactivated before is not', async () => {
	await sql`insert into users (username, email, last_name) values ('rucne', 'rucne@x.cz', 'Staré')`.execute(db)
	await importText(database, [people([JAN, EVA])])
	await importText(database, [people(['rucne;rucne@x.cz;Nové'], { mode: 'upsert' })])
	await sql`update users set active = false where username = 'eva'`.execute(db)
	const runId = await prepareText(database, [people([JAN], { mode: 'upsert', missing: 'list' })])
	expect(await missingIn(runId)).toEqual(['Nové'])
})

test('a row that is refused or left out names its person all the same', async () => {
	await importText(database, [people([JAN, EVA, PETR])])
	const lines = ['JAN;to není adresa;Novák', EVA]
	const runId = await prepareText(database, [people(lines, { mode: 'upsert', on_error: 'skip', missing: 'list' })])
	expect(await missingIn(runId)).toEqual(['Dlouhý'])
	const skip = { code: 'email_invalid', field: 'email', fix: 'skip' } as const
	await applyFix(db, runId, skip, null)
	expect(await missingIn(runId)).toEqual(['Dlouhý'])
})

test('a username mended in the preview is looked for again', async () => {
	await importText(database, [people([JAN, EVA])])
	const lines = [JAN, 'eva-;eva@x.cz;Malá']
	const runId = await prepareText(database, [people(lines, { mode: 'upsert', missing: 'deactivate' })])
	expect(await missingIn(runId)).toEqual(['Malá'])
	const replace = { search: 'eva-', replacement: 'eva' }
	const wanted = { code: null, field: 'username', fix: 'replace', params: replace } as const
	// The page shows what the answer says: what is confirmed next must be what was seen.
	expect((await applyFix(db, runId, wanted, null)).import.missing).toBe(0)
	expect(await missingIn(runId)).toEqual([])
	expect((await getImport(db, runId)).missing).toBe(0)
})

test('somebody edited since the preview makes the plan stale, and nobody is deactivated', async () => {
	await importText(database, [people([JAN, EVA, PETR])])
	const runId = await prepareText(database, [people([JAN], { mode: 'update', missing: 'deactivate' })])
	await sql`update users set note = 'vrátí se', version = version + 1 where username = 'eva'`.execute(db)
	await commitRun(database, runId)
	expect((await getImport(db, runId)).state).toBe('ready')
	expect(await activeUsers()).toEqual(['eva', 'jan', 'petr'])
	await commitRun(database, runId)
	expect(await activeUsers()).toEqual(['jan'])
})
