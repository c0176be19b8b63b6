import type pg from 'pg'
import { withLock } from '../jobs/lock.ts'

/** Runs `work` while this process holds the run, or not at all when another one does. */
export function withRunLock(pool: pg.Pool, runId: number, work: () => Promise<void>): Promise<boolean> {
	return withLock(pool, 'import_run', runId, work)
}
