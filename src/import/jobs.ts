import type { Database, Db } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'
import { listRun } from './queries.ts'
import { dropKept, listExpired } from './retention.ts'
import { isStaged } from './staged.ts'
import { indexForMending } from './staged-indexes.ts'
import { listWorkingRuns } from './states.ts'
import { work } from './work.ts'

export const IMPORT_JOB = 'import'

/** One kind of job for all of an import's work: what there is to do stands in its state. */
export function importJob(database: Database): JobKind<{ run_id: number }> {
	return {
		name: IMPORT_JOB,
		async run({ run_id }) {
			await work(database, run_id)
			// Made while the person looks at the problems; who goes on before them waits for the rest of it.
			indexRefused(database.db, run_id).catch(() => {})
		},
		sweep: async () => (await listWorkingRuns(database.db)).map((run_id) => ({ run_id })),
	}
}

/** What was refused is going to be mended. */
async function indexRefused(db: Db, runId: number): Promise<void> {
	for (const { id, state, target } of await listRun(db, runId)) {
		if (state === 'refused' && (await isStaged(db, id))) await indexForMending(db, id, target)
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
