import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { withLock } from '../jobs/lock.ts'

/** Runs `work` while this process holds the run, or not at all when another one does. */
export function withRunLock(pool: pg.Pool, runId: number, work: () => Promise<void>): Promise<boolean> {
	return withLock(pool, 'import_run', runId, work)
}

/**
 * The same, but waits for the other one: a worker that finds a file being inspected holds its run for a moment, only to
 * see that somebody is on it.
 */
export async function whenRunIsFree(pool: pg.Pool, runId: number, work: () => Promise<void>): Promise<void> {
	while (!(await withRunLock(pool, runId, work))) await setTimeout(50)
}

/** As `withRunLock`, for the inspection of one file; the files of a run may be uploaded side by side. */
export function withInspectionLock(pool: pg.Pool, importId: number, work: () => Promise<void>): Promise<boolean> {
	return withLock(pool, 'import_inspection', importId, work)
}
