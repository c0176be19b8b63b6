import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import type { Db } from '../db/database.ts'
import { settingsRoutes } from './routes.ts'

let db: Db
let admin: Call

beforeEach(async () => {
	db = (await testDatabase()).db
	const app = await testServer(createServer, db, (routes) => settingsRoutes(routes, db))
	admin = await callerFor(app, db, await insertPerson(db, { username: 'boss', role: 'admin' }))
})

const indexExists = async () => {
	const { rows } = await sql`select from pg_indexes where indexname = 'users_email_sign_in_key'`.execute(db)
	return rows.length === 1
}

test('sign-in by e-mail is refused with the people who share one, and nothing changes', async () => {
	const { id } = await db.insertInto('companies').values({ name: 'Řízek' }).returning('id').executeTakeFirstOrThrow()
	const first = await insertPerson(db, { username: 'jan', email: 'Jan@Example.cz', company_id: id })
	const second = await insertPerson(db, { username: 'jan2', email: 'jan@example.cz' })

	const { status, body } = await admin('PUT', '/settings', { sign_in: 'email' })
	expect({ status, code: body.code, total: body.total }).toEqual({ status: 409, code: 'emails_repeated', total: 1 })
	expect(body.duplicates).toEqual([
		{
			email: 'jan@example.cz',
			users: [
				{ id: first, username: 'jan', company: 'Řízek' },
				{ id: second, username: 'jan2', company: null },
			],
		},
	])
	expect((await admin('GET', '/settings')).body).toMatchObject({ sign_in: 'username' })
	expect(await indexExists()).toBe(false)
})

test('the list has the first 100 e-mails, the total counts all', async () => {
	await sql`
		insert into users (username, email)
		select 'u' || n, 'shared' || lpad((n / 2)::text, 3, '0') || '@example.cz' from generate_series(0, 299) n
	`.execute(db)
	const { body } = await admin('PUT', '/settings', { sign_in: 'email' })
	const duplicates = body.duplicates as { email: string; users: unknown[] }[]
	expect(body.total).toBe(150)
	expect(duplicates).toHaveLength(100)
	expect(duplicates[99]).toMatchObject({ email: 'shared099@example.cz', users: [{}, {}] })
})

test('while people sign in by e-mail the database refuses a shared one, whatever its letter case', async () => {
	await insertPerson(db, { username: 'jan', email: 'jan@example.cz' })
	expect((await admin('PUT', '/settings', { sign_in: 'email' })).body).toMatchObject({ sign_in: 'email' })
	expect((await admin('GET', '/settings')).body).toMatchObject({ sign_in: 'email' })
	await expect(insertPerson(db, { username: 'jan2', email: 'JAN@example.cz' })).rejects.toThrow(
		'users_email_sign_in_key',
	)

	expect((await admin('PUT', '/settings', { sign_in: 'username' })).body).toMatchObject({ sign_in: 'username' })
	expect(await indexExists()).toBe(false)
	await insertPerson(db, { username: 'jan2', email: 'JAN@example.cz' })
})

test('choosing what is already chosen changes nothing and is not an error', async () => {
	expect((await admin('PUT', '/settings', { sign_in: 'username' })).status).toBe(200)
	await admin('PUT', '/settings', { sign_in: 'email' })
	expect((await admin('PUT', '/settings', { sign_in: 'email' })).status).toBe(200)
	const entries = await db.selectFrom('audit_log').select(['action', 'details']).execute()
	expect(entries).toEqual([{ action: 'settings.update', details: { sign_in: { from: 'username', to: 'email' } } }])
})

test('a person written at the same moment cannot slip in under the switch', async () => {
	await insertPerson(db, { username: 'jan', email: 'jan@example.cz' })
	const [switched, written] = await Promise.allSettled([
		admin('PUT', '/settings', { sign_in: 'email' }),
		insertPerson(db, { username: 'jan2', email: 'jan@example.cz' }),
	])
	const isEmail = switched.status === 'fulfilled' && switched.value.status === 200
	// Exactly one of the two is refused, never neither.
	expect(isEmail).toBe(written.status === 'rejected')
})

test('a method that is none is refused', async () => {
	expect((await admin('PUT', '/settings', { sign_in: 'telepathy' })).status).toBe(400)
	expect((await admin('PUT', '/settings', { sign_in: 'email', more: 1 })).status).toBe(400)
})

test('imports can be taken back for 90 days unless another number is set', async () => {
	expect((await admin('GET', '/settings')).body).toEqual({ sign_in: 'username', changes_kept_days: 90 })
	const { status, body } = await admin('PUT', '/settings', { changes_kept_days: 30 })
	expect([status, body]).toEqual([200, { sign_in: 'username', changes_kept_days: 30 }])
	const entries = await db.selectFrom('audit_log').select(['action', 'details']).execute()
	expect(entries).toEqual([{ action: 'settings.update', details: { changes_kept_days: { from: 90, to: 30 } } }])
})

test.each([0, 3651, 1.5, '30'])('%j days are refused', async (changes_kept_days) => {
	expect((await admin('PUT', '/settings', { changes_kept_days })).status).toBe(400)
})
