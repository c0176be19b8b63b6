import { beforeEach, describe, expect, test } from 'vitest'
import { type Desk, subjects, testDesk, thread } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'

let desk: Desk

beforeEach(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
})

test('a customer makes a ticket for themselves and follows it to the end', async () => {
	const made = await desk.jana('POST', '/tickets', { subject: 'Nejde mi mail', body: 'Dobrý den' })
	expect([made.status, made.body]).toMatchObject([
		201,
		{ requester: { id: desk.ids.jana }, company: { id: desk.ids.acme }, state: 'new', priority: 'normal' },
	])
	const url = `/tickets/${made.body.id}`
	expect((await desk.jana('POST', `${url}/messages`, { kind: 'reply', body: 'Prosím' })).status).toBe(201)
	expect((await desk.jana('POST', `${url}/close`)).body.state).toBe('closed')
	const reopened = await desk.jana('POST', `${url}/reopen`)
	expect(reopened.body.state).toBe('open')
	expect(thread(reopened.body).filter((line) => !line.startsWith('state'))).toEqual([
		'reply: Dobrý den',
		'reply: Prosím',
	])
	expect(subjects((await desk.jana('GET', '/tickets')).body)).toEqual(['Nejde mi mail'])
})

test('a customer decides nothing about how the work is done', async () => {
	const work = {
		priority: 'critical',
		assignee_id: 1,
		group_id: 1,
		tags: ['a'],
		state_id: 2,
		requester_id: desk.ids.petr,
	}
	for (const [field, value] of Object.entries(work)) {
		const { status } = await desk.jana('POST', '/tickets', { subject: 'a', body: 'b', [field]: value })
		expect([field, status]).toEqual([field, 403])
	}
	const { id } = await desk.create()
	expect((await desk.jana('PATCH', `/tickets/${id}`, { priority: 'critical' })).status).toBe(403)
	expect((await desk.jana('POST', `/tickets/${id}/take`)).status).toBe(403)
	expect((await desk.jana('POST', '/tickets/bulk', { ids: [id], priority: 'low' })).status).toBe(403)
	expect((await desk.jana('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'a' })).status).toBe(403)
	const solve = { kind: 'reply', body: 'a', state_id: await desk.stateId('solved') }
	expect((await desk.jana('POST', `/tickets/${id}/messages`, solve)).status).toBe(403)
})

describe('other people’s tickets', () => {
	test('do not exist for a customer, whatever is asked', async () => {
		const { id } = await desk.create()
		for (const stranger of [desk.petr, desk.eva]) {
			expect((await stranger('GET', `/tickets/${id}`)).status).toBe(404)
			expect((await stranger('GET', `/tickets/${id}/messages`)).status).toBe(404)
			expect((await stranger('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'a' })).status).toBe(404)
			expect((await stranger('POST', `/tickets/${id}/attachments?filename=a`)).status).toBe(404)
			expect((await stranger('POST', `/tickets/${id}/close`)).status).toBe(404)
			expect((await stranger('POST', `/tickets/${id}/reopen`)).status).toBe(404)
			for (const query of [
				'',
				'q=tiskarna',
				'number=1',
				`requester_id=${desk.ids.jana}`,
				`company_id=${desk.ids.acme}`,
			]) {
				expect((await stranger('GET', `/tickets?${query}`)).body.items).toEqual([])
			}
			const { body } = await stranger('GET', `/companies/${desk.ids.acme}/tickets/summary`)
			expect(body.by_state).toMatchObject({ new: 0 })
		}
	})

	test('are seen by a contact with the right to the whole company, and by no other company', async () => {
		await desk.create({ subject: 'Janin', state_id: await desk.stateId('solved') })
		await desk.create({ subject: 'Petrův', requester_id: desk.ids.petr })
		await desk.create({ subject: 'Evin', requester_id: desk.ids.eva })
		const setRight = (company_tickets: boolean) =>
			desk.db.updateTable('users').set({ company_tickets }).where('id', '=', desk.ids.petr).execute()
		await setRight(true)

		const list = async (query: string) => subjects((await desk.petr('GET', `/tickets?${query}`)).body)
		expect(await list('')).toEqual(['Petrův', 'Janin'])
		expect(await list('limit=1')).toEqual(['Petrův'])
		expect(await list('q=janin')).toEqual(['Janin'])
		expect(await list('q=evin')).toEqual([])
		expect(await list('state=solved')).toEqual(['Janin'])
		expect(await list('view=mine')).toEqual(['Petrův'])
		expect(await list('view=open')).toEqual(['Petrův'])
		expect((await desk.petr('GET', '/tickets/1')).body).toMatchObject({ subject: 'Janin', requester: { phone: null } })
		expect((await desk.petr('GET', '/tickets/counts')).body).toMatchObject({ mine: 1, unassigned: 0, open: 1 })
		expect((await desk.jana('GET', '/tickets')).body.items).toHaveLength(1)

		await setRight(false)
		expect(await list('')).toEqual(['Petrův'])
	})
})

describe('what is not for customers', () => {
	test('notes and internal events are not in the thread, and nothing tells of them', async () => {
		const { id } = await desk.create({ tags: ['problémový zákazník'] })
		const group = await desk.insertGroup('Vymáhání', [desk.ids.olga])
		await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'Neplatí faktury' })
		const change = { group_id: group, assignee_id: desk.ids.olga, priority: 'low', tags: ['neplatič'] }
		await desk.olga('PATCH', `/tickets/${id}`, change)
		await desk.olga('POST', `/tickets/${id}/presence`, { activity: 'typing' })

		const { body } = await desk.jana('GET', `/tickets/${id}`)
		expect(thread(body)).toEqual(['reply: Prosím o pomoc.', 'priority: normal → low'])
		expect(body).toMatchObject({ group: null, assignee: null, tags: [], presence: [] })
		expect(JSON.stringify(body)).not.toMatch(/faktury|Vymáhání|platič|problémový/)
		const { body: list } = await desk.jana('GET', '/tickets')
		expect(list.items).toMatchObject([{ group: null, assignee: null, tags: [] }])
		expect(thread((await desk.jana('GET', `/tickets/${id}/messages`)).body)).toHaveLength(2)
	})

	test('a search, a filter or a view does not find by what only operators see', async () => {
		const { id } = await desk.create({ tags: ['neplatič'], assignee_id: desk.ids.ota })
		await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'insolvence' })
		const found = async (query: string) => ((await desk.jana('GET', `/tickets?${query}`)).body.items as object[]).length
		expect(await found('q=tiskarna')).toBe(1)
		expect(await found('q=insolvence')).toBe(0)
		// Not filters for a customer: as if they were not there.
		for (const query of [
			'tag=neplatic',
			'tag=jiny',
			`assignee_id=${desk.ids.ota}`,
			'assignee_id=1',
			'view=unassigned',
		]) {
			expect([query, await found(query)]).toEqual([query, 1])
		}
	})

	test('operators’ tools', async () => {
		for (const path of ['/ticket-views', '/ticket-tags', '/assignees']) {
			expect([path, (await desk.jana('GET', path)).status]).toEqual([path, 403])
		}
	})
})
