import type { Database } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'
import { dropKept, listExpired } from './retention.ts'
import { listWorkingRuns } from './states.ts'
import { work } from './work.ts'

export const IMPORT_JOB = 'import'

/** One kind of job for all of an import's work: what there is to do stands in its state. */
export function importJob(database: Database): JobKind<{ run_id: number }> {
	return {
		name: IMPORT_JOB,
		run: ({ run_id }) => work(database, run_id),
		sweep: async () => (await listWorkingRuns(database.db)).map((run_id) => ({ run_id })),
	}
}

/** Goes by the days alone: what was due while no worker ran is found by the next one. */
export function retentionJob(database: Database): JobKind<{ import_id: number }> {
	return {
		name: 'retention',
		run: ({ import_id }) => dropKept(database, import_id),
		sweep: async () => (await listExpired(database.db)).map((import_id) => ({ import_id })),
	}
}
