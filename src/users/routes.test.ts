import { beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import type { App } from '../api/app.ts'
import { createServer } from '../api/server.ts'
import { hashPassword } from '../auth/passwords.ts'
import type { User } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { createUser } from './change.ts'
import { userRoutes } from './routes.ts'

let db: Db
let app: App
let operator: Call
let admin: Call
let adminId: number
let password_hash: string

beforeAll(async () => {
	password_hash = await hashPassword('correct horse')
})

beforeEach(async () => {
	db = (await testDatabase()).db
	app = await testServer(createServer, db, (routes) => userRoutes(routes, db))
	operator = await callerFor(app, db, await insertPerson(db, { username: 'operator', role: 'operator' }))
	adminId = await insertPerson(db, { username: 'admin', role: 'admin', password_hash })
	admin = await callerFor(app, db, adminId)
})

const insertCompany = async (name: string) =>
	(await db.insertInto('companies').values({ name }).returning('id').executeTakeFirstOrThrow()).id

async function create(values: object, caller = operator): Promise<User> {
	const { status, body } = await caller('POST', '/users', values)
	expect({ status, body }).toMatchObject({ status: 201 })
	return body as unknown as User
}

async function code(answer: ReturnType<Call>): Promise<unknown> {
	return (await answer).body.code
}

test('a contact is created as typed, but tidy, with the name of the company', async () => {
	const company_id = await insertCompany('Řízek')
	const user = await create({
		username: ' jan.novak ',
		email: 'jan@example.cz ',
		first_name: ' Jan  Maria',
		company_id,
	})
	expect(user).toMatchObject({
		username: 'jan.novak',
		email: 'jan@example.cz',
		email_placeholder: false,
		first_name: 'Jan Maria',
		company_id,
		company: 'Řízek',
		role: 'customer',
		active: true,
		has_password: false,
		version: 1,
	})
	expect((await operator('GET', `/users/${user.id}`)).body).toEqual(user)
	expect(Object.keys(user)).not.toContain('password_hash')
})

test('what is wrong with the values is said by field', async () => {
	const values = { username: 'a b', email: null, language: 'xx', first_name: 'x'.repeat(101) }
	const { status, body } = await operator('POST', '/users', values)
	expect({ status, code: body.code }).toEqual({ status: 422, code: 'values_invalid' })
	expect((body.errors as { field: string; code: string }[]).map(({ field, code }) => [field, code])).toEqual([
		['username', 'username_invalid'],
		['email', 'email_missing'],
		['first_name', 'first_name_too_long'],
		['language', 'language_invalid'],
	])
	for (const more of [{ password_hash: 'x' }, { id: 1 }, { role: 'king' }, { company: 'Řízek' }]) {
		expect((await operator('POST', '/users', { username: 'a', email: 'a@b.cz', ...more })).status).toBe(400)
	}
})

test.each(['a@b.cz', 'a.b+c@d-e.fghi', "o'neil@x.ie", 'a@žluť.cz'])('%s is an e-mail address', async (email) => {
	expect((await create({ username: 'x', email })).email).toBe(email)
})

test.each(['a', 'a@b', '@b.cz', 'a@b..cz', 'a b@c.cz', 'a@b.cz, c@d.cz', 'a@.cz', '.a@b.cz', 'a@-b.cz', 'a@b.1'])(
	'%s is none',
	async (email) => {
		expect(await code(operator('POST', '/users', { username: 'x', email }))).toBe('values_invalid')
	},
)

test('an address nobody can have is marked, and unmarked with a real one', async () => {
	const { id, email_placeholder } = await create({ username: 'x', email: 'jan@neznamy.invalid' })
	expect(email_placeholder).toBe(true)
	expect((await operator('PATCH', `/users/${id}`, { email: 'jan@example.cz' })).body.email_placeholder).toBe(false)
	// By the rule the import has.
	expect((await operator('PATCH', `/users/${id}`, { email: 'nema@nema.cz' })).body.email_placeholder).toBe(true)
})

test('a username is taken whatever its letter case; an e-mail may be shared', async () => {
	const first = await create({ username: 'Žofie', email: 'a@b.cz', external_id: 'e' })
	expect(await code(operator('POST', '/users', { username: 'žOFIE', email: 'c@d.cz' }))).toBe('username_taken')
	expect(await code(operator('POST', '/users', { username: 'y', email: 'c@d.cz', external_id: 'e' }))).toBe(
		'external_id_taken',
	)
	expect((await create({ username: 'zofie2', email: 'A@B.cz' })).email).toBe('A@B.cz')
	expect(await code(operator('PATCH', `/users/${first.id}`, { company_id: 999 }))).toBe('company_unknown')
})

test('a change is refused when someone was faster, and is in the audit log when it was made', async () => {
	const { id } = await create({ username: 'x', email: 'a@b.cz' })
	expect((await operator('PATCH', `/users/${id}`, { phone: '602', version: 1 })).body.version).toBe(2)
	expect(await code(operator('PATCH', `/users/${id}`, { phone: '603', version: 1 }))).toBe('version_stale')
	const entries = await db.selectFrom('audit_log').select(['action', 'subject_id', 'details']).orderBy('id').execute()
	expect(entries).toEqual([
		{ action: 'user.create', subject_id: id, details: { username: 'x', email: 'a@b.cz' } },
		{ action: 'user.update', subject_id: id, details: { phone: { from: null, to: '602' } } },
	])
})

test('operators write customers only', async () => {
	const { id } = await create({ username: 'x', email: 'a@b.cz' })
	expect(await code(operator('POST', '/users', { username: 'y', email: 'a@b.cz', role: 'operator' }))).toBe('forbidden')
	expect(await code(operator('PATCH', `/users/${id}`, { role: 'admin' }))).toBe('forbidden')
	expect(await code(operator('PATCH', `/users/${adminId}`, { active: false }))).toBe('forbidden')
	expect(await code(operator('PATCH', `/users/${adminId}`, { role: 'customer' }))).toBe('forbidden')
	expect(await code(operator('PUT', `/users/${adminId}/password`, { password: 'mine, all mine' }))).toBe('forbidden')
	expect((await operator('PUT', `/users/${id}/password`, { password: 'long enough' })).status).toBe(204)
})

test('administrators make and change operators', async () => {
	const { id } = await create({ username: 'x', email: 'a@b.cz', role: 'operator' }, admin)
	expect((await admin('PATCH', `/users/${id}`, { role: 'admin' })).body.role).toBe('admin')
	expect((await admin('PUT', `/users/${id}/password`, { password: 'long enough' })).status).toBe(204)
	expect((await admin('GET', `/users/${id}`)).body.has_password).toBe(true)
})

test('the last administrator who can sign in can be neither deactivated nor demoted', async () => {
	await create({ username: 'no-password', email: 'a@b.cz', role: 'admin' }, admin)
	await insertPerson(db, { username: 'gone', role: 'admin', password_hash, active: false })
	expect(await code(admin('PATCH', `/users/${adminId}`, { active: false }))).toBe('last_admin')
	expect(await code(admin('PATCH', `/users/${adminId}`, { role: 'operator' }))).toBe('last_admin')
	expect((await admin('PATCH', `/users/${adminId}`, { first_name: 'Ada' })).status).toBe(200)

	await insertPerson(db, { username: 'second', role: 'admin', password_hash })
	expect((await admin('PATCH', `/users/${adminId}`, { role: 'operator' })).status).toBe(200)
})

test('two administrators who demote each other at the same moment leave one', async () => {
	const secondId = await insertPerson(db, { username: 'second', role: 'admin', password_hash })
	const second = await callerFor(app, db, secondId)
	const answers = await Promise.all([
		admin('PATCH', `/users/${secondId}`, { role: 'customer' }),
		second('PATCH', `/users/${adminId}`, { role: 'customer' }),
	])
	expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200])
	const left = await db.selectFrom('users').select('id').where('role', '=', 'admin').execute()
	expect(left).toHaveLength(1)
})

