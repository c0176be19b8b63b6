import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { startMailServer, tokenIn } from '../../test/mail/server.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import type { Invitation, InvitationRound } from '../contract/invitations.ts'
import type { Database, Db } from '../db/database.ts'
import { openMailer } from '../mail/mailer.ts'
import type { Post } from '../mail/post.ts'
import { invitationJob } from './jobs.ts'
import { invitationRoutes } from './routes.ts'

const mail = await startMailServer()
afterAll(() => mail.close())

let database: Database
let db: Db
let admin: Call
let post: Post

beforeEach(async () => {
	database = await testDatabase()
	db = database.db
	mail.received.length = 0
	mail.answers.clear()
	mail.shut = false
	mail.beforeAnswer = async () => {}
	await withRate(1_000)
	await insertPerson(db, { username: 'jana', email: 'jana@firma.cz' })
	await insertPerson(db, { username: 'petr', email: 'petr@firma.cz' })
})

async function withRate(perMinute: number): Promise<void> {
	const mailer = openMailer({ smtpUrl: mail.url, from: 'Podpora Řízek <podpora@rizek.cz>', perMinute })
	post = { mailer, sender: mailer.sender, address: 'https://podpora.rizek.cz', isLocal: false }
	const nobody = { send: async () => {}, startWorker: async () => {}, stop: async () => {} }
	const app = await testServer(createServer, db, (routes) => invitationRoutes(routes, db, nobody, post))
	const boss = await db.selectFrom('users').select('id').where('username', '=', 'boss').executeTakeFirst()
	const id = boss?.id ?? (await insertPerson(db, { username: 'boss', role: 'admin', password_hash: 'x' }))
	admin = await callerFor(app, db, id)
}

async function invite(people: number, audience: object = {}): Promise<number> {
	const { status, body } = await admin('POST', '/invitation-rounds', { ...audience, delivery: 'mail', people })
	expect(status, JSON.stringify(body)).toBe(201)
	return body.id as number
}

/** One look of the worker, as the sweep wakes it. */
async function work(): Promise<void> {
	const job = invitationJob(database, post)
	for (const data of await job.sweep()) await job.run(data)
}

const getRound = async (id: number) =>
	(await admin('GET', `/invitation-rounds/${id}`)).body as unknown as InvitationRound
const getPeople = async (id: number) =>
	(await admin('GET', `/invitation-rounds/${id}/invitations`)).body.items as Invitation[]
const statesOf = async (id: number) => (await getPeople(id)).map(({ username, state }) => `${username} ${state}`)
const aMinuteLater = () =>
	sql`update invitations set attempted_at = attempted_at - interval '61 seconds',
	    next_at = next_at - interval '10 years'`.execute(db)

test('everybody gets one message in their language, with their username and a link of their own', async () => {
	await sql`update users set language = 'de' where username = 'petr'`.execute(db)
	const id = await invite(2)
	await work()
	expect(mail.received.map(({ to, subject }) => [to, subject])).toEqual([
		['jana@firma.cz', 'Váš účet: Podpora Řízek'],
		['petr@firma.cz', 'Your account: Podpora Řízek'],
	])
	const [czech, english] = mail.received
	expect(czech!.text).toContain('Uživatelské jméno: jana\n')
	expect(english!.text).toContain('Username: petr\n')
	expect(czech!.headers).toMatch(/^Auto-Submitted: auto-generated$/m)
	expect(tokenIn(czech)).not.toBe(tokenIn(english))
	expect(await getRound(id)).toMatchObject({ state: 'done', people: 2, accepted: 0, counts: { sent: 2, waiting: 0 } })
})

test('only the hash of a link is kept', async () => {
	await invite(2)
	await work()
	const { rows } = await sql<{ kept: string }>`select i::text as kept from invitations i`.execute(db)
	for (const message of mail.received) expect(JSON.stringify(rows)).not.toContain(tokenIn(message))
})

