import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Desk, testDesk, thread } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'

let desk: Desk

beforeAll(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
})

type Who = 'jana' | 'olga' | 'ota'
const reply = (who: Who, id: number, key: string, payload: object = {}) =>
	desk[who]('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Ano.', ...payload }, { 'idempotency-key': key })
const create = (who: Who, key: string, payload: object = {}) =>
	desk[who](
		'POST',
		'/tickets',
		{ subject: 'Myš', body: 'Nekliká.', ...(who === 'jana' ? {} : { requester_id: desk.ids.jana }), ...payload },
		{ 'idempotency-key': key },
	)
const replies = async (id: number) =>
	thread((await desk.olga('GET', `/tickets/${id}`)).body).filter((line) => line === 'reply: Ano.').length

describe('a message that is sent again with the same key', () => {
	test('is written once, also when it comes ten times at once', async () => {
		const { id } = await desk.create()
		const answers = await Promise.all(Array.from({ length: 10 }, () => reply('jana', id, 'a')))
		answers.push(await reply('jana', id, 'a'))
		expect(answers.map(({ status }) => status)).toEqual(Array(11).fill(201))
		expect(await replies(id)).toBe(1)
		expect(answers.at(-1)!.body.id).toBe(id)
	})

	test('is another one with another key, or of another person, or without a key', async () => {
		const { id } = await desk.create()
		await reply('jana', id, 'b')
		await reply('jana', id, 'c')
		await reply('olga', id, 'b')
		for (let n = 0; n < 2; n++) await desk.jana('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Ano.' })
		expect(await replies(id)).toBe(5)
	})

	test('is refused with another body, for another ticket or for something else', async () => {
		const { id } = await desk.create()
		const { id: other } = await desk.create()
		await reply('olga', id, 'd')
		for (const again of [
			await reply('olga', id, 'd', { body: 'Ne.' }),
			await reply('olga', id, 'd', { kind: 'note' }),
			await reply('olga', other, 'd'),
			await create('olga', 'd'),
		]) {
			expect([again.status, again.body.code]).toEqual([422, 'idempotency_key_reused'])
		}
		expect([await replies(id), await replies(other)]).toEqual([1, 0])
	})

	test('is the same whatever its writer has seen meanwhile, as they have seen their own message by then', async () => {
		const { id, messages } = await desk.create()
		const { body } = await reply('olga', id, 'e', { seen_message_id: messages[0]!.id })
		await desk.jana('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Děkuji.' })
		const seen_message_id = (body.messages as { id: number }[]).at(-1)!.id
		expect((await reply('olga', id, 'e', { seen_message_id })).status).toBe(201)
		expect(await replies(id)).toBe(1)
	})

	test('is written when the first one was refused', async () => {
		const { id, messages } = await desk.create()
		await desk.ota('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Už jedu.' })
		const late = await reply('olga', id, 'f', { seen_message_id: messages[0]!.id })
		expect(late.body.code).toBe('messages_newer')
		expect((await reply('olga', id, 'f')).status).toBe(201)
		expect(await replies(id)).toBe(1)
	})
})

test('a ticket that is sent again with the same key is made once, and no number is left out', async () => {
	const { number } = await desk.create()
	const answers = await Promise.all(Array.from({ length: 8 }, () => create('jana', 'new')))
	expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
	expect(answers[0]!.body.number).toBe(number + 1)
	expect((await desk.create()).number).toBe(number + 2)
	expect((await create('jana', 'new', { subject: 'Jiná' })).body.code).toBe('idempotency_key_reused')
})

test('keys are forgotten after a day', async () => {
	const { id } = await desk.create()
	await reply('jana', id, 'old')
	await sql`update idempotency_keys set created_at = now() - interval '25 hours'`.execute(desk.db)
	await reply('jana', id, 'young')
	expect(await desk.db.selectFrom('idempotency_keys').select('key').execute()).toEqual([{ key: 'young' }])
	expect((await reply('jana', id, ' ')).status).toBe(400)
})
