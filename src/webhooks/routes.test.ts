import { createHmac } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import type { WebhookDelivery } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { ticketRoutes } from '../tickets/routes.ts'
import { RETRIES_AFTER } from './deliver.ts'
import { webhookJob } from './jobs.ts'
import { webhookRoutes } from './routes.ts'

/** Where the tests' own receiver is. */
const NETWORKS = ['127.0.0.1']

interface Received {
	headers: IncomingMessage['headers']
	body: string
	url: string | undefined
}

let db: Db
let admin: Call
let customer: number
let received: Received[]
/** What the receiver answers, one after the other; then 204. */
let answers: { status: number; headers?: Record<string, string>; after?: number }[]
/** Events in the order in which they were answered. */
let answered: string[]
/** What it says to these events instead. */
let refused: string[]
let address: string
const closers: (() => void)[] = []

beforeEach(async () => {
	db = (await testDatabase()).db
	const app = await testServer(createServer, db, (routes) => {
		webhookRoutes(routes, db, NETWORKS)
		ticketRoutes(routes, db)
	})
	admin = await callerFor(app, db, await insertPerson(db, { username: 'admin', role: 'admin' }))
	customer = await insertPerson(db, { username: 'jana' })
	received = []
	answers = []
	answered = []
	refused = []
	const receiver = createHttpServer(async (request, reply) => {
		const pieces: Buffer[] = []
		for await (const piece of request) pieces.push(piece as Buffer)
		received.push({ headers: request.headers, body: Buffer.concat(pieces).toString(), url: request.url })
		const event = String(request.headers['listek-event'])
		const standard: (typeof answers)[number] = { status: refused.includes(event) ? 422 : 204 }
		const { status, headers, after = 0 } = answers.shift() ?? standard
		await setTimeout(after)
		answered.push(event)
		reply.writeHead(status, headers).end()
	})
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
	closers.push(() => receiver.close())
	address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
})

afterEach(() => {
	for (const close of closers.splice(0)) close()
})

async function subscribe(events: string[], url = `${address}/hook`): Promise<{ id: number; secret: string }> {
	const { status, body } = await admin('POST', '/webhooks', { url, events })
	expect(status).toBe(201)
	return body as { id: number; secret: string }
}

async function createTicket(): Promise<number> {
	const payload = { subject: 'Tiskárna', body: 'netiskne', requester_id: customer }
	return (await admin('POST', '/tickets', payload)).body.id as number
}

/** One round of the worker. */
async function work(): Promise<void> {
	const job = webhookJob(db, NETWORKS)
	for (const data of await job.sweep()) await job.run(data)
}

async function deliveries(id: number): Promise<WebhookDelivery[]> {
	return (await admin('GET', `/webhooks/${id}/deliveries`)).body.items as WebhookDelivery[]
}

async function hurry(): Promise<void> {
	await sql`update webhook_deliveries set next_at = now() where next_at is not null`.execute(db)
}

test('a delivery says what happened and is signed over its time and body', async () => {
	const { id, secret } = await subscribe(['ticket.created'])
	const ticketId = await createTicket()
	await work()
	expect(received).toHaveLength(1)
	const { headers, body, url } = received[0]!
	expect(url).toBe('/hook')
	const signed = createHmac('sha256', secret).update(`${headers['listek-timestamp']}.${body}`).digest('hex')
	expect(headers['listek-signature']).toBe(`sha256=${signed}`)
	expect(headers['content-type']).toBe('application/json')
	const document = JSON.parse(body)
	expect(document).toMatchObject({
		event: 'ticket.created',
		data: { ticket: { id: ticketId, number: 1, subject: 'Tiskárna' }, message: { body: 'netiskne' } },
	})
	expect(String(document.id)).toBe(headers['listek-delivery'])
	expect(await deliveries(id)).toMatchObject([
		{ event: 'ticket.created', state: 'delivered', attempts: 1, status: 204, error: null, next_at: null },
	])
})