test('no more than the rate goes out in a minute, the rest in the next ones', async () => {
	for (const name of ['eva', 'ota', 'iva']) await insertPerson(db, { username: name })
	await withRate(2)
	const id = await invite(5)
	await work()
	await work()
	expect(mail.received).toHaveLength(2)
	expect(await getRound(id)).toMatchObject({ state: 'sending', counts: { sent: 2, waiting: 3 } })
	await aMinuteLater()
	await work()
	expect(mail.received).toHaveLength(4)
	await aMinuteLater()
	await work()
	expect(await getRound(id)).toMatchObject({ state: 'done', counts: { sent: 5 } })
})

test('an address the server refuses is shown with its answer, and can be tried again', async () => {
	mail.answers.set('jana@firma.cz', [550])
	const id = await invite(2)
	await work()
	expect(mail.received.map(({ to }) => to)).toEqual(['petr@firma.cz'])
	const [jana] = await getPeople(id)
	expect(jana).toMatchObject({ state: 'failed', expires_at: null })
	expect(jana!.answer).toContain('550 no such mailbox')
	expect(await getRound(id)).toMatchObject({ state: 'done', counts: { failed: 1, sent: 1 } })

	expect((await admin('POST', `/invitation-rounds/${id}/retry`)).status).toBe(202)
	await work()
	expect(await statesOf(id)).toEqual(['jana sent', 'petr sent'])
	expect((await admin('POST', `/invitation-rounds/${id}/retry`)).body.code).toBe('invitation_not_ready')
})

test('a server that asks for patience gets it, five times', async () => {
	mail.answers.set('jana@firma.cz', [450, 451, 450, 450, 452])
	const id = await invite(2)
	for (let nth = 1; nth <= 4; nth++) {
		await work()
		expect(await statesOf(id)).toEqual(['jana waiting', 'petr sent'])
		// Not before its time.
		await work()
		expect(mail.answers.get('jana@firma.cz')).toHaveLength(5 - nth)
		await aMinuteLater()
	}
	await work()
	expect(await statesOf(id)).toEqual(['jana failed', 'petr sent'])
})

test('while the server takes no mail nobody is lost, and the round says why it waits', async () => {
	mail.shut = true
	const id = await invite(2)
	await work()
	expect(await getRound(id)).toMatchObject({ state: 'sending', counts: { waiting: 2, unknown: 0 } })
	expect((await getRound(id)).problem).toContain('closed for today')
	mail.shut = false
	await work()
	expect(mail.received).toHaveLength(0)
	await sql`update invitation_rounds set problem_at = problem_at - interval '61 seconds'`.execute(db)
	await work()
	expect(await getRound(id)).toMatchObject({ state: 'done', problem: null, counts: { sent: 2 } })
})

test('a message the server took before the connection broke is left to a person and not sent twice', async () => {
	mail.beforeAnswer = async ({ to }) => {
		if (to === 'jana@firma.cz') mail.dropAll()
	}
	const id = await invite(2)
	await work()
	await sql`update invitation_rounds set problem_at = null`.execute(db)
	await work()
	expect(mail.received.map(({ to }) => to)).toEqual(['jana@firma.cz', 'petr@firma.cz'])
	expect(await statesOf(id)).toEqual(['jana unknown', 'petr sent'])

	const [jana] = await getPeople(id)
	mail.beforeAnswer = async () => {}
	expect((await admin('POST', `/invitations/${jana!.id}/retry`)).status).toBe(202)
	await work()
	expect(await statesOf(id)).toEqual(['jana sent', 'petr sent'])
})

test('a worker that dies over a message leaves it to a person; the others are sent by the next worker', async () => {
	const id = await invite(2)
	await sql`
		update invitations set state = 'sending', attempts = 1, attempted_at = now(), token_hash = '\\x01'
		where user_id = (select id from users where username = 'jana')
	`.execute(db)
	await work()
	expect(mail.received.map(({ to }) => to)).toEqual(['petr@firma.cz'])
	expect(await statesOf(id)).toEqual(['jana unknown', 'petr sent'])
})

