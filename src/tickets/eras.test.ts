import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { subjects, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'
import { ERA } from './eras.ts'
import { ticketErasJob } from './jobs.ts'

const desk = await testDesk(createServer, (await testDatabase()).db)
const { db } = desk

async function walk(query: string): Promise<string[]> {
	const seen: string[] = []
	let after = ''
	for (;;) {
		const { body } = await desk.admin('GET', `/tickets?${query}${after}`)
		seen.push(...subjects(body))
		if (body.next === null) return seen
		after = `&after=${body.next}`
	}
}

async function erasOf(...numbers: number[]): Promise<number[]> {
	const { rows } = await sql<{ era: number }>`
		select h.era from ticket_hits h join tickets t on t.id = h.ticket_id
		where t.number = any(${numbers}::bigint[]) order by t.number
	`.execute(db)
	return rows.map(({ era }) => era)
}

/** @param ahead as when an era is opened: what is written in its first minute may stand in either */
async function openEra(ahead: string): Promise<void> {
	await sql`
		insert into ticket_eras (era, since) select current_ticket_era() + 1, now() + ${ahead}::interval
	`.execute(db)
}

test('what was changed last comes first, whichever eras it stands in and however long a page is', async () => {
	for (let n = 1; n <= 24; n++) {
		await desk.create({ subject: `hledaný ${n}`, ...(n % 3 === 0 ? { priority: 'high' } : {}) })
		if (n % 3 === 0) await openEra(n % 2 === 0 ? '0 s' : '50 ms')
	}
	// An era nothing stands in yet.
	await openEra('0 s')
	const touched = async (number: number) => {
		const { rows } = await sql<{ id: number }>`select id from tickets where number = ${number}`.execute(db)
		await desk.admin('POST', '/tickets/bulk', { ids: [rows[0]!.id], assignee_id: desk.ids.olga })
	}
	await touched(2)
	await touched(9)
	expect(await erasOf(1, 2, 9, 10)).toEqual([1, 10, 10, 4])
	const order = [9, 2, ...Array.from({ length: 24 }, (_, nth) => 24 - nth).filter((n) => n !== 9 && n !== 2)]
	const named = (numbers: number[]) => numbers.map((n) => `hledaný ${n}`)
	for (const limit of [1, 2, 3, 5, 50]) {
		expect(await walk(`q=hledany&limit=${limit}`)).toEqual(named(order))
		expect(await walk(`q=hled&priority=high&limit=${limit}`)).toEqual(named(order.filter((n) => n % 3 === 0)))
		expect(await walk(`q=hledany%202&limit=${limit}`)).toEqual(named(order.filter((n) => String(n).startsWith('2'))))
	}
	// A reply is found in the era it was written in.
	const { rows } = await sql<{ id: number }>`select id from tickets where number = 1`.execute(db)
	await desk.admin('POST', `/tickets/${rows[0]!.id}/messages`, { kind: 'reply', body: 'ojedinělé' })
	expect(await walk('q=ojedinele')).toEqual(['hledaný 1'])
	expect(await erasOf(1)).toEqual([10])
})

test('an era is opened when the current one is full, once', async () => {
	const eras = async () => (await sql`select from ticket_eras`.execute(db)).rows.length
	const job = ticketErasJob(db)
	expect(await job.sweep()).toEqual([])
	const before = await eras()
	await sql`
		insert into tickets (number, subject, requester_id, state, state_id)
		select 1000 + n, 'mnoho', ${desk.ids.jana}, 'open', ${await desk.stateId('open')}
		from generate_series(1, ${ERA}::integer) as n
	`.execute(db)
	expect(await job.sweep()).toEqual([{}])
	await Promise.all([job.run({}), job.run({})])
	expect(await eras()).toBe(before + 1)
	expect(await job.sweep()).toEqual([])
})
