import type { Db } from '../db/database.ts'

export interface AuditEntry {
	/** Undefined: from the command line. */
	user_id: number | undefined
	/** `company.update`, `user.password`: what happened to the subject. */
	action: string
	/** The table of what was changed. */
	subject: string
	subject_id?: number
	details?: Record<string, unknown>
}

/** Who changed what. In the transaction of the change itself: there is no change without its entry. */
export async function record(db: Db, entry: AuditEntry): Promise<void> {
	const { user_id, action, subject, subject_id, details = {} } = entry
	await db
		.insertInto('audit_log')
		.values({
			user_id: user_id ?? null,
			action,
			subject,
			subject_id: subject_id ?? null,
			details: JSON.stringify(details),
		})
		.execute()
}
