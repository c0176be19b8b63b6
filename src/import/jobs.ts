import type { Database } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'
import { work } from './imports.ts'
import { listWorkingRuns } from './queries.ts'

export const IMPORT_JOB = 'import'

/** One kind of job for all of an import's work: what there is to do stands in its state. */
export function importJob(database: Database): JobKind<{ run_id: number }> {
	return {
		name: IMPORT_JOB,
		run: ({ run_id }) => work(database, run_id),
		sweep: async () => (await listWorkingRuns(database.db)).map((run_id) => ({ run_id })),
	}
}
