import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import type { Db } from '../db/database.ts'
import { ticketRoutes } from '../tickets/routes.ts'
import { groupRoutes } from './routes.ts'

let db: Db
let ids: Record<'inside' | 'outside' | 'admin' | 'customer', number>
let inside: Call
let outside: Call
let admin: Call

beforeEach(async () => {
	db = (await testDatabase()).db
	const app = await testServer(createServer, db, (routes) => {
		groupRoutes(routes, db)
		ticketRoutes(routes, db)
	})
	ids = {
		inside: await insertPerson(db, { username: 'inside', role: 'operator' }),
		outside: await insertPerson(db, { username: 'outside', role: 'operator' }),
		admin: await insertPerson(db, { username: 'admin', role: 'admin' }),
		customer: await insertPerson(db, { username: 'customer' }),
	}
	inside = await callerFor(app, db, ids.inside)
	outside = await callerFor(app, db, ids.outside)
	admin = await callerFor(app, db, ids.admin)
})

async function makeGroup(name = 'Síťaři', member_ids = [ids.inside]): Promise<number> {
	const { status, body } = await admin('POST', '/groups', { name, member_ids })
	expect(status).toBe(201)
	return body.id as number
}

async function makeTicket(values: object = {}): Promise<number> {
	const payload = { subject: 'Switch', body: 'bliká', requester_id: ids.customer, ...values }
	return (await admin('POST', '/tickets', payload)).body.id as number
}

test('an administrator makes, changes and deletes groups; operators read them', async () => {
	const id = await makeGroup()
	const made = { id, name: 'Síťaři', active: true, members: [{ id: ids.inside, name: 'inside' }], version: 1 }
	expect((await outside('GET', '/groups')).body.items).toEqual([made])
	expect((await outside('PATCH', `/groups/${id}`, { name: 'a' })).status).toBe(403)

	const both = [ids.inside, ids.outside]
	const changed = await admin('PATCH', `/groups/${id}`, { name: ' Sítě ', member_ids: both, version: 1 })
	expect(changed.body).toMatchObject({ name: 'Sítě', version: 2, members: [{ id: ids.inside }, { id: ids.outside }] })
	expect((await admin('PATCH', `/groups/${id}`, { name: 'a', version: 1 })).body.code).toBe('version_stale')
	expect((await admin('DELETE', `/groups/${id}`)).status).toBe(204)
	expect((await admin('DELETE', `/groups/${id}`)).status).toBe(404)
	expect((await outside('GET', '/groups')).body.items).toEqual([])
})

test('who joins or leaves a group is another version of themselves, so that whoever edits them is told', async () => {
	const versions = async () =>
		(await db.selectFrom('users').select(['id', 'version']).where('role', '<>', 'customer').orderBy('id').execute())
			.filter(({ id }) => id === ids.inside || id === ids.outside)
			.map(({ version }) => version)
	const [inside, outside] = await versions()
	const id = await makeGroup()
	await admin('PATCH', `/groups/${id}`, { member_ids: [ids.outside] })
	await admin('PATCH', `/groups/${id}`, { name: 'Jinak', member_ids: [ids.outside] })
	expect(await versions()).toEqual([inside! + 2, outside! + 1])
})

test('two groups have different names, whatever their letter case', async () => {
	await makeGroup('Síťaři')
	expect((await admin('POST', '/groups', { name: 'SÍŤAŘI' })).body.code).toBe('group_name_taken')
})

test('a member is an operator or an administrator', async () => {
	for (const member of [ids.customer, 4711]) {
		const { status, body } = await admin('POST', '/groups', { name: 'a', member_ids: [member] })
		expect([status, body.errors]).toMatchObject([422, [{ code: 'member_unknown' }]])
	}
	expect((await admin('GET', '/groups')).body.items).toEqual([])
})

test('a ticket in a group is seen by its members, its assignee and administrators', async () => {
	const group_id = await makeGroup()
	const id = await makeTicket({ group_id })
	const free = await makeTicket()
	const seen = async (call: Call) =>
		((await call('GET', '/tickets')).body.items as { id: number }[]).map((one) => one.id)
	expect(await seen(inside)).toEqual([free, id])
	expect(await seen(admin)).toEqual([free, id])
	expect(await seen(outside)).toEqual([free])
	for (const path of [`/tickets/${id}`, `/tickets/${id}/messages`])
		expect((await outside('GET', path)).status).toBe(404)
	expect((await outside('PATCH', `/tickets/${id}`, { priority: 'low' })).status).toBe(404)
	expect((await outside('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'a' })).status).toBe(404)
	expect((await outside('POST', `/tickets/${id}/take`)).status).toBe(404)
	expect((await outside('POST', `/tickets/${id}/presence`, { activity: 'looking' })).status).toBe(404)
	expect((await outside('GET', '/tickets?q=switch')).body.items).toHaveLength(1)
	expect((await outside('GET', `/tickets?group_id=${group_id}`)).body.items).toEqual([])

	await admin('PATCH', `/tickets/${id}`, { assignee_id: ids.outside })
	expect(await seen(outside)).toEqual([id, free])
})

test('who hands a ticket over to a group they are not in sees that it worked, and then no more', async () => {
	const group_id = await makeGroup()
	const id = await makeTicket()
	const { status, body } = await outside('PATCH', `/tickets/${id}`, { group_id })
	expect([status, body.group]).toEqual([200, { id: group_id, name: 'Síťaři' }])
	expect((await outside('GET', `/tickets/${id}`)).status).toBe(404)
})

test('a group with tickets is not deleted but switched off, and its tickets stay closed to others', async () => {
	const group_id = await makeGroup()
	const id = await makeTicket({ group_id })
	expect((await admin('DELETE', `/groups/${group_id}`)).body.code).toBe('group_in_use')
	expect((await admin('PATCH', `/groups/${group_id}`, { active: false })).body.active).toBe(false)
	expect((await outside('GET', `/tickets/${id}`)).status).toBe(404)
	const refused = await admin('POST', '/tickets', { subject: 'a', body: 'b', requester_id: ids.customer, group_id })
	expect(refused.body.errors).toMatchObject([{ code: 'group_unknown' }])
})

test('changes of groups are in the audit log', async () => {
	const id = await makeGroup()
	await admin('PATCH', `/groups/${id}`, { active: false })
	await admin('DELETE', `/groups/${id}`)
	const rows = await db.selectFrom('audit_log').select(['action', 'user_id']).where('subject', '=', 'groups').execute()
	expect(rows).toEqual(
		['group.create', 'group.update', 'group.delete'].map((action) => ({ action, user_id: ids.admin })),
	)
})
