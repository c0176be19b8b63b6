import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { retentionJob } from '../../src/import/jobs.ts'
import { editRows } from '../../src/import/mend/edit.ts'
import { getImport, type ImportRecord, listRun } from '../../src/import/queries.ts'
import { moveImport } from '../../src/import/states.ts'
import { testDatabase } from '../harness.ts'
import { clear, commitRun, countRecords, importText, prepareText, receiveText } from './harness.ts'

const database = await testDatabase()
const { db } = database
const people = { target: 'users', text: 'Login;Mail;Příjmení\njan;jan@x.cz;Novák\neva;eva@x.cz;Malá\n' } as const
const changed = { ...people, text: people.text.replace('Novák', 'Nový'), options: { mode: 'update' } } as const

beforeEach(async () => {
	await clear(database)
	await sql`truncate imports cascade`.execute(db)
	await sql`update settings set changes_kept_days = 90`.execute(db)
})

/** One look of the worker. @returns the imports it found */
async function work(): Promise<number[]> {
	const job = retentionJob(database)
	const found = await job.sweep()
	for (const data of found) await job.run(data)
	return found.map(({ import_id }) => import_id)
}

const older = (days: number) => sql`update imports set state_at = now() - make_interval(days => ${days})`.execute(db)

async function keptOf(id: number): Promise<string[]> {
	const { rows } = await sql<{ table: string }>`
		select 'changes' as table from changes where import_id = ${id}
		union select 'chunks' from import_chunks where import_id = ${id}
		union select 'edits' from import_edits where step_id in (select id from import_steps where import_id = ${id})
		union select 'staged' from pg_tables where tablename like ${`staged\\_${id}%`}
		order by 1
	`.execute(db)
	return rows.map(({ table }) => table)
}

test('until its days are over everything of an import is kept, then its counts and its records', async () => {
	await importText(database, [people])
	const runId = await prepareText(database, [changed])
	const [{ id }] = (await listRun(db, runId)) as [ImportRecord]
	await editRows(db, id, [{ line: 3, values: { note: 'z tabulky' } }], null)
	await commitRun(database, runId)
	await older(89)
	expect(await work()).toEqual([])
	expect(await keptOf(id)).toEqual(['changes', 'chunks', 'edits', 'staged'])
	expect((await getImport(db, id)).undoable_until!.getTime()).toBeGreaterThan(Date.now())

	await older(91)
	expect(await work()).toHaveLength(2)
	expect(await keptOf(id)).toEqual([])
	const found = await getImport(db, id)
	expect(found).toMatchObject({
		state: 'committed',
		undoable_until: null,
		head: [],
		counts: { updated: 2, unchanged: 0 },
	})
	expect(found.dropped_at).toBeInstanceOf(Date)
	expect(JSON.stringify(found)).not.toMatch(/jan@x\.cz|Malá/)
	expect(await countRecords(db)).toEqual({ companies: 0, users: 2 })
	expect(await work()).toEqual([])
})

test('the number of days is the setting', async () => {
	await importText(database, [people])
	await older(10)
	await sql`update settings set changes_kept_days = 7`.execute(db)
	expect(await work()).toHaveLength(1)
})

test('a draft nobody finished is cancelled, with its file', async () => {
	const id = await receiveText(database, [people])
	await older(91)
	await work()
	expect(await getImport(db, id)).toMatchObject({ state: 'cancelled', dropped_at: expect.any(Date) })
	expect(await keptOf(id)).toEqual([])
	expect(await work()).toEqual([])
})

test('what a worker is on is left alone, however long it takes', async () => {
	const { imports } = await importText(database, [people])
	await moveImport(db, imports[0]!.id, ['committed'], 'undoing')
	await older(91)
	expect(await work()).toEqual([])
})
