import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Desk, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'
import { insertSession } from '../auth/queries.ts'
import { newToken, tokenHash } from '../auth/sessions.ts'
import { DRAFT_BYTES, MESSAGES_PER_MINUTE, UPLOAD_BYTES } from '../contract/tickets.ts'
import { createPace } from './quota.ts'

let desk: Desk
let cookie: string

beforeEach(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
	cookie = await cookieOf('jana')
})

async function cookieOf(who: 'jana' | 'olga'): Promise<string> {
	const token = newToken()
	await insertSession(desk.db, desk.ids[who], tokenHash(token))
	return `listek_session=${token}`
}

async function send(bytes: number, headers: Record<string, string> = { cookie }) {
	const url = '/api/v1/attachments?filename=a.bin'
	const answer = await desk.app.inject({ method: 'POST', url, headers, payload: Buffer.alloc(bytes, 'a') })
	return { status: answer.statusCode, body: answer.json() as { id: number; code: string; detail: string } }
}

/** As if so much had been sent in some hour before. */
async function sent(bytes: number, hoursAgo: number): Promise<void> {
	await sql`
		insert into upload_hours (user_id, hour, bytes)
		values (${desk.ids.jana}, date_trunc('hour', now()) - make_interval(hours => ${hoursAgo}), ${bytes})
		on conflict (user_id, hour) do update set bytes = excluded.bytes
	`.execute(desk.db)
}

async function counted(): Promise<number> {
	const { rows } = await sql<{ sum: number }>`select sum(bytes)::float8 as sum from upload_hours`.execute(desk.db)
	return rows[0]!.sum
}

const { hour, day } = UPLOAD_BYTES.customer

describe('what one person uploads', () => {
	test('in an hour has a limit, with a sentence, and others have their own', async () => {
		await sent(hour - 1_000, 0)
		expect((await send(1_000)).status).toBe(201)
		const { status, body } = await send(1)
		expect([status, body.code]).toEqual([429, 'upload_quota'])
		expect(body.detail).toContain('512 MB')
		expect(await counted()).toBe(hour)
		expect((await send(1_000, { cookie: await cookieOf('olga') })).status).toBe(201)
	})

	test('in a day has a limit, and begins anew after it', async () => {
		await sent(day - 1_000, 5)
		expect((await send(1_001)).body.code).toBe('upload_quota')
		await sql`delete from upload_hours`.execute(desk.db)
		await sent(day, 26)
		expect((await send(1_001)).status).toBe(201)
		expect(await counted()).toBe(1_001)
	})

	test('counts also when it is thrown away, and what broke off as far as it came', async () => {
		const { body } = await send(5_000)
		expect((await desk.jana('DELETE', `/attachments/${body.id}`)).status).toBe(204)
		expect(await counted()).toBe(5_000)
		await send(300_000, { cookie, 'content-digest': 'sha-256=:AAAA:' })
		expect(await counted()).toBe(305_000)
		// What is said to be too long is not even received.
		expect((await send(10, { cookie, 'content-length': '99999999999' })).body.code).toBe('attachment_too_large')
		expect(await counted()).toBe(305_000)
	})

	test('cannot be more because it comes all at once', async () => {
		await sent(hour - 10_000, 0)
		const answers = await Promise.all(Array.from({ length: 12 }, () => send(4_000)))
		expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
		expect(answers.filter(({ body }) => body.code === 'upload_quota')).toHaveLength(10)
	})

	test('and is not sent yet has a limit until a message takes it', async () => {
		const { body: draft } = await send(1_000)
		await desk.db
			.updateTable('attachments')
			.set({ size_bytes: DRAFT_BYTES - 100 })
			.execute()
		const { status, body } = await send(101)
		expect([status, body.code]).toEqual([413, 'drafts_too_large'])
		await desk.jana('POST', '/tickets', { subject: 'a', body: 'b', attachment_ids: [draft.id] })
		expect((await send(101)).status).toBe(201)
	})
})

test('messages and tickets faster than anybody writes are refused with a sentence', async () => {
	const { id } = await desk.create()
	const reply = () => desk.jana('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'a' })
	for (let n = 0; n < MESSAGES_PER_MINUTE.customer; n++) expect((await reply()).status).toBe(201)
	for (const answer of [await reply(), await desk.jana('POST', '/tickets', { subject: 'a', body: 'b' })]) {
		expect([answer.status, answer.body.code]).toEqual([429, 'messages_too_fast'])
	}
	expect((await desk.petr('POST', '/tickets', { subject: 'a', body: 'b' })).status).toBe(201)
	expect((await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'a' })).status).toBe(201)
})

test('after a minute one may write again', () => {
	let now = 0
	const pace = createPace(() => now)
	const jana = { id: 1, role: 'customer' } as const
	for (let n = 0; n < MESSAGES_PER_MINUTE.customer; n++) pace(jana)
	expect(() => pace(jana)).toThrow('messages_too_fast')
	now = 59_999
	expect(() => pace(jana)).toThrow('messages_too_fast')
	now = 60_001
	pace(jana)
	now = 200_000
	pace({ id: 2, role: 'operator' })
	pace(jana)
})
