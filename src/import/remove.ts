import { sql } from 'kysely'
import { record } from '../audit/audit.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { requireJoinable } from './begin.ts'
import { forgetMending } from './mend/journal.ts'
import { getImport, listRun } from './queries.ts'
import { dropStaged } from './staged.ts'
import { moveImport } from './states.ts'

/**
 * Takes one file out of its run, before anything of it is written. What was planned for the others may have counted on
 * it (people on their companies, names on those of an earlier file), so their plan is void.
 *
 * @throws AppError not_found, import_not_ready, import_last_file
 */
export async function removeFile(db: Db, id: number, userId: number): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const { run_id, target, filename } = await getImport(tx, id)
		// Nobody begins a check while the run is counted.
		await sql`select from imports where run_id = ${run_id} order by id for update`.execute(tx)
		const run = await listRun(tx, run_id)
		if (!run.some((one) => one.id === id)) throw new AppError('not_found')
		requireJoinable(run)
		if (run.length === 1) throw new AppError('import_last_file')
		for (const one of run) {
			if (['ready', 'refused'].includes(one.state)) await moveImport(tx, one.id, ['ready', 'refused'], 'mapping')
		}
		await dropStaged(tx, id)
		await forgetMending(tx, id)
		await sql`delete from imports where id = ${id}`.execute(tx)
		const details = { run_id, target, filename }
		await record(tx, { user_id: userId, action: 'import.remove', subject: 'imports', subject_id: id, details })
	})
}
