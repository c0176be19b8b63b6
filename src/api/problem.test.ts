import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import pino from 'pino'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { insertPerson } from '../../test/server.ts'
import { authenticator } from '../auth/authenticate.ts'
import { may } from '../auth/permissions.ts'
import { createToken } from '../auth/tokens.ts'
import type { Db } from '../db/database.ts'
import { ticketRoutes } from '../tickets/routes.ts'
import { createServer } from './server.ts'

let db: Db
let address: string
let bearer: string
let logged: string[] = []
/** What the route `/broken` throws. */
let thrown: unknown

beforeAll(async () => {
	db = (await testDatabase()).db
	const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) })
	const app = await createServer({
		log,
		secure: false,
		authenticate: authenticator(db, false),
		may,
		routes(api) {
			ticketRoutes(api, db)
			api.post('/broken', { config: { may: 'everybody' } }, async (request) => {
				request.raw.destroy()
				throw thrown
			})
			api.get('/stream', { config: { may: 'everybody' } }, async (_request, reply) => {
				reply.header('content-type', 'text/plain').header('content-length', 5).header('etag', 'x')
				reply.header('content-disposition', 'attachment; filename="a.txt"').header('cache-control', 'max-age=3600')
				return reply.send(
					new Readable({
						read() {
							this.destroy(new Error('gone'))
						},
					}),
				)
			})
		},
		notReady: async () => [],
		files: async () => {},
	})
	await app.listen({ port: 0, host: '127.0.0.1' })
	address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
	const user_id = await insertPerson(db, { username: 'olga', role: 'operator' })
	bearer = `Bearer ${(await createToken(db, { name: 'a', user_id })).token}`
	return () => app.close()
})

beforeEach(() => {
	logged = []
	thrown = new Error('on purpose')
})

/** A large file in small pieces, so that the answer comes while it is still sent. `midway` runs after the first ones. */
async function upload(midway: () => Promise<unknown>, length?: number) {
	const bytes = Buffer.alloc(64 * 1024, 'a')
	const sent = request(`${address}/api/v1/attachments?filename=a.bin`, {
		method: 'POST',
		headers: { authorization: bearer, ...(length ? { 'content-length': String(length) } : {}) },
	})
	const answer = new Promise<{ status: number; type: string; body: { code: string } }>((resolve, reject) => {
		sent.on('error', reject)
		sent.on('response', async (response) => {
			let text = ''
			for await (const piece of response) text += piece
			resolve({
				status: response.statusCode!,
				type: String(response.headers['content-type']),
				body: JSON.parse(text),
			})
		})
	})
	for (let n = 0; n < 8; n++) sent.write(bytes)
	for (let stored = 0; stored === 0; ) {
		stored = (await db.selectFrom('attachment_chunks').select('seq').execute()).length
	}
	await midway()
	for (let n = 0; n < 40; n++) sent.write(bytes)
	sent.end()
	return await answer
}

test.each([
	['of unknown length', undefined],
	['of a known length', 48 * 64 * 1024],
])('an upload %s that fails in the middle is answered by a problem document and logged', async (_, length) => {
	const { status, type, body } = await upload(
		() => sql`alter table attachment_chunks rename to elsewhere`.execute(db),
		length,
	)
	await sql`alter table elsewhere rename to attachment_chunks`.execute(db)
	await sql`delete from attachments`.execute(db)
	expect([status, type, body.code]).toEqual([500, expect.stringContaining('application/problem+json'), 'internal'])
	expect(logged.join('')).toContain('attachment_chunks')
})

test('a full disk has a code and a sentence of its own', async () => {
	await sql`
		create function full_disk() returns trigger language plpgsql as
		$$ begin raise exception 'could not extend file' using errcode = '53100'; end $$
	`.execute(db)
	await sql`create trigger full_disk before insert on attachment_chunks execute function full_disk()`.execute(db)
	const response = await fetch(`${address}/api/v1/attachments?filename=a.bin`, {
		method: 'POST',
		headers: { authorization: bearer },
		body: Buffer.alloc(3_000_000),
	})
	expect([response.status, await response.json()]).toMatchObject([507, { code: 'storage_full' }])
	expect(logged.join('')).toContain('could not extend file')
	await sql`drop trigger full_disk on attachment_chunks`.execute(db)
})

test('whatever is thrown after the body was thrown away is told and logged', async () => {
	for (const what of [new Error('on purpose'), null, 'text', { statusCode: 500 }]) {
		logged = []
		thrown = what
		const response = await fetch(`${address}/api/v1/broken`, { method: 'POST' }).catch(() => undefined)
		// Node may close the connection of a request that was destroyed; what it answers is a problem document.
		if (response) expect([response.status, await response.json()]).toMatchObject([500, { code: 'internal' }])
	}
})

test('an answer that fails before its first byte has none of its headers', async () => {
	for (const accept of ['identity', 'gzip']) {
		const response = await fetch(`${address}/api/v1/stream`, { headers: { 'accept-encoding': accept } })
		expect([response.status, await response.json()]).toMatchObject([500, { code: 'internal' }])
		const { headers } = response
		expect(headers.get('content-type')).toContain('application/problem+json')
		expect(headers.get('cache-control')).toBe('no-store')
		for (const name of ['content-disposition', 'content-encoding', 'etag']) expect(headers.has(name)).toBe(false)
	}
})

test.each(['/api/v1/tickets/%zz', '/%', '/api/v1/%c0%80'])(
	'an address that cannot be read, %s, is a problem',
	async (path) => {
		const response = await fetch(address + path)
		expect(response.status).toBeLessThan(500)
		expect(response.headers.get('content-type')).toContain('application/problem+json')
		expect(await response.json()).toMatchObject({ code: expect.any(String), detail: expect.any(String) })
	},
)
