import { beforeAll, describe, expect, test } from 'vitest'
import { type Desk, subjects, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import type { Call } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import { ticketSearchJob } from './jobs.ts'

let desk: Desk

/** Subjects of all pages, one after the other. */
async function walk(call: Call, query: string): Promise<string[]> {
	const seen: string[] = []
	let after = ''
	for (;;) {
		const { status, body } = await call('GET', `/tickets?${query}${after}`)
		expect(status).toBe(200)
		seen.push(...subjects(body))
		if (body.next === null) return seen
		after = `&after=${body.next}`
	}
}

describe('views and filters', () => {
	beforeAll(async () => {
		desk = await testDesk(createServer, (await testDatabase()).db)
		const { ids } = desk
		await desk.create({ subject: 'moje', assignee_id: ids.olga, priority: 'critical' })
		await desk.create({ subject: 'moje hotové', assignee_id: ids.olga, state_id: await desk.stateId('solved') })
		await desk.create({ subject: 'cizí', assignee_id: ids.ota, tags: ['vpn', 'síť'] })
		await desk.create({ subject: 'ničí', requester_id: ids.eva, tags: ['vpn'] })
		await desk.create({ subject: 'ničí zavřené', requester_id: ids.petr, state_id: await desk.stateId('closed') })
	})

	test.each([
		['', ['ničí zavřené', 'ničí', 'cizí', 'moje hotové', 'moje']],
		['view=mine', ['moje']],
		['view=unassigned', ['ničí']],
		['view=open', ['ničí', 'cizí', 'moje']],
		['view=open&tag=vpn', ['ničí', 'cizí']],
		['tag=VPN&company_id=:acme', ['cizí']],
		['priority=critical', ['moje']],
		['priority=critical&view=unassigned', []],
		['state=closed', ['ničí zavřené']],
		['state_id=5', ['moje hotové']],
		['assignee_id=:olga', ['moje hotové', 'moje']],
		['company_id=:acme&state=new', ['cizí', 'moje']],
		['requester_id=:petr', ['ničí zavřené']],
		['number=3', ['cizí']],
		['group_id=1', []],
	])('%s', async (query, expected) => {
		const filled = query.replace(/:(\w+)/g, (_, name: string) => String(desk.ids[name as keyof Desk['ids']]))
		for (const limit of [1, 2, 50]) expect(await walk(desk.olga, `${filled}&limit=${limit}`)).toEqual(expected)
	})

	test('the latest change stands first', async () => {
		await desk.olga('POST', '/tickets/bulk', { ids: [1], priority: 'high' })
		expect((await walk(desk.olga, ''))[0]).toBe('moje')
		await desk.olga('POST', '/tickets/bulk', { ids: [1], priority: 'critical' })
	})

	test('the navigation has the counts of the views', async () => {
		const { body } = await desk.olga('GET', '/tickets/counts')
		expect(body).toEqual({ mine: 1, unassigned: 1, open: 3, counted_to: 1000 })
	})

	test('a company page has its counts by state and of twelve months', async () => {
		const { body } = await desk.olga('GET', `/companies/${desk.ids.acme}/tickets/summary`)
		const states = { new: 2, open: 0, waiting_customer: 0, waiting_third: 0, solved: 1, closed: 1 }
		expect(body.by_state).toEqual(states)
		expect(body.months).toHaveLength(12)
		const month = new Date().toISOString().slice(0, 7)
		expect((body.months as object[]).at(-1)).toEqual({ month, created: 4, solved: 2 })
	})

	test('tags and assignees can be chosen from', async () => {
		expect((await desk.olga('GET', '/ticket-tags?q=V')).body.items).toEqual(['vpn'])
		expect((await desk.olga('GET', '/ticket-tags?q=sit')).body.items).toEqual(['síť'])
		const { items } = (await desk.olga('GET', '/assignees?q=oper')).body
		expect(items).toEqual([{ id: desk.ids.olga, name: 'Operátorová' }])
		expect((await desk.olga('GET', '/assignees')).body.items).toHaveLength(3)
	})

	test('a place in the list that is none is refused', async () => {
		for (const after of ['x', Buffer.from('["2026-99-99 00:00:00+00",1]').toString('base64url')]) {
			expect((await desk.olga('GET', `/tickets?after=${after}`)).status).toBe(400)
		}
	})

	test('a saved view is its owner’s alone', async () => {
		const saved = { name: 'Kritické VPN', filter: { view: 'open', priority: 'critical', tag: 'vpn' } }
		const { body, status } = await desk.olga('POST', '/ticket-views', saved)
		expect([status, body]).toMatchObject([201, saved])
		expect((await desk.olga('POST', '/ticket-views', { ...saved, name: 'kritické vpn' })).body.code).toBe(
			'view_name_taken',
		)
		expect((await desk.ota('GET', '/ticket-views')).body.items).toEqual([])
		expect((await desk.ota('PATCH', `/ticket-views/${body.id}`, { name: 'Moje' })).status).toBe(404)
		expect((await desk.ota('DELETE', `/ticket-views/${body.id}`)).status).toBe(404)
		const renamed = await desk.olga('PATCH', `/ticket-views/${body.id}`, { name: 'VPN' })
		expect(renamed.body).toEqual({ ...body, name: 'VPN' })
		expect((await desk.olga('DELETE', `/ticket-views/${body.id}`)).status).toBe(204)
		expect((await desk.olga('GET', '/ticket-views')).body.items).toEqual([])
	})
})

describe('search', () => {
	beforeAll(async () => {
		desk = await testDesk(createServer, (await testDatabase()).db)
		const { id } = await desk.create({ subject: 'Příliš žluťoučký kůň', body: 'nefunguje\nprohlížeč=Firefox' })
		await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Vyměníme šňůru č. 1234' })
		await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'Zákaznice zuří' })
		await desk.create({ subject: 'Jiný', body: `${'w'.repeat(5000)} dlouhé`, requester_id: desk.ids.eva })
	})

	test.each([
		['without diacritics', 'zlutoucky kun', ['Příliš žluťoučký kůň']],
		['with diacritics', 'Žluťoučký', ['Příliš žluťoučký kůň']],
		['by beginnings of words in any order', 'snur pril', ['Příliš žluťoučký kůň']],
		['in the first message, words on any line', 'prohlizec firefox', ['Příliš žluťoučký kůň']],
		['in a note', 'zuri', ['Příliš žluťoučký kůň']],
		['by the requester', 'novakova', ['Příliš žluťoučký kůň']],
		['by the company', 'rizkarna', ['Příliš žluťoučký kůň']],
		['by a person and a word together', 'novakova snur', ['Příliš žluťoučký kůň']],
		['by the number', '#2', ['Jiný']],
		['beside a word too long for an index', 'dlouhe', ['Jiný']],
		['nothing that is not there', 'zlutoucky jiny', []],
		['by the whole company, its legal form too', 'Řízkárna Acme, s. r. o.', ['Příliš žluťoučký kůň']],
		['by letters alone', 's r o', ['Příliš žluťoučký kůň']],
		['nothing but punctuation is no search', '.!', ['Jiný', 'Příliš žluťoučký kůň']],
	])('%s', async (_, q, expected) => {
		expect(await walk(desk.olga, `q=${encodeURIComponent(q)}`)).toEqual(expected)
	})

	test('a character PostgreSQL does not know is looked for like a space', async () => {
		const q = encodeURIComponent('kun\0zlutoucky')
		expect(await walk(desk.olga, `q=${q}`)).toEqual(['Příliš žluťoučký kůň'])
		for (const path of [`/tickets?tag=${q}`, `/assignees?q=${q}`, `/ticket-tags?q=${q}`]) {
			expect([path, (await desk.olga('GET', path)).status]).toEqual([path, 200])
		}
		const saved = { name: 'a\0b', filter: { q: 'a\0b', tag: 'A\0B' } }
		expect((await desk.olga('POST', '/ticket-views', saved)).body).toMatchObject({ filter: { q: 'a b', tag: 'a b' } })
	})

	test('search keeps to the view and the filters', async () => {
		expect(await walk(desk.olga, 'q=dlouhe&view=mine')).toEqual([])
		expect(await walk(desk.olga, `q=dlouhe&requester_id=${desk.ids.jana}`)).toEqual([])
	})

	test('who was renamed is found by the new name, and so is a company', async () => {
		await desk.db.updateTable('users').set({ last_name: 'Vdaná' }).where('id', '=', desk.ids.jana).execute()
		await desk.db.updateTable('companies').set({ name: 'Přejmenovaná' }).where('id', '=', desk.ids.other).execute()
		const job = ticketSearchJob(desk.db)
		expect(await job.sweep()).toEqual([{}])
		await job.run({})
		expect(await job.sweep()).toEqual([])
		expect(await walk(desk.olga, 'q=vdana')).toEqual(['Příliš žluťoučký kůň'])
		expect(await walk(desk.olga, 'q=novakova')).toEqual([])
		expect(await walk(desk.olga, 'q=prejmenovana')).toEqual(['Jiný'])
		expect(await walk(desk.olga, 'q=zuri')).toEqual(['Příliš žluťoučký kůň'])
	})

	test('a change of a person that nobody searches by indexes nothing again', async () => {
		await desk.db.updateTable('users').set({ note: 'a' }).where('id', '=', desk.ids.jana).execute()
		expect(await ticketSearchJob(desk.db).sweep()).toEqual([])
	})
})

