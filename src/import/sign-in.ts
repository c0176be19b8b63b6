import { sql } from 'kysely'
import type { SignInMethod } from '../contract/people.ts'
import type { Db } from '../db/database.ts'

/** R9: whether addresses must be one person's own. Read at each check; the schema keeps it at each write. */
export async function getSettings(db: Db): Promise<SignInMethod> {
	const { rows } = await sql<{ sign_in: SignInMethod }>`select sign_in from settings`.execute(db)
	return rows[0]!.sign_in
}
