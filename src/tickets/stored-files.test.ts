import { createHash, randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Desk, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'
import { insertSession } from '../auth/queries.ts'
import { newToken, tokenHash } from '../auth/sessions.ts'
import type { Attachment } from '../contract/tickets.ts'

let desk: Desk
let cookie: string

beforeAll(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
	const token = newToken()
	await insertSession(desk.db, desk.ids.olga, tokenHash(token))
	cookie = `listek_session=${token}`
})

async function send(payload: Buffer, headers: Record<string, string> = {}, filename = 'a.bin') {
	const url = `/api/v1/attachments?filename=${filename}`
	const answer = await desk.app.inject({ method: 'POST', url, headers: { cookie, ...headers }, payload })
	return { status: answer.statusCode, body: answer.json() as Attachment & { code: string } }
}

async function get(id: number, accept = 'identity') {
	return await desk.app.inject({
		url: `/api/v1/attachments/${id}`,
		headers: { cookie, 'accept-encoding': accept },
	})
}

async function count(): Promise<number> {
	return (await desk.db.selectFrom('attachments').select('id').execute()).length
}

describe('what is stored is what was sent', () => {
	const original = Buffer.concat([randomBytes(300_000), Buffer.from('a'.repeat(400_000))])

	test.each([
		['gzip', gzipSync],
		['br', brotliCompressSync],
		['deflate', deflateSync],
		['identity', (bytes: Buffer) => bytes],
	] as const)('when it comes packed with %s', async (encoding, pack) => {
		for (const bytes of [original, Buffer.from('ahoj'), Buffer.alloc(0)]) {
			const { status, body } = await send(pack(bytes), { 'content-encoding': encoding })
			expect([status, body.size_bytes]).toEqual([201, bytes.length])
			expect((await get(body.id)).rawPayload.equals(bytes)).toBe(true)
		}
	})

	test('or is not stored when its packing is damaged, cut off or unknown', async () => {
		const packed = gzipSync(original)
		const before = await count()
		for (const [bytes, encoding] of [
			[packed.subarray(0, packed.length - 100), 'gzip'],
			[original, 'gzip'],
			[packed, 'compress'],
		] as const) {
			expect((await send(bytes, { 'content-encoding': encoding })).status).toBe(400)
		}
		expect(await count()).toBe(before)
	})

	test('or is not stored when its length or its digest is not the declared one', async () => {
		const digest = (bytes: Buffer) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`
		const packed = gzipSync(original)
		const before = await count()
		for (const headers of [
			{ 'content-length': String(original.length + 1) },
			{ 'content-digest': digest(packed) },
			{ 'content-digest': `sha-512=:AAAA:, ${digest(packed)}` },
			{ 'content-digest': 'sha-256=:AAAA:' },
		]) {
			const { status, body } = await send(original, headers as Record<string, string>)
			expect([status, body.code]).toEqual([400, 'upload_incomplete'])
		}
		expect(await count()).toBe(before)
		expect((await send(original, { 'content-digest': digest(original) })).status).toBe(201)
		// The digest of a body is that of what travels, packed as it is (RFC 9530).
		const sent = { 'content-digest': digest(packed), 'content-encoding': 'gzip' }
		expect((await send(packed, sent)).status).toBe(201)
	})
})

test('a file that is packed itself arrives packed, whatever the browser accepts', async () => {
	const packed = gzipSync(randomBytes(5_000))
	for (const filename of ['a.gz', 'a.txt', 'a.csv']) {
		const { body } = await send(packed, {}, filename)
		for (const accept of ['gzip', 'br, gzip', 'deflate', '*']) {
			const answer = await get(body.id, accept)
			expect(answer.headers['content-encoding']).toBeUndefined()
			expect(answer.headers['content-length']).toBe(String(packed.length))
			expect(answer.rawPayload.equals(packed)).toBe(true)
		}
	}
})

describe('a stored file that is damaged', () => {
	const original = Buffer.from('žluťoučký '.repeat(60_000))
	// Packed, so that it arrives in small pieces.
	const sendOriginal = async () => (await send(gzipSync(original), { 'content-encoding': 'gzip' })).body
	const piece = (id: number) => sql`attachment_id = ${id} and seq = 1`

	test.each([
		['has lost a piece', (id: number) => sql`delete from attachment_chunks where ${piece(id)}`],
		['has lost all of them', (id: number) => sql`delete from attachment_chunks where attachment_id = ${id}`],
		[
			'has a piece cut off',
			(id: number) => sql`update attachment_chunks set bytes = substring(bytes from 2) where ${piece(id)}`,
		],
		[
			'has another byte in it',
			(id: number) => sql`update attachment_chunks set bytes = set_byte(bytes, 7, 0) where ${piece(id)}`,
		],
		[
			'has a piece too much',
			(id: number) => sql`
				insert into attachment_chunks (attachment_id, seq, bytes)
				select ${id}, count(*), 'a' from attachment_chunks where attachment_id = ${id}
			`,
		],
	])('because it %s is an error and not other bytes', async (_, damage) => {
		const body = await sendOriginal()
		await damage(body.id).execute(desk.db)
		const answer = await get(body.id, 'gzip')
		expect([answer.statusCode, answer.json().code]).toEqual([500, 'attachment_damaged'])
		expect(answer.headers['content-type']).toMatch('application/problem+json')
		expect(answer.headers).not.toHaveProperty('content-disposition')
	})

	test('and was stored before digests were kept is known by its length', async () => {
		const body = await sendOriginal()
		await desk.db.updateTable('attachments').set({ sha256: null }).where('id', '=', body.id).execute()
		expect((await get(body.id)).rawPayload.equals(original)).toBe(true)
		await sql`delete from attachment_chunks where ${piece(body.id)}`.execute(desk.db)
		expect((await get(body.id)).statusCode).toBe(500)
	})
})
