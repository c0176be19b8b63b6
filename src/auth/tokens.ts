import { record } from '../audit/audit.ts'
import type { Db } from '../db/database.ts'
import type { Person } from './permissions.ts'
import { findTokenPerson, insertToken } from './queries.ts'
import { newToken, tokenHash } from './sessions.ts'

/** An API token with the rights of its user. @returns the token; it cannot be read again. */
export async function createToken(db: Db, name: string, user_id: number): Promise<string> {
	// The prefix is for tools that look for leaked secrets.
	const token = `listek_${newToken()}`
	await db.transaction().execute(async (tx) => {
		const id = await insertToken(tx, name, user_id, tokenHash(token))
		await record(tx, {
			user_id: undefined,
			action: 'token.create',
			subject: 'api_tokens',
			subject_id: id,
			details: { name, user_id },
		})
	})
	return token
}

/** The person of an `Authorization: Bearer` header. */
export async function personOfToken(db: Db, authorization: string): Promise<Person | undefined> {
	const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
	return token ? await findTokenPerson(db, tokenHash(token)) : undefined
}
