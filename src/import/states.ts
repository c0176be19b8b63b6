import { sql } from 'kysely'
import type { ImportState, Progress } from '../contract/imports.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { getImport, json } from './queries.ts'

/* The only writers of `imports.state`, and of what belongs to one state alone. */

/** @returns whether the import still is in the state the progress is about */
export async function updateProgress(db: Db, id: number, state: ImportState, progress: Progress): Promise<boolean> {
	const { rows } = await sql<{ id: number }>`
		update imports set progress = ${json(progress)} where id = ${id} and state = ${state} returning id
	`.execute(db)
	return rows.length > 0
}

/**
 * The only writer of `imports.state`: the whole run moves, or nobody does. Losing a race is a refusal, never a
 * second run. @throws AppError import_not_ready
 */
export async function moveRun(
	db: Db | Tx,
	runId: number,
	from: readonly ImportState[],
	to: ImportState,
): Promise<void> {
	const { rows } = await sql<{ moved: number; total: number }>`
		with locked as (
			select id, state from imports where run_id = ${runId} order by id for update
		), moved as (
			update imports set state = ${to}, state_at = now(), progress = null
			where run_id = ${runId} and not exists (select from locked where state <> all(${[...from]}))
			returning id
		)
		select (select count(*) from moved) as moved, (select count(*) from locked) as total
	`.execute(db)
	const { moved, total } = rows[0]!
	if (total === 0) throw new AppError('not_found')
	if (moved < total) throw new AppError('import_not_ready', { state: await stateOfRun(db, runId) })
}

/** The state of the run's import that is furthest behind. */
async function stateOfRun(db: Db | Tx, runId: number): Promise<string> {
	const { rows } = await sql<{ state: string }>`
		select state from imports where run_id = ${runId} order by state_at desc limit 1
	`.execute(db)
	return rows[0]?.state ?? 'unknown'
}

export async function moveImport(
	db: Db | Tx,
	id: number,
	from: readonly ImportState[],
	to: ImportState,
): Promise<void> {
	const { rows } = await sql<{ id: number }>`
		update imports set state = ${to}, state_at = now(), progress = null
		where id = ${id} and state = any(${[...from]})
		returning id
	`.execute(db)
	if (rows.length > 0) return
	const found = await getImport(db, id)
	throw new AppError('import_not_ready', { state: found.state })
}

/** Runs a worker should be on and nobody may be: after a crash they are started over. */
export async function listWorkingRuns(db: Db): Promise<number[]> {
	const { rows } = await sql<{ run_id: number }>`
		select distinct run_id from imports
		where state in ('inspecting', 'staging', 'checking', 'committing', 'undoing')
	`.execute(db)
	return rows.map((row) => row.run_id)
}
