import type pg from 'pg'
import { withLock } from '../jobs/lock.ts'

/** Runs `work` while this process holds the run, or not at all when another one does. */
export function withRunLock(pool: pg.Pool, runId: number, work: () => Promise<void>): Promise<boolean> {
	return withLock(pool, 'import_run', runId, work)
}

/** The same for the inspection of one file; the files of a run may be uploaded side by side. */
export function withInspectionLock(pool: pg.Pool, importId: number, work: () => Promise<void>): Promise<boolean> {
	return withLock(pool, 'import_inspection', importId, work)
}
