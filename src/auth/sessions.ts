import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../db/database.ts'
import type { Person } from './permissions.ts'
import { deleteSession, findSessionPerson, insertSession } from './queries.ts'

/** The absolute expiry; the idle one (14 days) is in `queries.ts` beside the statement that applies both. */
const COOKIE_SECONDS = 60 * 24 * 3600

/** What is stored of a secret. Plain SHA-256 is enough: the secret has 256 random bits, there is nothing to guess. */
export function tokenHash(token: string): Buffer {
	return createHash('sha256').update(token).digest()
}

export function newToken(): string {
	return randomBytes(32).toString('base64url')
}

/** Sign-in: a new session each time, so that a cookie planted before it is worth nothing. */
export async function startSession(db: Db, reply: FastifyReply, user_id: number, secure: boolean): Promise<void> {
	const token = newToken()
	await insertSession(db, user_id, tokenHash(token))
	reply.setCookie(cookieName(secure), token, { ...cookieOptions(secure), maxAge: COOKIE_SECONDS })
}

export async function endSession(db: Db, request: FastifyRequest, reply: FastifyReply, secure: boolean): Promise<void> {
	const hash = sessionHash(request, secure)
	if (hash) await deleteSession(db, hash)
	reply.clearCookie(cookieName(secure), cookieOptions(secure))
}

export async function personOfSession(db: Db, request: FastifyRequest, secure: boolean): Promise<Person | undefined> {
	const hash = sessionHash(request, secure)
	return hash && (await findSessionPerson(db, hash))
}

/** How the request's session is stored; undefined: the request has no cookie. */
export function sessionHash(request: FastifyRequest, secure: boolean): Buffer | undefined {
	const token = request.cookies[cookieName(secure)]
	return token ? tokenHash(token) : undefined
}

/** With `__Host-` a browser refuses the cookie from a neighbouring subdomain or over plain http. */
function cookieName(secure: boolean): string {
	return secure ? '__Host-listek_session' : 'listek_session'
}

function cookieOptions(secure: boolean) {
	return { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
}