test('a new password and a deactivation sign the person out', async () => {
	const { id } = await create({ username: 'x', email: 'a@b.cz' })
	const first = await callerFor(app, db, id)
	expect((await first('GET', '/users')).status).toBe(200)
	await operator('PUT', `/users/${id}/password`, { password: 'long enough' })
	expect((await first('GET', '/users')).status).toBe(401)
	expect(await code(operator('PUT', `/users/${id}/password`, { password: 'short' }))).toBe('password_weak')

	const second = await callerFor(app, db, id)
	await operator('PATCH', `/users/${id}`, { active: false })
	expect((await second('GET', '/users')).status).toBe(401)
	await operator('PATCH', `/users/${id}`, { active: true })
	expect((await second('GET', '/users')).status).toBe(401)
})

test('a customer sees nobody but themselves, and not what is noted about them', async () => {
	const company_id = await insertCompany('Mine')
	const me = await create({ username: 'me', email: 'a@b.cz', company_id, note: 'difficult' })
	const colleague = await create({ username: 'colleague', email: 'c@b.cz', company_id })
	const customer = await callerFor(app, db, me.id)
	for (const query of ['', '?q=c', '?q=me', `?company_id=${company_id}`, '?role=admin']) {
		const { body } = await customer('GET', `/users${query}`)
		for (const user of body.items as User[]) expect(user).toMatchObject({ id: me.id, note: null })
	}
	expect((await customer('GET', `/users/${me.id}`)).body).toMatchObject({ username: 'me', note: null })
	expect((await customer('GET', `/users/${colleague.id}`)).status).toBe(404)
	expect((await customer('PATCH', `/users/${me.id}`, { role: 'admin' })).status).toBe(403)
})

test('nobody who is not there can be read, changed or given a password', async () => {
	expect(await code(admin('GET', '/users/999'))).toBe('not_found')
	expect(await code(admin('PATCH', '/users/999', { phone: '1' }))).toBe('not_found')
	expect(await code(admin('PUT', '/users/999/password', { password: 'long enough' }))).toBe('not_found')
})

test('the command line may make an administrator', async () => {
	const user = await createUser(db, { username: 'x', email: 'a@b.cz', role: 'admin' }, { language: 'en' })
	expect(user.role).toBe('admin')
	const entry = await db.selectFrom('audit_log').select('user_id').executeTakeFirstOrThrow()
	expect(entry.user_id).toBeNull()
})
