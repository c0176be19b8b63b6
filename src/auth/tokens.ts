import { record } from '../audit/audit.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Person } from './permissions.ts'
import { deleteToken, findTokenPerson, insertToken } from './queries.ts'
import { newToken, tokenHash } from './sessions.ts'

/**
 * An API token with the rights of its user. @returns among others the token; it cannot be read again.
 * @param by who makes it; undefined: from the command line
 */
export async function createToken(
	db: Db,
	{ name, user_id }: { name: string; user_id: number },
	by?: number,
): Promise<{ id: number; token: string }> {
	// The prefix is for tools that look for leaked secrets.
	const token = `listek_${newToken()}`
	return await db.transaction().execute(async (tx) => {
		const id = await insertToken(tx, name, user_id, tokenHash(token))
		const subject = { subject: 'api_tokens', subject_id: id }
		await record(tx, { user_id: by, action: 'token.create', ...subject, details: { name, user_id } })
		return { id, token }
	})
}

/** @throws AppError not_found */
export async function revokeToken(db: Db, id: number, by: number): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const details = await deleteToken(tx, id)
		if (!details) throw new AppError('not_found')
		await record(tx, { user_id: by, action: 'token.revoke', subject: 'api_tokens', subject_id: id, details })
	})
}

/** The person of an `Authorization: Bearer` header. */
export async function personOfToken(db: Db, authorization: string): Promise<Person | undefined> {
	const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
	return token ? await findTokenPerson(db, tokenHash(token)) : undefined
}
