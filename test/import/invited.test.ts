import { afterAll, expect, test } from 'vitest'
import { startMailServer, tokenIn } from '../mail/server.ts'
import { startProduct } from './http-harness.ts'

const mail = await startMailServer()
afterAll(() => mail.close())
const product = await startProduct(['admin'], {
	url: 'https://podpora.rizek.cz',
	mail: { smtpUrl: mail.url, from: 'podpora@rizek.cz', perMinute: 2 },
})
const { call, checked, settled } = product
const open = async (token: string) => (await call('admin', 'POST', '/invitation-links/open', { token })).json.state

test('an import sends nothing; taken back it ends its invitations, except of who is in by then', async () => {
	const ready = await checked('admin', 'users', 'Login;Mail\njan;jan@x.cz\neva;eva@x.cz\niva;iva@x.cz\nxx;xx@yy.cz\n')
	await call('admin', 'POST', `/imports/${ready.id}/commit`)
	await settled('admin', ready.id)
	expect(mail.received).toEqual([])

	const audience = { import_id: ready.id }
	const { json: preview } = await call('admin', 'GET', `/invitation-preview?import_id=${ready.id}`)
	expect(preview).toMatchObject({ people: 3, left_out: [{ reason: 'placeholder', count: 1 }], mail: true })
	const round = await call('admin', 'POST', '/invitation-rounds', { ...audience, delivery: 'mail', people: 3 })
	while (mail.received.length < 2) await new Promise((done) => setTimeout(done, 50))
	expect(mail.received.map(({ to }) => to)).toEqual(['jan@x.cz', 'eva@x.cz'])

	const [jan, eva] = mail.received.map(tokenIn)
	const accepted = await call('admin', 'POST', '/invitation-links/accept', {
		token: jan,
		password: 'kůň baterie sponka',
	})
	expect(accepted.status).toBe(200)
	expect(await open(eva!)).toBe('open')

	await call('admin', 'POST', `/imports/${ready.id}/undo`)
	const undone = await settled('admin', ready.id)
	expect(undone).toMatchObject({ state: 'undone', undo: { deleted: 3, kept: 1 } })
	expect([await open(jan!), await open(eva!)]).toEqual(['used', 'withdrawn'])
	const late = await call('admin', 'POST', '/invitation-links/accept', { token: eva, password: 'kůň baterie sponka' })
	expect(late.json.code).toBe('link_withdrawn')

	// The minute is over, and the one who was still waiting gets nothing.
	await product.database.db
		.updateTable('invitations')
		.set({ attempted_at: new Date(Date.now() - 61_000) })
		.where('attempted_at', 'is not', null)
		.execute()
	let { json } = round
	while (json.state === 'sending') json = (await call('admin', 'GET', `/invitation-rounds/${round.json.id}`)).json
	expect(json).toMatchObject({ state: 'done', counts: { sent: 2, void: 1, waiting: 0 }, accepted: 1 })
	expect(mail.received).toHaveLength(2)
})
