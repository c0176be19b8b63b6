import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import type { App } from '../api/app.ts'
import { createServer } from '../api/server.ts'
import type { Db } from '../db/database.ts'
import { ensureFirstAdmin } from './first-admin.ts'
import { hashPassword } from './passwords.ts'
import { authRoutes } from './routes.ts'
import { createToken } from './tokens.ts'

const PASSWORD = 'correct horse'

let db: Db
let app: App
let anonymous: Call
let hash: string

beforeAll(async () => {
	db = (await testDatabase()).db
	app = await testServer(createServer, db, (routes) =>
		authRoutes(routes, db, { secure: false, signInsPerMinute: 1000 }),
	)
	anonymous = await callerFor(app, db)
	hash = await hashPassword(PASSWORD)
	await insertPerson(db, { username: 'Žaneta', email: 'sdilena@example.cz', password_hash: hash })
	await insertPerson(db, { username: 'zbynek', email: 'sdilena@example.cz' })
	await insertPerson(db, { username: 'left', password_hash: hash, active: false })
})

const signIn = (login: string, password = PASSWORD) => anonymous('POST', '/session', { login, password })

async function sessionCookie(login: string): Promise<{ cookie: string }> {
	const { cookie } = await signIn(login)
	return { cookie: cookie!.split(';')[0]! }
}

