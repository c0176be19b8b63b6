import type { ImportState } from '../contract/imports.ts'
import type { Db, Tx } from '../db/database.ts'
import { listRun } from './queries.ts'

/** `stop`: one refused row anywhere, and the run writes nothing. */
export async function isRefused(db: Db | Tx, runId: number): Promise<boolean> {
	const run = await listRun(db, runId)
	const refused = run.some((found) => found.options.on_error === 'stop' && found.counts!.refused > 0)
	return (
		refused || run.every((found) => found.counts!.created + found.counts!.updated === 0 && found.counts!.refused > 0)
	)
}

/** Checked, and nothing of it is written yet. */
export function isMendable(state: ImportState): boolean {
	return state === 'ready' || state === 'refused'
}
