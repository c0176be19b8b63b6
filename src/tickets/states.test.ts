import { beforeAll, expect, test } from 'vitest'
import { type Desk, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'
import type { TicketState } from '../contract/tickets.ts'

let desk: Desk

beforeAll(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
})

test('an administrator names them, and adds another of the same base', async () => {
	const made = await desk.admin('POST', '/ticket-states', {
		base: 'open',
		name_cs: ' U  technika ',
		name_en: 'On site',
		position: 3,
	})
	expect([made.status, made.body]).toMatchObject([201, { base: 'open', name_cs: 'U technika', active: true }])
	const { id } = await desk.create({ state_id: made.body.id })
	expect((await desk.olga('GET', `/tickets/${id}`)).body).toMatchObject({ state: 'open', state_id: made.body.id })
	const renamed = await desk.admin('PATCH', `/ticket-states/${made.body.id}`, { name_cs: 'U zákazníka' })
	expect(renamed.body).toEqual({ ...made.body, name_cs: 'U zákazníka', version: 2 })
	expect((await desk.jana('GET', '/ticket-states')).body.items).toContainEqual(renamed.body)
})

test('a new one comes after the others of its base, and what is meant by the base stays what it was', async () => {
	const names = { name_cs: 'U technika', name_en: 'On site' }
	const { body: extra } = await desk.admin('POST', '/ticket-states', { base: 'open', ...names })
	const { items } = (await desk.admin('GET', '/ticket-states')).body as { items: TicketState[] }
	expect(items.findLast(({ base }) => base === 'open')).toEqual(extra)
	const { id } = await desk.create()
	await desk.olga('POST', `/tickets/${id}/close`)
	expect((await desk.olga('POST', `/tickets/${id}/reopen`)).body.state_id).toBe(await desk.stateId('open'))
})

test('one that is switched off is not given any more, and tickets keep it', async () => {
	const { body: extra } = await desk.admin('POST', '/ticket-states', {
		base: 'solved',
		name_cs: 'Hotovo',
		name_en: 'Done',
	})
	const ticket = await desk.create({ state_id: extra.id })
	await desk.admin('PATCH', `/ticket-states/${extra.id}`, { active: false })
	expect((await desk.olga('GET', `/tickets/${ticket.id}`)).body.state_id).toBe(extra.id)
	const refused = await desk.olga('POST', '/tickets/bulk', { ids: [ticket.id], state_id: extra.id })
	expect(refused.body.errors).toMatchObject([{ code: 'state_unknown' }])
})

test('each base keeps one that is on', async () => {
	const { status, body } = await desk.admin('PATCH', `/ticket-states/${await desk.stateId('closed')}`, {
		active: false,
	})
	expect([status, body.code]).toEqual([409, 'last_state'])
})

test('of two administrators who change one at once, the slower is told and overwrites nothing', async () => {
	const names = { name_cs: 'U dodavatele', name_en: 'At the supplier' }
	const { body: state } = await desk.admin('POST', '/ticket-states', { base: 'waiting_third', ...names })
	const path = `/ticket-states/${state.id}`
	const first = await desk.admin('PATCH', path, { name_cs: 'Čeká na díly', version: state.version })
	expect(first.body).toMatchObject({ name_cs: 'Čeká na díly', version: 2 })
	const second = await desk.admin('PATCH', path, { ...names, active: false, version: state.version })
	expect([second.status, second.body.code]).toEqual([409, 'version_stale'])
	expect((await desk.olga('GET', '/ticket-states')).body.items).toContainEqual(first.body)
})