test('the right password signs in, whatever the letter case and Unicode form of the username', async () => {
	const answer = await signIn(' ŽANETA '.normalize('NFD'))
	expect(answer.status).toBe(200)
	expect(answer.body).toMatchObject({
		user: { username: 'Žaneta', email: 'sdilena@example.cz', role: 'customer', company_id: null },
		ui_language: null,
		may: ['account.use', 'companies.read', 'users.read', 'tickets.read', 'tickets.write'],
	})
	expect(answer.cookie).toMatch(/^listek_session=[\w-]{43}; Max-Age=5184000; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('a wrong password, an unknown name, no password yet and a deactivated account get one and the same answer', async () => {
	const answers = [
		await signIn('Žaneta', 'wrong'),
		await signIn('nobody'),
		await signIn('zbynek'),
		await signIn('left'),
	]
	for (const { status, body, cookie } of answers) {
		expect({ status, code: body.code, cookie }).toEqual({ status: 401, code: 'sign_in_failed', cookie: undefined })
	}
	expect((await signIn('a\0b')).status).toBe(401)
})

test('people who share an e-mail sign in by username, not by the e-mail', async () => {
	expect((await signIn('sdilena@example.cz')).status).toBe(401)
	expect((await signIn('Žaneta')).status).toBe(200)
})

test('in e-mail mode the e-mail signs in and the username does not', async () => {
	await insertPerson(db, { username: 'mailer', email: 'Mailer@Example.cz', password_hash: hash })
	await db.updateTable('settings').set({ sign_in: 'email' }).execute()
	try {
		expect((await anonymous('GET', '/session/method')).body).toEqual({ sign_in: 'email' })
		expect((await signIn('mailer@example.CZ')).status).toBe(200)
		expect((await signIn('mailer')).status).toBe(401)
	} finally {
		await db.updateTable('settings').set({ sign_in: 'username' }).execute()
	}
})

test('a session is found by its cookie until signing out', async () => {
	const headers = await sessionCookie('Žaneta')
	expect((await anonymous('GET', '/session', undefined, headers)).status).toBe(200)
	const out = await anonymous('DELETE', '/session', undefined, headers)
	expect({ status: out.status, cookie: out.cookie }).toMatchObject({
		status: 204,
		cookie: expect.stringContaining('Max-Age=0'),
	})
	expect((await anonymous('GET', '/session', undefined, headers)).body.code).toBe('sign_in_required')
})

test('the database holds no cookie that signs in', async () => {
	const { cookie } = await sessionCookie('Žaneta')
	const { rows } = await sql<{ stored: string }>`select sessions::text as stored from sessions`.execute(db)
	const token = cookie.split('=')[1]!
	expect(JSON.stringify(rows)).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
	expect(JSON.stringify(rows)).not.toContain(token)
})

test.each([
	['13 days of rest', sql`seen_at = now() - interval '13 days'`, 200],
	['14 days of rest', sql`seen_at = now() - interval '14 days 1 second'`, 401],
	['59 days of use', sql`created_at = now() - interval '59 days'`, 200],
	['60 days of use', sql`created_at = now() - interval '60 days 1 second'`, 401],
])('a session after %s', async (_, age, status) => {
	await sql`delete from sessions`.execute(db)
	const headers = await sessionCookie('Žaneta')
	await sql`update sessions set ${age}`.execute(db)
	expect((await anonymous('GET', '/session', undefined, headers)).status).toBe(status)
})

test('a request notes at most once a minute that the session is in use', async () => {
	await sql`delete from sessions`.execute(db)
	const headers = await sessionCookie('Žaneta')
	const noted = async (seconds: number) => {
		await sql`update sessions set seen_at = now() - make_interval(secs => ${seconds})`.execute(db)
		await anonymous('GET', '/session', undefined, headers)
		const { rows } = await sql<{ rest: number }>`
			select extract(epoch from now() - seen_at)::float8 as rest from sessions
		`.execute(db)
		return rows[0]!.rest < 5
	}
	expect(await noted(30)).toBe(false)
	expect(await noted(90)).toBe(true)
})

test('a deactivated person is nobody from the next request on, by cookie and by token', async () => {
	const id = await insertPerson(db, { username: 'leaving', password_hash: hash })
	const { token } = await createToken(db, { name: 'leaving', user_id: id })
	const ways = [await sessionCookie('leaving'), { authorization: `Bearer ${token}` }]
	for (const headers of ways) expect((await anonymous('GET', '/session', undefined, headers)).status).toBe(200)
	await db.updateTable('users').set({ active: false }).where('id', '=', id).execute()
	for (const headers of ways) expect((await anonymous('GET', '/session', undefined, headers)).status).toBe(401)
})

test('an API token acts as its user and notes its use; another one does not', async () => {
	const id = await insertPerson(db, { username: 'robot', role: 'operator' })
	const { token } = await createToken(db, { name: 'robot', user_id: id })
	const answer = await anonymous('GET', '/session', undefined, { authorization: `Bearer ${token}` })
	expect(answer.body.user).toMatchObject({ username: 'robot', role: 'operator' })
	const row = await db
		.selectFrom('api_tokens')
		.select(['used_at', 'token_hash'])
		.where('name', '=', 'robot')
		.executeTakeFirstOrThrow()
	expect(row.used_at).toBeInstanceOf(Date)
	expect(row.token_hash).toHaveLength(32)
	for (const authorization of [`Bearer ${token}x`, 'Bearer', token, `Basic ${token}`]) {
		expect((await anonymous('GET', '/session', undefined, { authorization })).status).toBe(401)
	}
})

test('a cookie does not count beside an Authorization header, which skips the check for forged requests', async () => {
	const headers = { ...(await sessionCookie('Žaneta')), authorization: 'x', 'sec-fetch-site': 'cross-site' }
	expect((await anonymous('PATCH', '/session', { ui_language: 'en' }, headers)).status).toBe(401)
})

test('a request from another site is refused, one from ours is not', async () => {
	const cookie = await sessionCookie('Žaneta')
	const from = (site: string) =>
		anonymous('PATCH', '/session', { ui_language: 'cs' }, { ...cookie, 'sec-fetch-site': site })
	expect((await from('cross-site')).body.code).toBe('request_forged')
	expect((await from('same-site')).body.code).toBe('request_forged')
	expect((await from('same-origin')).status).toBe(200)
})

test('over plain http, where browsers say only where a request comes from, that decides', async () => {
	const cookie = { ...(await sessionCookie('Žaneta')), host: 'podpora.firma.local' }
	const from = (origin: string) => anonymous('PATCH', '/session', { ui_language: 'cs' }, { ...cookie, origin })
	expect((await from('http://evil.example')).body.code).toBe('request_forged')
	expect((await from('null')).body.code).toBe('request_forged')
	expect((await from('http://podpora.firma.local')).status).toBe(200)
})

test('the chosen language is remembered and answered in', async () => {
	const headers = { ...(await sessionCookie('Žaneta')), 'accept-language': 'cs' }
	expect((await anonymous('PATCH', '/session', { ui_language: 'en' }, headers)).body.ui_language).toBe('en')
	expect((await anonymous('GET', '/session', undefined, headers)).body.ui_language).toBe('en')
	const refused = await anonymous('PUT', '/session/password', { current: PASSWORD, password: 'short' }, headers)
	expect(refused.body.detail).toBe('A password needs 10 to 200 characters.')
	expect((await anonymous('PATCH', '/session', { ui_language: 'de' }, headers)).status).toBe(400)
})

test('a new password needs the current one and signs out everyone who used it, except here', async () => {
	await insertPerson(db, { username: 'changer', password_hash: hash })
	const here = await sessionCookie('changer')
	const elsewhere = await sessionCookie('changer')
	const wrong = await anonymous('PUT', '/session/password', { current: 'no', password: 'a new password' }, here)
	expect(wrong.body).toMatchObject({ code: 'password_wrong', errors: [{ field: 'current', code: 'password_wrong' }] })

	const done = await anonymous('PUT', '/session/password', { current: PASSWORD, password: 'a new password' }, here)
	expect(done.status).toBe(204)
	expect((await anonymous('GET', '/session', undefined, here)).status).toBe(200)
	expect((await anonymous('GET', '/session', undefined, elsewhere)).status).toBe(401)
	expect((await signIn('changer')).status).toBe(401)
	expect((await signIn('changer', 'a new password')).status).toBe(200)
})

test('after the allowed attempts of a minute nobody can try from that address', async () => {
	const strict = await testServer(createServer, db, (routes) =>
		authRoutes(routes, db, { secure: false, signInsPerMinute: 2 }),
	)
	const call = await callerFor(strict, db)
	const attempt = () => call('POST', '/session', { login: 'nobody', password: 'x' })
	expect([(await attempt()).status, (await attempt()).status]).toEqual([401, 401])
	const third = await attempt()
	expect({ status: third.status, code: third.body.code }).toEqual({ status: 429, code: 'too_many_requests' })
})

test('behind https the cookie is Secure and bound to the host', async () => {
	const secure = await testServer(createServer, db, (routes) => authRoutes(routes, db, { secure: true }), true)
	const call = await callerFor(secure, db)
	const { cookie } = await call('POST', '/session', { login: 'Žaneta', password: PASSWORD })
	expect(cookie).toMatch(/^__Host-listek_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
	expect((await call('GET', '/session', undefined, { cookie: cookie!.split(';')[0]! })).status).toBe(200)
})

test('the first administrator is made once, also when two processes start together', async () => {
	const { db: fresh } = await testDatabase()
	await insertPerson(fresh, { username: 'Admin' })
	const made = await Promise.all([ensureFirstAdmin(fresh), ensureFirstAdmin(fresh)])
	const accounts = made.filter((account) => account !== undefined)
	expect(accounts).toEqual([{ username: 'admin2', password: expect.stringMatching(/^.{20}$/) }])
	expect(await ensureFirstAdmin(fresh, 'given password')).toBeUndefined()
})

test('the first administrator signs in with the password that was given, which is not shown again', async () => {
	const { db: fresh } = await testDatabase()
	const server = await testServer(createServer, fresh, (routes) => authRoutes(routes, fresh, { secure: false }))
	expect(await ensureFirstAdmin(fresh, 'given')).toEqual({ username: 'admin', password: undefined })
	const call = await callerFor(server, fresh)
	const { body } = await call('POST', '/session', { login: 'admin', password: 'given' })
	expect(body.user).toMatchObject({ username: 'admin', email: 'admin@listek.invalid', role: 'admin' })
})