describe('more tickets than are looked at in order', () => {
	beforeAll(async () => {
		desk = await testDesk(createServer, (await testDatabase()).db)
		for (const n of [1, 2, 3]) {
			await desk.create({ subject: `vzácný v ${n}`, tags: ['vzácné'], priority: 'critical' })
		}
		const { db, ids } = desk
		const state = { state: 'open', state_id: await desk.stateId('open') }
		const common = Array.from({ length: 6_000 }, (_, n) => ({
			...state,
			number: n + 4,
			subject: `běžný ${n}`,
			requester_id: ids.eva,
		}))
		const wordsOf = (subject: string) => (/[05]0$/.test(subject) ? "'bezny' 'setina'" : "'bezny'")
		for (let n = 0; n < common.length; n += 2_000) {
			const made = await db
				.insertInto('tickets')
				.values(common.slice(n, n + 2_000))
				.returning(['id', 'subject'])
				.execute()
			await db
				.insertInto('ticket_search')
				.values(made.map(({ id, subject }) => ({ ticket_id: id, words: wordsOf(subject) })))
				.execute()
		}
		await db
			.updateTable('ticket_counter')
			.set({ last_number: common.length + 3 })
			.execute()
		await desk.create({ subject: 'vzácný v 4', tags: ['vzácné'], priority: 'critical' })
	})

	test('a word that a hundredth of the tickets has comes page by page as well', async () => {
		const every = await walk(desk.admin, 'q=setina&limit=50')
		expect(every).toHaveLength(119)
		expect(new Set(every)).toHaveProperty('size', 119)
		expect(await walk(desk.admin, 'q=setina&limit=7')).toEqual(every)
	})

	test('a filter is counted exactly, and from a thousand on as so many or more', async () => {
		const count = async (query: string) => (await desk.admin('GET', `/tickets/count?${query}`)).body
		expect(await count('q=setina')).toEqual({ count: 119, counted_to: 1000 })
		expect(await count('priority=critical')).toEqual({ count: 4, counted_to: 1000 })
		expect(await count('q=bezny')).toEqual({ count: 1000, counted_to: 1000 })
		expect(await count('q=nikde')).toEqual({ count: 0, counted_to: 1000 })
	})

	test('short words count, although the index is not asked for them', async () => {
		expect(await walk(desk.olga, 'q=zz%20vzacny')).toEqual([])
		expect(await walk(desk.olga, 'q=zz')).toEqual([])
	})

	test.each([
		'q=vzacny',
		'q=v%20vzacny',
		'tag=vzácné',
		'priority=critical',
		'priority=critical&tag=vzácné&q=vzacny&view=open',
	])('%s finds those far away, page by page', async (query) => {
		const expected = ['vzácný v 4', 'vzácný v 3', 'vzácný v 2', 'vzácný v 1']
		for (const limit of [1, 2, 3, 50]) {
			for (const call of [desk.olga, desk.admin]) expect(await walk(call, `${query}&limit=${limit}`)).toEqual(expected)
		}
	})
})
