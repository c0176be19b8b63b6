import { record } from '../audit/audit.ts'
import type { ImportState } from '../contract/imports.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { getImport, type ImportRecord, listRun, updateImport } from './queries.ts'
import { requireKept } from './retention.ts'
import { moveImport, moveRun } from './states.ts'

/**
 * What a request begins and a worker does. Of requests at the same moment one is first: the second click, and a request
 * that is sent again, find what it began.
 */
export function beginCheck(db: Db, { id, run_id }: ImportRecord): Promise<void> {
	return firstOf(db, id, ['staging', 'checking'], async () => {
		await moveRun(db, run_id, ['mapping', 'ready', 'refused'], 'staging')
	})
}

/** @throws AppError import_plan_stale, staff_not_confirmed, import_not_ready */
export async function beginCommit(
	db: Db,
	found: ImportRecord,
	confirmed: { plan?: number; confirm_staff?: number },
	userId: number,
): Promise<void> {
	const begun: readonly ImportState[] = ['committing', 'committed']
	if (begun.includes(found.state)) return
	const run = await listRun(db, found.run_id)
	if (confirmed.plan !== undefined && confirmed.plan !== found.plan) throw new AppError('import_plan_stale')
	const staff_rows = run.reduce((sum, one) => sum + one.staff_rows, 0)
	if (staff_rows > 0 && confirmed.confirm_staff !== staff_rows)
		throw new AppError('staff_not_confirmed', { staff_rows })
	await firstOf(db, found.id, begun, () =>
		db.transaction().execute(async (tx) => {
			await moveRun(tx, found.run_id, ['ready'], 'committing')
			for (const one of run) await updateImport(tx, one.id, { committed_by: userId })
			const subject = { subject: 'import_run', subject_id: found.run_id }
			await record(tx, { user_id: userId, action: 'import.commit', ...subject, details: {} })
		}),
	)
}

/** @throws AppError import_dropped, import_not_ready */
export async function beginUndo(db: Db, { id, state }: ImportRecord, userId: number): Promise<void> {
	const begun: readonly ImportState[] = ['undoing', 'undone']
	if (begun.includes(state)) return
	await firstOf(db, id, begun, () =>
		db.transaction().execute(async (tx) => {
			await moveImport(tx, id, ['committed'], 'undoing')
			requireKept(await getImport(tx, id))
			await record(tx, { user_id: userId, action: 'import.undo', subject: 'imports', subject_id: id })
		}),
	)
}

/** Runs `begin`, unless somebody else has in the meantime brought the import to where it leads. */
async function firstOf(
	db: Db,
	id: number,
	begun: readonly ImportState[],
	begin: () => Promise<unknown>,
): Promise<void> {
	try {
		await begin()
	} catch (error) {
		if (!begun.includes((await getImport(db, id)).state)) throw error
	}
}

const JOINABLE: readonly ImportState[] = ['uploading', 'inspecting', 'mapping', 'ready', 'refused', 'failed']

/** @throws AppError not_found, import_not_ready */
export async function requireOpenRun(db: Db, runId: number): Promise<void> {
	const run = await listRun(db, runId)
	if (run.length === 0) throw new AppError('not_found')
	requireJoinable(run)
}

/** @throws AppError import_not_ready when the run is being worked on or over: no file joins or leaves it then */
export function requireJoinable(run: readonly Pick<ImportRecord, 'state'>[]): void {
	const closed = run.find(({ state }) => !JOINABLE.includes(state))
	if (closed) throw new AppError('import_not_ready', { state: closed.state })
}