test('only what was asked for arrives, in the order in which it happened', async () => {
	await subscribe(['ticket.updated', 'message.created'])
	const id = await createTicket()
	await admin('POST', '/tickets/bulk', { ids: [id], priority: 'high' })
	await admin('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'interní' })
	await admin('PATCH', `/tickets/${id}`, { subject: 'Kopírka' })
	await work()
	expect(
		received.map(({ body }) => JSON.parse(body)).map(({ event, data }) => [event, data.changes ?? data.message.kind]),
	).toEqual([
		['ticket.updated', [{ field: 'priority', from: 'normal', to: 'high' }]],
		['message.created', 'note'],
		['ticket.updated', [{ field: 'subject', from: 'Tiskárna', to: 'Kopírka' }]],
	])
})

test('what was rolled back is not told', async () => {
	const { id } = await subscribe(['ticket.created'])
	await admin('POST', '/tickets', { subject: 'a', body: 'b', requester_id: customer, attachment_ids: [4711] })
	expect(await deliveries(id)).toEqual([])
})

test('after a refusal the same delivery comes again later, signed anew', async () => {
	const { id } = await subscribe(['ticket.created'])
	answers = [{ status: 500 }]
	await createTicket()
	await work()
	const [failed] = await deliveries(id)
	expect(failed).toMatchObject({ state: 'pending', attempts: 1, status: 500, error: 'HTTP 500' })
	expect(new Date(failed!.next_at!).getTime()).toBeGreaterThan(Date.now() + 1_000)
	await work()
	expect(received).toHaveLength(1)
	await hurry()
	await work()
	expect(received[1]!.body).toBe(received[0]!.body)
	expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 2, status: 204 }])
})

test('events that are refused again and again hold up none that is new', async () => {
	const { id } = await subscribe(['ticket.created', 'message.created'])
	const ticket = await createTicket()
	await work()
	refused = ['message.created']
	for (let n = 0; n < 20; n++) await admin('POST', `/tickets/${ticket}/messages`, { kind: 'note', body: `${n}` })
	await work()
	expect((await deliveries(id)).filter(({ attempts, state }) => attempts === 1 && state === 'pending')).toHaveLength(20)
	await hurry()
	await createTicket()
	answered = []
	await work()
	expect(answered[0]).toBe('ticket.created')
	expect(answered).toHaveLength(21)
})

test('what failed is tried again in the order in which its time comes, and is overtaken by what happened since', async () => {
	await subscribe(['ticket.created', 'ticket.updated', 'message.created'])
	answers = [{ status: 500 }]
	const ticket = await createTicket()
	await admin('PATCH', `/tickets/${ticket}`, { priority: 'high' })
	await admin('POST', `/tickets/${ticket}/messages`, { kind: 'note', body: 'a' })
	await work()
	await hurry()
	await work()
	expect(answered).toEqual(['ticket.created', 'ticket.updated', 'message.created', 'ticket.created'])
})

