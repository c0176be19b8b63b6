import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/database.ts'
import type { Person } from './permissions.ts'
import { personOfSession } from './sessions.ts'
import { personOfToken } from './tokens.ts'

/** Whose request it is. Someone deactivated is nobody, from the next request on. */
export function authenticator(db: Db, secure: boolean): (request: FastifyRequest) => Promise<Person | undefined> {
	return async (request) => {
		const { authorization } = request.headers
		// Never both: a header skips the check for forged requests, so the cookie must not count beside it.
		if (authorization !== undefined) return await personOfToken(db, authorization)
		return await personOfSession(db, request, secure)
	}
}
