import { sql } from 'kysely'
import pino from 'pino'
import { afterAll } from 'vitest'
import { createServer } from '../../src/api/server.ts'
import { authenticator } from '../../src/auth/authenticate.ts'
import { may } from '../../src/auth/permissions.ts'
import { createToken } from '../../src/auth/tokens.ts'
import type { Config } from '../../src/config.ts'
import type { Role } from '../../src/contract/fields.ts'
import type { Import } from '../../src/contract/imports.ts'
import { connectDatabase, type Database } from '../../src/db/database.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { jobs, routes } from '../../src/product.ts'
import { testDatabase } from '../harness.ts'

export interface Product {
	database: Database
	/** `http://127.0.0.1:<port>` */
	address: string
	/** The `Authorization` of a role. */
	bearer(as: string): string
	call(
		as: string,
		method: string,
		path: string,
		body?: object | string | Uint8Array,
		headers?: Record<string, string>,
	): Promise<Answer>
	/** Asks until the import is no longer worked on. */
	settled(as: string, id: number): Promise<Import>
	/** Uploads and checks, as the wizard does. */
	checked(as: string, target: string, file: string, decisions?: object): Promise<Import>
}

export interface Answer {
	status: number
	headers: Headers
	text: string
	// biome-ignore lint/suspicious/noExplicitAny: a test looks at what came, whatever its type says
	json: any
}

/** Web and worker as `serve` runs them, on a port of their own; every listed role gets a token of the same name. */
export async function startProduct(roles: readonly Role[], settings: Partial<Config> = {}): Promise<Product> {
	const template = await testDatabase()
	const database = connectDatabase(template.connection, 12)
	const config: Config = {
		port: 0,
		host: '127.0.0.1',
		dataDir: '/nowhere',
		adminPassword: undefined,
		url: undefined,
		uploadLimitBytes: 1024 ** 2,
		webhookNetworks: [],
		databaseUrl: undefined,
		schema: 'listek',
		mail: undefined,
		...settings,
	}
	const log = pino({ level: 'silent' })
	const kinds = jobs(config, database)
	const queue = await openQueue(
		config,
		database,
		kinds.map((kind) => kind.name),
		log,
	)
	await queue.startWorker(kinds)
	// As `createApp`, without the web app: it need not be built for this.
	const app = await createServer({
		log,
		secure: false,
		authenticate: authenticator(database.db, false),
		may,
		routes: (app) => routes(app, config, database, queue),
		notReady: async () => [],
		files: async () => {},
	})
	const address = await app.listen({ port: 0, host: config.host })
	afterAll(async () => {
		await app.close()
		await queue.stop()
		await database.close()
	})

	const tokens = new Map<string, string>()
	for (const role of roles) {
		const { rows } = await sql<{ id: number }>`
			insert into users (username, email, role) values (${role}, ${`${role}@listek.cz`}, ${role}) returning id
		`.execute(database.db)
		tokens.set(role, (await createToken(database.db, { name: role, user_id: rows[0]!.id })).token)
	}

	const product: Product = {
		database,
		address,
		bearer: (as) => `Bearer ${tokens.get(as)}`,
		async call(as, method, path, body, more = {}) {
			const isFile = typeof body === 'string' || body instanceof Uint8Array
			const headers: Record<string, string> = { authorization: product.bearer(as), ...more }
			if (body !== undefined) headers['content-type'] = isFile ? 'text/csv' : 'application/json'
			const response = await fetch(`${address}/api/v1${path}`, {
				method,
				headers,
				...(body === undefined ? {} : { body: isFile ? (body as string) : JSON.stringify(body) }),
			})
			const text = await response.text()
			const isJson = response.headers.get('content-type')?.includes('json')
			return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
		},
		async settled(as, id) {
			for (;;) {
				const { json } = await product.call(as, 'GET', `/imports/${id}`)
				if (!['staging', 'checking', 'committing', 'undoing'].includes(json.state)) return json
				await new Promise((done) => setTimeout(done, 50))
			}
		},
		async checked(as, target, file, decisions) {
			const { json } = await product.call(as, 'POST', '/imports', { target, filename: `${target}.csv` })
			await product.call(as, 'PUT', `/imports/${json.id}/file`, file)
			if (decisions) await product.call(as, 'PATCH', `/imports/${json.id}`, decisions)
			await product.call(as, 'POST', `/imports/${json.id}/check`)
			return product.settled(as, json.id)
		},
	}
	return product
}