test('an event that is answered late holds up none behind it', async () => {
	const { id } = await subscribe(['ticket.created', 'ticket.updated'])
	answers = [{ status: 204, after: 3_000 }]
	await admin('PATCH', `/tickets/${await createTicket()}`, { priority: 'high' })
	await work()
	expect(received.map(({ headers }) => headers['listek-event'])).toEqual(['ticket.created', 'ticket.updated'])
	expect(answered).toEqual(['ticket.updated', 'ticket.created'])
	expect((await deliveries(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
})

test('what never succeeds is given up, and can be tried again by hand', async () => {
	const { id } = await subscribe(['ticket.created'])
	answers = Array.from({ length: RETRIES_AFTER.length + 1 }, () => ({ status: 503 }))
	await createTicket()
	for (let attempt = 0; attempt < 20; attempt++) {
		await hurry()
		await work()
	}
	const [given] = await deliveries(id)
	expect(given).toMatchObject({ state: 'failed', attempts: RETRIES_AFTER.length + 1, next_at: null })
	expect((await admin('POST', `/webhook-deliveries/${given!.id}/retry`)).body.state).toBe('pending')
	await work()
	expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
})

test('a redirect is not followed', async () => {
	const { id } = await subscribe(['ticket.created'])
	answers = [{ status: 302, headers: { location: `${address}/elsewhere` } }]
	await createTicket()
	await work()
	expect(received.map(({ url }) => url)).toEqual(['/hook'])
	expect(await deliveries(id)).toMatchObject([{ state: 'pending', status: 302 }])
})

test('a receiver that is not there is told so in the list', async () => {
	const { id } = await subscribe(['ticket.created'], 'http://127.0.0.1:1/')
	await createTicket()
	await work()
	expect(await deliveries(id)).toMatchObject([
		{ state: 'pending', attempts: 1, status: null, error: expect.any(String) },
	])
})

test('an attempt that a killed worker took with it is made again, and not before', async () => {
	const { id } = await subscribe(['ticket.created'])
	await createTicket()
	// What claiming leaves behind.
	await sql`update webhook_deliveries set attempts = 1, next_at = now() + interval '1 minute'`.execute(db)
	await work()
	expect(received).toHaveLength(0)
	await hurry()
	await work()
	expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 2 }])
})

test('two workers at once deliver each thing once', async () => {
	const { id } = await subscribe(['ticket.created'])
	for (let n = 0; n < 5; n++) await createTicket()
	const job = webhookJob(db, NETWORKS)
	await Promise.all([job.run({ webhook_id: id }), job.run({ webhook_id: id })])
	expect(received.map(({ headers }) => headers['listek-delivery']).sort()).toHaveLength(5)
	expect(new Set(received.map(({ headers }) => headers['listek-delivery']))).toHaveProperty('size', 5)
})

test('a webhook that is switched off gets nothing new', async () => {
	const { id } = await subscribe(['ticket.created'])
	expect((await admin('PATCH', `/webhooks/${id}`, { active: false })).body.active).toBe(false)
	await createTicket()
	expect(await deliveries(id)).toEqual([])
})

test('the secret is told once, and a new one signs from then on', async () => {
	const { id, secret } = await subscribe(['ticket.created'])
	expect(JSON.stringify((await admin('GET', '/webhooks')).body)).not.toContain(secret)
	const renewed = (await admin('POST', `/webhooks/${id}/secret`)).body.secret as string
	expect(renewed).not.toBe(secret)
	expect((await admin('POST', `/webhooks/${id}/ping`)).status).toBe(202)
	await work()
	const { headers, body } = received[0]!
	const signed = createHmac('sha256', renewed).update(`${headers['listek-timestamp']}.${body}`).digest('hex')
	expect([headers['listek-event'], headers['listek-signature']]).toEqual(['ping', `sha256=${signed}`])
})

test.each([
	'ftp://a.cz',
	'javascript:alert(1)',
	'file:///etc/passwd',
	'//a.cz',
	'a.cz',
	'https://jana:heslo@a.cz/',
	'',
])('%j is no address for a webhook', async (url) => {
	const { status, body } = await admin('POST', '/webhooks', { url, events: ['ticket.created'] })
	expect([status, body.errors]).toMatchObject([422, [{ field: 'url', code: 'url_invalid' }]])
})

test('a deleted webhook is gone with what it had to deliver, and the audit log knows by whom', async () => {
	const { id } = await subscribe(['ticket.created'])
	await createTicket()
	expect((await admin('DELETE', `/webhooks/${id}`)).status).toBe(204)
	expect((await admin('DELETE', `/webhooks/${id}`)).status).toBe(404)
	await work()
	expect(received).toEqual([])
	const rows = await db
		.selectFrom('audit_log')
		.select(['action', 'details'])
		.where('subject', '=', 'webhooks')
		.execute()
	expect(rows.map(({ action }) => action)).toEqual(['webhook.create', 'webhook.delete'])
	expect(JSON.stringify(rows)).not.toContain('secret')
})
