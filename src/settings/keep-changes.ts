import { record } from '../audit/audit.ts'
import type { Author } from '../auth/permissions.ts'
import type { Db } from '../db/database.ts'
import { lockSettings, updateSettings } from './queries.ts'

/** How long imports can be taken back. Fewer days drop at once what is older; more bring nothing back. */
export async function keepChanges(db: Db, changes_kept_days: number, { person }: Author): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const before = await lockSettings(tx)
		if (before.changes_kept_days === changes_kept_days) return
		await updateSettings(tx, { changes_kept_days })
		const details = { changes_kept_days: { from: before.changes_kept_days, to: changes_kept_days } }
		await record(tx, { user_id: person?.id, action: 'settings.update', subject: 'settings', details })
	})
}
