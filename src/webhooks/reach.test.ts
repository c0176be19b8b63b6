import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import type { Db } from '../db/database.ts'
import { webhookJob } from './jobs.ts'
import { createReach } from './reach.ts'
import { webhookRoutes } from './routes.ts'

const hostOf = (url: string) => new URL(url).hostname

describe('by itself a webhook goes to no inner address, however it is written', () => {
	test.each([
		'http://127.0.0.1/',
		'http://127.1/',
		'http://127.0.0.1./',
		'http://2130706433/',
		'http://0x7f000001/',
		'http://0x7f.0.0.1/',
		'http://0177.0.0.1/',
		'http://①②⑦.⓪.⓪.①/',
		'http://%31%32%37.0.0.1/',
		'http://0/',
		'http://10.1.2.3/',
		'http://100.64.0.1/',
		'http://169.254.169.254/',
		'http://172.31.255.255/',
		'http://192.168.0.1/',
		'http://198.18.0.1/',
		'http://224.0.0.1/',
		'http://255.255.255.255/',
		'http://[::]/',
		'http://[::1]/',
		'http://[0:0:0:0:0:0:0:1]/',
		'http://[::ffff:127.0.0.1]/',
		'http://[::ffff:a00:1]/',
		'http://[::127.0.0.1]/',
		'http://[64:ff9b::7f00:1]/',
		'http://[2002:7f00:1::]/',
		'http://[2001:0:7f00:1::]/',
		'http://[fc00::1]/',
		'http://[fe80::1]/',
		'http://[ff02::1]/',
	])('%s', (url) => {
		expect(createReach([]).allowsHost(hostOf(url))).toBe(false)
		expect(createReach(['any']).allowsHost(hostOf(url))).toBe(true)
	})
})

test.each(['http://1.1.1.1/', 'http://[2606:4700:4700::1111]/', 'http://[::ffff:1.1.1.1]/', 'https://example.com/'])(
	'and to %s it does',
	(url) => {
		expect(createReach([]).allowsHost(hostOf(url))).toBe(true)
	},
)

test('what a setting allows is allowed, and nothing beside it', () => {
	const reach = createReach(['10.1.0.0/16', '127.0.0.1', 'fd00:1::/32'])
	for (const host of ['10.1.2.3', '127.0.0.1', '[::ffff:10.1.2.3]', '[fd00:1::5]', '1.1.1.1']) {
		expect([host, reach.allowsHost(host)]).toEqual([host, true])
	}
	for (const host of ['10.2.0.1', '127.0.0.2', '[::1]', '[fd00:2::5]']) {
		expect([host, reach.allowsHost(host)]).toEqual([host, false])
	}
})

describe('over HTTP', () => {
	let db: Db
	let admin: Call
	let port: number
	let asked = 0
	const receiver = createHttpServer((_request, reply) => {
		asked++
		reply.writeHead(204).end()
	})

	beforeAll(async () => {
		db = (await testDatabase()).db
		const app = await testServer(createServer, db, (routes) => webhookRoutes(routes, db, []))
		admin = await callerFor(app, db, await insertPerson(db, { username: 'admin', role: 'admin' }))
		await new Promise<void>((resolve) => receiver.listen(0, resolve))
		port = (receiver.address() as AddressInfo).port
		afterAll(() => receiver.close())
	})

	test('an inner address is refused when it is entered, with what allows it', async () => {
		const values = { events: ['ticket.created'] }
		const { status, body } = await admin('POST', '/webhooks', { ...values, url: `http://2130706433:${port}/` })
		expect([status, body.errors]).toMatchObject([422, [{ field: 'url', code: 'url_inner' }]])
		expect(JSON.stringify(body)).toContain('LISTEK_WEBHOOK_NETWORKS')
		const made = await admin('POST', '/webhooks', { ...values, url: 'https://example.com/' })
		const changed = await admin('PATCH', `/webhooks/${made.body.id}`, { url: 'http://[::1]/' })
		expect([changed.status, changed.body.errors]).toMatchObject([422, [{ code: 'url_inner' }]])
	})

	test('a name that leads to one, and an address from before the setting, are judged at the connection', async () => {
		for (const host of ['localhost', '127.0.0.1', '[::1]']) {
			const { body } = await admin('POST', '/webhooks', { events: ['ticket.created'], url: 'https://example.com/' })
			const url = `http://${host}:${port}/`
			await db.updateTable('webhooks').set({ url }).where('id', '=', Number(body.id)).execute()
			await admin('POST', `/webhooks/${body.id}/ping`)
			await webhookJob(db, []).run({ webhook_id: Number(body.id) })
			expect(asked).toBe(0)
			const { items } = (await admin('GET', `/webhooks/${body.id}/deliveries`)).body as { items: { error: string }[] }
			expect(items[0]!.error).toContain('LISTEK_WEBHOOK_NETWORKS')
		}
	})

	test('and are reached when the setting allows them', async () => {
		const { body } = await admin('POST', '/webhooks', {
			events: ['ticket.created'],
			url: `http://localhost:${port}/`,
		})
		await admin('POST', `/webhooks/${body.id}/ping`)
		await webhookJob(db, ['127.0.0.0/8', '::1']).run({ webhook_id: Number(body.id) })
		expect(asked).toBe(1)
	})
})
