import { beforeAll, expect, test } from 'vitest'
import { type Desk, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'
import type { ListedTicket, Ticket } from '../contract/tickets.ts'

let desk: Desk

beforeAll(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
})

type Who = 'jana' | 'olga' | 'ota' | 'eva'

async function unread(who: Who, { id }: Ticket): Promise<boolean | undefined> {
	const { items } = (await desk[who]('GET', '/tickets')).body as unknown as { items: ListedTicket[] }
	return items.find((ticket) => ticket.id === id)?.unread
}

async function look(who: Who, { id }: Ticket): Promise<void> {
	const { messages } = (await desk[who]('GET', `/tickets/${id}`)).body as unknown as Ticket
	const { status } = await desk[who]('PUT', `/tickets/${id}/look`, { message_id: messages.at(-1)!.id })
	expect(status).toBe(204)
}

test('what somebody else wrote since one looked is unread, until one looks again', async () => {
	const ticket = await desk.create()
	expect(await unread('olga', ticket)).toBe(false)
	await look('olga', ticket)
	await desk.jana('POST', `/tickets/${ticket.id}/messages`, { kind: 'reply', body: 'Už zase netiskne.' })
	expect([await unread('olga', ticket), await unread('ota', ticket)]).toEqual([true, false])
	await look('olga', ticket)
	expect(await unread('olga', ticket)).toBe(false)
})

test('neither what one wrote oneself nor a change of an attribute is unread', async () => {
	const ticket = await desk.create()
	await look('olga', ticket)
	await desk.olga('POST', `/tickets/${ticket.id}/messages`, { kind: 'reply', body: 'Podíváme se.' })
	await desk.ota('PATCH', `/tickets/${ticket.id}`, { priority: 'high' })
	expect(await unread('olga', ticket)).toBe(false)
})

test('a note is unread to a colleague and nothing to the customer', async () => {
	const ticket = await desk.create()
	await look('jana', ticket)
	await look('ota', ticket)
	await desk.olga('POST', `/tickets/${ticket.id}/messages`, { kind: 'note', body: 'Záruka skončila.' })
	expect([await unread('ota', ticket), await unread('jana', ticket)]).toEqual([true, false])
	await desk.olga('POST', `/tickets/${ticket.id}/messages`, { kind: 'reply', body: 'Přijedeme.' })
	expect(await unread('jana', ticket)).toBe(true)
})

test('a look never goes back, and nobody looks at what they may not see', async () => {
	const ticket = await desk.create()
	const first = ticket.messages[0]!.id
	await desk.jana('POST', `/tickets/${ticket.id}/messages`, { kind: 'reply', body: 'Spěchá to.' })
	await look('olga', ticket)
	await desk.olga('PUT', `/tickets/${ticket.id}/look`, { message_id: first })
	expect(await unread('olga', ticket)).toBe(false)
	expect((await desk.eva('PUT', `/tickets/${ticket.id}/look`, { message_id: first })).status).toBe(404)
})
