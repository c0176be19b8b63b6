import { sql } from 'kysely'
import { record } from '../audit/audit.ts'
import type { Db } from '../db/database.ts'
import { generatePassword, hashPassword } from './passwords.ts'
import { adminExists, insertFirstAdmin } from './queries.ts'

/** Any number; it only has to be the same in every process. */
const FIRST_ADMIN_LOCK = 5_478_391

/**
 * Somebody who can sign in after the first start. A password given in the settings is taken as it is: whoever
 * runs the server decides. @returns the account with its generated password, to be shown once; undefined when there
 * already is an administrator.
 */
export async function ensureFirstAdmin(
	db: Db,
	password?: string,
): Promise<{ username: string; password: string | undefined } | undefined> {
	if (await adminExists(db)) return undefined
	const generated = password === undefined ? generatePassword() : undefined
	const hash = await hashPassword(password ?? generated!)
	return await db.transaction().execute(async (tx) => {
		// Two processes started at once make one administrator.
		await sql`select pg_advisory_xact_lock(${FIRST_ADMIN_LOCK})`.execute(tx)
		const made = await insertFirstAdmin(tx, hash)
		if (!made) return undefined
		await record(tx, { user_id: undefined, action: 'user.create', subject: 'users', subject_id: made.id })
		return { username: made.username, password: generated }
	})
}
