import type { ImportState } from '../contract/imports.ts'
import type { Database, Db } from '../db/database.ts'
import { isRetryable } from '../errors.ts'
import { commit, inspectOrphan, prepare, undo } from './imports.ts'
import { withRunLock } from './lock.ts'
import { listRun, updateImport } from './queries.ts'
import { moveImport } from './states.ts'

/**
 * Does for a run whatever its state says is to be done; a worker's whole job. After a crash the same call goes on:
 * a check starts over from the stored file, a commit that died left nothing and is done again.
 */
export async function work(database: Database, runId: number): Promise<void> {
	await withRunLock(database.pool, runId, async () => {
		try {
			await workOn(database, runId)
		} catch (error) {
			// A lost connection is tried again by whoever looks next; anything else would fail again every time.
			if (!isRetryable(error)) await interrupt(database.db, runId)
			throw error
		}
	})
}

async function workOn(database: Database, runId: number): Promise<void> {
	const run = await listRun(database.db, runId)
	const states = new Set(run.map((found) => found.state))
	if (states.has('committing')) await commit(database, runId)
	if (states.has('staging') || states.has('checking')) await prepare(database, runId)
	for (const { id, state } of run) if (state === 'inspecting') await inspectOrphan(database, id)
	await undoAll(database, runId)
}

/** People before their companies, as a company somebody belongs to would stay. Asked anew: more may be wanted meanwhile. */
async function undoAll(database: Database, runId: number): Promise<void> {
	const last = (await listRun(database.db, runId)).findLast(({ state }) => state === 'undoing')
	if (!last) return
	await undo(database, last.id)
	await undoAll(database, runId)
}

const GOES_BACK_TO: Partial<Record<ImportState, ImportState>> = {
	inspecting: 'failed',
	staging: 'mapping',
	checking: 'mapping',
	committing: 'mapping',
	undoing: 'committed',
}

/** Back to where a person can go on, with a sentence: nothing was written. */
async function interrupt(db: Db, runId: number): Promise<void> {
	for (const { id, state } of await listRun(db, runId)) {
		const back = GOES_BACK_TO[state]
		if (!back) continue
		await updateImport(db, id, { failure: { code: 'interrupted', line: null } })
		await moveImport(db, id, [state], back)
	}
}
