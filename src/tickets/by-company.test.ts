import { beforeEach, expect, test } from 'vitest'
import { type Desk, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'

let desk: Desk

beforeEach(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
})

async function list(who: Desk['olga']): Promise<object[]> {
	return (await who('GET', '/tickets/by-company')).body.items as object[]
}

test('companies stand in the order of their open tickets, with how many of them nobody has', async () => {
	await desk.create({ requester_id: desk.ids.eva })
	await desk.create({ assignee_id: desk.ids.ota })
	const { updated_at } = await desk.create({ requester_id: desk.ids.petr })
	await desk.create({ state_id: await desk.stateId('solved') })
	expect(await list(desk.olga)).toEqual([
		{ company: { id: desk.ids.acme, name: 'Řízkárna Acme s.r.o.' }, open: 2, unassigned: 1, updated_at },
		{ company: { id: desk.ids.other, name: 'Other a.s.' }, open: 1, unassigned: 1, updated_at: expect.any(String) },
	])
})

test('tickets of people without a company are counted as well', async () => {
	await desk.db.updateTable('users').set({ company_id: null }).where('id', '=', desk.ids.eva).execute()
	await desk.create({ requester_id: desk.ids.eva })
	expect(await list(desk.olga)).toMatchObject([{ company: null, open: 1 }])
})

test('only what one may see is counted, and customers do not see who else asks', async () => {
	await desk.create({ group_id: await desk.insertGroup('Vymáhání', [desk.ids.olga]) })
	expect(await list(desk.olga)).toMatchObject([{ open: 1 }])
	expect(await list(desk.ota)).toEqual([])
	expect((await desk.jana('GET', '/tickets/by-company')).status).toBe(403)
})
