import { sql } from 'kysely'
import type { Database, Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { cancel } from './imports.ts'
import { withRunLock } from './lock.ts'
import { forgetMending } from './mend/journal.ts'
import { findImport, type ImportRecord } from './queries.ts'
import { dropStaged } from './staged.ts'

/** What nobody finished; its file and rows wait for somebody who does not come. */
const DRAFTS: readonly string[] = ['uploading', 'mapping', 'ready', 'refused', 'failed']
/** What is over. */
const SETTLED = ['committed', 'undone', 'cancelled']

/** Imports whose time is over, and that still have what goes then. Asked every few seconds: an index answers. */
export async function listExpired(db: Db): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select i.id
		from imports i
		where i.dropped_at is null and i.state = any(${[...SETTLED, ...DRAFTS]})
		  and i.state_at < now() - make_interval(days => (select changes_kept_days from settings))
		order by i.state_at
		limit 100
	`.execute(db)
	return rows.map((row) => row.id)
}

/**
 * The file, the rows, the journal and every value of somebody's record go; the counts, the mapping and the records
 * themselves stay. A draft is cancelled by it. From then on the import cannot be taken back.
 */
export async function dropKept(database: Database, id: number): Promise<void> {
	const { db, pool } = database
	const found = await findImport(db, id)
	if (!found) return
	if (DRAFTS.includes(found.state)) await cancel(database, found.run_id)
	await withRunLock(pool, found.run_id, async () => {
		await db.transaction().execute(async (tx) => {
			if (await lockSettled(tx, id)) await dropEverything(tx, id)
		})
	})
}

/** An undo that starts at the same moment comes before this, or finds nothing to go by. */
async function lockSettled(tx: Tx, id: number): Promise<boolean> {
	const { rows } = await sql`
		select from imports where id = ${id} and dropped_at is null and state = any(${SETTLED}) for update
	`.execute(tx)
	return rows.length === 1
}

async function dropEverything(tx: Tx, id: number): Promise<void> {
	await dropStaged(tx, id)
	await forgetMending(tx, id)
	for (const table of ['changes', 'import_chunks']) {
		await sql`delete from ${sql.table(table)} where import_id = ${id}`.execute(tx)
	}
	await sql`
		update imports
		set dropped_at = now(), head = '[]', encodings = '[]', misread = '[]',
		    columns = (
		      -- What is named stays: whatever else is ever found out about a column is values of somebody's record.
		      select coalesce(jsonb_agg(
		        jsonb_build_object('index', c -> 'index', 'header', c -> 'header', 'field', c -> 'field',
		                           'reason', c -> 'reason', 'filled', c -> 'filled', 'samples', '[]'::jsonb)
		        order by nth), '[]')
		      from jsonb_array_elements(columns) with ordinality as one (c, nth)
		    ),
		    issues = (
		      select coalesce(jsonb_agg(g || '{"values": [], "suggestions": {}}' order by nth), '[]')
		      from jsonb_array_elements(issues) with ordinality as one (g, nth)
		    )
		where id = ${id}
	`.execute(tx)
}

/** @throws AppError import_dropped with the day it happened */
export function requireKept({ dropped_at }: Pick<ImportRecord, 'dropped_at'>): void {
	if (dropped_at) throw new AppError('import_dropped', { since: dropped_at.toISOString().slice(0, 10) })
}
