import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import type { User } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { userRoutes } from './routes.ts'

let db: Db
let operator: Call
let admin: Call

beforeAll(async () => {
	db = (await testDatabase()).db
	const app = await testServer(createServer, db, (routes) => userRoutes(routes, db))
	operator = await callerFor(app, db, await insertPerson(db, { username: 'operator', role: 'operator' }))
	admin = await callerFor(app, db, await insertPerson(db, { username: 'admin', role: 'admin' }))
})

async function create(values: object, caller = operator): Promise<User> {
	const { status, body } = await caller('POST', '/users', values)
	expect({ status, body }).toMatchObject({ status: 201 })
	return body as unknown as User
}

const insertGroup = async (name: string) =>
	(await db.insertInto('groups').values({ name }).returning('id').executeTakeFirstOrThrow()).id

test('an operator is put into groups and out of them; each change is one of the groups, too', async () => {
	const [network, desk] = [await insertGroup('Síťaři'), await insertGroup('Podpora')]
	const person = { username: 'ota', email: 'ota@example.cz', role: 'operator', group_ids: [network] }
	const { id, groups, version } = await create(person, admin)
	expect(groups).toEqual([{ id: network, name: 'Síťaři' }])

	const moved = await admin('PATCH', `/users/${id}`, { group_ids: [desk, desk], version })
	expect(moved.body).toMatchObject({ groups: [{ id: desk, name: 'Podpora' }], version: version + 1 })
	// Said again, it is no change.
	expect((await admin('PATCH', `/users/${id}`, { group_ids: [desk] })).body.version).toBe(version + 1)
	expect((await admin('PATCH', `/users/${id}`, { phone: '602123456' })).body.groups).toHaveLength(1)
	const rows = await db.selectFrom('groups').select(['name', 'version']).orderBy('id').execute()
	expect(rows).toEqual([
		{ name: 'Síťaři', version: 3 },
		{ name: 'Podpora', version: 2 },
	])
	const log = await db.selectFrom('audit_log').select('details').where('action', '=', 'user.update').execute()
	expect(log[0]!.details).toEqual({ group_ids: { from: [network], to: [desk] } })
	expect((await operator('PATCH', `/users/${id}`, { group_ids: [] })).body.code).toBe('forbidden')
})

test('customers are in no groups, and nobody is in one that is not there', async () => {
	const { id } = await create({ username: 'jan', email: 'jan@example.cz' })
	const group = await insertGroup('Vedení')
	const refused = async (values: object) => {
		const { status, body } = await admin('PATCH', `/users/${id}`, values)
		return [status, (body.errors as { field: string; code: string }[])[0]]
	}
	expect(await refused({ group_ids: [group] })).toMatchObject([422, { field: 'group_ids', code: 'groups_of_customer' }])
	expect(await refused({ role: 'operator', group_ids: [4711] })).toMatchObject([422, { code: 'group_unknown' }])
	expect((await admin('GET', `/users/${id}`)).body).toMatchObject({ role: 'customer', groups: [] })
})

test("a contact's right to the tickets of the company is a field like any other", async () => {
	const { id, company_tickets } = await create({ username: 'eva', email: 'eva@example.cz' })
	expect(company_tickets).toBe(false)
	const { body } = await operator('PATCH', `/users/${id}`, { company_tickets: true })
	expect(body).toMatchObject({ company_tickets: true, version: 2 })
})