test('two workers at once send each message once', async () => {
	for (let n = 0; n < 8; n++) await insertPerson(db, { username: `u${n}` })
	const id = await invite(10)
	const job = invitationJob(database, post)
	await Promise.all([job.run({ round_id: id }), job.run({ round_id: id }), job.run({ round_id: id })])
	await work()
	expect(mail.received.map(({ to }) => to).sort()).toEqual([...new Set(mail.received.map(({ to }) => to))].sort())
	expect(await getRound(id)).toMatchObject({ state: 'done', counts: { sent: 10 } })
})

test('rounds that are started at once invite nobody twice', async () => {
	const start = () => admin('POST', '/invitation-rounds', { delivery: 'mail', people: 2 })
	const answers = await Promise.all([start(), start(), start()])
	expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
	await work()
	expect(mail.received).toHaveLength(2)
})

test('a stop is heard in the middle, and going on sends the rest', async () => {
	const id = await invite(2)
	mail.beforeAnswer = async () => {
		await admin('POST', `/invitation-rounds/${id}/stop`)
	}
	await work()
	expect(await getRound(id)).toMatchObject({ state: 'stopped', counts: { sent: 1, waiting: 1 } })
	mail.beforeAnswer = async () => {}
	await work()
	expect(mail.received).toHaveLength(1)
	expect((await admin('POST', `/invitation-rounds/${id}/continue`)).status).toBe(202)
	await work()
	expect(await getRound(id)).toMatchObject({ state: 'done', counts: { sent: 2 } })
})

test('who got a password, was switched off or got another address meanwhile gets nothing, with the reason', async () => {
	await insertPerson(db, { username: 'eva' })
	await insertPerson(db, { username: 'ota' })
	const id = await invite(4)
	await sql`update users set password_hash = 'x' where username = 'jana'`.execute(db)
	await sql`update users set active = false where username = 'petr'`.execute(db)
	await sql`update users set email_placeholder = true where username = 'eva'`.execute(db)
	await sql`delete from users where username = 'ota'`.execute(db)
	await work()
	expect(mail.received).toEqual([])
	expect((await getPeople(id)).map(({ username, state, answer }) => [username, state, answer])).toEqual([
		['jana', 'void', 'has_password'],
		['petr', 'void', 'inactive'],
		['eva', 'void', 'placeholder'],
		[null, 'void', 'gone'],
	])
	expect(await getRound(id)).toMatchObject({ state: 'done', counts: { void: 4 } })
})

test('an import that is taken back sends nothing more', async () => {
	const { rows } = await sql<{ id: number }>`
		insert into imports (run_id, target, filename, options, state) values (1, 'users', 'a.csv', '{}', 'committed')
		returning id
	`.execute(db)
	const import_id = rows[0]!.id
	await sql`update users set import_id = ${import_id} where username in ('jana', 'petr')`.execute(db)
	const id = await invite(2, { import_id })
	await sql`update imports set state = 'undoing'`.execute(db)
	await work()
	expect(mail.received).toEqual([])
	expect(await getRound(id)).toMatchObject({ state: 'sending', counts: { waiting: 2 } })
	await sql`update imports set state = 'undone'`.execute(db)
	await work()
	expect(mail.received).toEqual([])
	expect(await getRound(id)).toMatchObject({ state: 'done', counts: { void: 2 } })
})

test('a test goes to the administrator alone, and opens nothing', async () => {
	await sql`update users set email = 'boss@rizek.cz' where username = 'boss'`.execute(db)
	expect((await admin('POST', '/invitation-test')).body).toEqual({ sent_to: 'boss@rizek.cz' })
	expect(mail.received.map(({ to, subject }) => [to, subject])).toEqual([
		['boss@rizek.cz', 'Zkouška: Váš účet: Podpora Řízek'],
	])
	mail.shut = true
	const refused = await admin('POST', '/invitation-test')
	expect([refused.status, refused.body.code]).toEqual([502, 'mail_not_sent'])
	expect(refused.body.detail).toContain('closed for today')
	await sql`update users set email_placeholder = true where username = 'boss'`.execute(db)
	expect((await admin('POST', '/invitation-test')).body.code).toBe('own_email_placeholder')
})
