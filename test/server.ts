import type { FastifyRequest, InjectOptions } from 'fastify'
import pino from 'pino'
import type { App } from '../src/api/app.ts'
import { authenticator } from '../src/auth/authenticate.ts'
import { type Action, may, type Person } from '../src/auth/permissions.ts'
import { insertSession } from '../src/auth/queries.ts'
import { newToken, tokenHash } from '../src/auth/sessions.ts'
import type { Role } from '../src/contract/fields.ts'
import type { Db } from '../src/db/database.ts'

interface Parts {
	log: pino.Logger
	secure: boolean
	authenticate(request: FastifyRequest): Promise<Person | undefined>
	may(person: Person, action: Action): boolean
	routes(app: App): void
	notReady(): Promise<string[]>
	files(app: App): Promise<void>
}

/** For tests: the real server with the routes of some features, driven by `inject`. */
export async function testServer(
	createServer: (parts: Parts) => Promise<App>,
	db: Db,
	routes: (app: App) => void,
	secure = false,
): Promise<App> {
	return await createServer({
		log: pino({ level: 'silent' }),
		secure,
		authenticate: authenticator(db, secure),
		may,
		routes,
		notReady: async () => [],
		files: async () => {},
	})
}

interface TestPerson {
	username: string
	role?: Role
	company_id?: number
	email?: string
	active?: boolean
	password_hash?: string
}

export async function insertPerson(db: Db, { username, email, ...rest }: TestPerson): Promise<number> {
	const { id } = await db
		.insertInto('users')
		.values({ username, email: email ?? `${username}@example.cz`, ...rest })
		.returning('id')
		.executeTakeFirstOrThrow()
	return id
}

export type Call = (
	method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
	url: string,
	payload?: object,
	headers?: Record<string, string>,
) => Promise<{ status: number; body: Record<string, unknown>; cookie: string | undefined }>

/** Requests as somebody; anonymous without an id. The session is made without its password: hashing takes 50 ms. */
export async function callerFor(app: App, db: Db, user_id?: number): Promise<Call> {
	const token = newToken()
	if (user_id !== undefined) await insertSession(db, user_id, tokenHash(token))
	const cookie = { cookie: `listek_session=${token}` }
	return async (method, url, payload, headers = {}) => {
		const options: InjectOptions = { method, url: `/api/v1${url}`, headers: { ...cookie, ...headers } }
		const answer = await app.inject(payload ? { ...options, payload } : options)
		return {
			status: answer.statusCode,
			body: readBody(answer.headers['content-type'], answer.body),
			cookie: [answer.headers['set-cookie']].flat()[0],
		}
	}
}

/** What is no JSON, a file, is its `text`. */
function readBody(type: string | undefined, text: string): Record<string, unknown> {
	if (text === '') return {}
	return type?.includes('json') ? JSON.parse(text) : { text }
}
