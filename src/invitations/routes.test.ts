import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import type { App } from '../api/app.ts'
import { createServer } from '../api/server.ts'
import { authRoutes } from '../auth/routes.ts'
import type { Invitation, InvitationPreview } from '../contract/invitations.ts'
import type { Db } from '../db/database.ts'
import { linkRoutes } from './link-routes.ts'
import { invitationRoutes } from './routes.ts'

const post = { mailer: undefined, sender: 'Podpora', address: 'https://podpora.cz', isLocal: false }
const PASSWORD = 'dlouhé heslo'

let db: Db
let app: App
let admin: Call
let anybody: Call

beforeEach(async () => {
	db = (await testDatabase()).db
	const nobody = { send: async () => {}, startWorker: async () => {}, stop: async () => {} }
	app = await testServer(createServer, db, (routes) => {
		invitationRoutes(routes, db, nobody, post)
		linkRoutes(routes, db, { secure: false })
		authRoutes(routes, db, { secure: false, signInsPerMinute: 1_000 })
	})
	admin = await callerFor(app, db, await insertPerson(db, { username: 'boss', role: 'admin', password_hash: 'x' }))
	anybody = await callerFor(app, db)
})
afterAll(() => app.close())

const preview = async (query = '') =>
	(await admin('GET', `/invitation-preview${query}`)).body as unknown as InvitationPreview

async function handOver(audience: object = {}): Promise<{ round: number; people: Invitation[] }> {
	const { people } = await preview(`?${new URLSearchParams(audience as Record<string, string>)}`)
	const { status, body } = await admin('POST', '/invitation-rounds', { ...audience, delivery: 'links', people })
	expect(status, JSON.stringify(body)).toBe(201)
	const { items } = (await admin('GET', `/invitation-rounds/${body.id}/invitations`)).body
	return { round: body.id as number, people: items as Invitation[] }
}

async function linkFor(id: number): Promise<string> {
	const { status, body } = await admin('POST', `/invitations/${id}/link`)
	expect(status, JSON.stringify(body)).toBe(200)
	return (body.link as string).replace('https://podpora.cz/invitation/', '')
}

const open = async (token: string) => (await anybody('POST', '/invitation-links/open', { token })).body
const accept = (token: string, password = PASSWORD) => anybody('POST', '/invitation-links/accept', { token, password })

test('the preview says who gets one, who does not and why, and in what words', async () => {
	const company = await db.insertInto('companies').values({ name: 'Řízek' }).returning('id').executeTakeFirstOrThrow()
	await insertPerson(db, { username: 'jana', company_id: company.id })
	await insertPerson(db, { username: 'hans' })
	await sql`update users set language = 'de', first_name = 'Hans', last_name = 'Weiß' where username = 'hans'`.execute(
		db,
	)
	await insertPerson(db, { username: 'olga', role: 'operator' })
	await insertPerson(db, { username: 'spi', active: false })
	await insertPerson(db, { username: 'nikdo', email: 'nikdo@neznamy.invalid' })
	await sql`update users set email_placeholder = true where username = 'nikdo'`.execute(db)

	const found = await preview()
	expect(found).toMatchObject({ people: 3, staff: 1, languages: { cs: 2, en: 1 }, mail: false, address_local: false })
	expect(found.first.map(({ username, name, company }) => [username, name, company])).toEqual([
		['jana', null, 'Řízek'],
		['hans', 'Hans Weiß', null],
		['olga', null, null],
	])
	expect(found.left_out.map(({ reason, count, first }) => [reason, count, first[0]!.username])).toEqual([
		['inactive', 1, 'spi'],
		['has_password', 1, 'boss'],
		['placeholder', 1, 'nikdo'],
	])
	expect(found.texts.map(({ language, subject }) => [language, subject])).toEqual([
		['cs', 'Váš účet: Podpora'],
		['en', 'Your account: Podpora'],
	])
	expect(found.texts[0]!.text).toContain('Společnost: Řízek\nUživatelské jméno: jana')
	expect(await db.selectFrom('invitations').selectAll().execute()).toEqual([])
})

test('an audience is an import, a role, a person or what is looked for', async () => {
	await insertPerson(db, { username: 'jana' })
	const olga = await insertPerson(db, { username: 'olga', role: 'operator' })
	await sql`update users set import_id = 7 where username = 'jana'`.execute(db)
	const names = async (query: string) => (await preview(query)).first.map(({ username }) => username)
	expect(await names('?import_id=7')).toEqual(['jana'])
	expect(await names('?role=operator')).toEqual(['olga'])
	expect(await names(`?user_id=${olga}`)).toEqual(['olga'])
	expect(await names('?q=jan')).toEqual(['jana'])
	expect(await names('?q=%2B%2B')).toEqual([])
	expect(await names('?import_id=8')).toEqual([])
})

test('when the number is another than the one that was seen, nothing is done', async () => {
	await insertPerson(db, { username: 'jana' })
	const { status, body } = await admin('POST', '/invitation-rounds', { delivery: 'links', people: 2 })
	expect([status, body.code, body.people]).toEqual([409, 'audience_changed', 1])
	expect(await db.selectFrom('invitation_rounds').selectAll().execute()).toEqual([])
})

test('without a mail server no round of mails is made', async () => {
	await insertPerson(db, { username: 'jana' })
	const { body } = await admin('POST', '/invitation-rounds', { delivery: 'mail', people: 1 })
	expect(body.code).toBe('mail_not_set_up')
	expect((await admin('POST', '/invitation-test')).body.code).toBe('mail_not_set_up')
})

test('who has an open invitation is left out, unless invited again on purpose', async () => {
	await insertPerson(db, { username: 'jana' })
	const { people } = await handOver()
	await linkFor(people[0]!.id)
	expect(await preview()).toMatchObject({ people: 0, left_out: [{ reason: 'has_password' }, { reason: 'invited' }] })
	expect(await preview('?again=true')).toMatchObject({ people: 1 })
	await sql`update invitations set expires_at = now()`.execute(db)
	expect(await preview()).toMatchObject({ people: 1 })
})

test('a link says whose account it opens, sets the password once, and signs the person in', async () => {
	const jana = await insertPerson(db, { username: 'jana' })
	const { round, people } = await handOver()
	const token = await linkFor(people[0]!.id)
	expect(await open(token)).toMatchObject({ state: 'open', username: 'jana', company: null, sign_in: 'username' })

	const weak = await accept(token, 'krátké')
	expect([weak.status, weak.body.code]).toEqual([422, 'password_weak'])
	const { status, body, cookie } = await accept(token)
	expect([status, (body.user as { id: number }).id]).toEqual([200, jana])
	const session = await app.inject({ url: '/api/v1/session', headers: { cookie: cookie!.split(';')[0]! } })
	expect(session.json().user.username).toBe('jana')

	expect(await open(token)).toMatchObject({ state: 'used', username: null })
	const second = await accept(token, 'jiné dlouhé heslo')
	expect([second.status, second.body.code]).toEqual([409, 'link_used'])
	expect((await anybody('POST', '/session', { login: 'jana', password: PASSWORD })).status).toBe(200)
	expect((await admin('GET', `/invitation-rounds/${round}`)).body).toMatchObject({ accepted: 1 })
})

test('a link used twice at the same moment sets one password', async () => {
	await insertPerson(db, { username: 'jana' })
	const token = await linkFor((await handOver()).people[0]!.id)
	const answers = await Promise.all(['heslo číslo jedna', 'heslo číslo dvě'].map((password) => accept(token, password)))
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a link of somebody who is gone or inactive, an old one and a wrong one each say so', async () => {
	for (const username of ['jana', 'petr', 'eva']) await insertPerson(db, { username })
	const { people } = await handOver()
	const [jana, petr, eva] = await Promise.all(people.map(({ id }) => linkFor(id)))
	await sql`delete from users where username = 'jana'`.execute(db)
	await sql`update users set active = false where username = 'petr'`.execute(db)
	await sql`update invitations set expires_at = now() where id = ${people[2]!.id}`.execute(db)
	const found = []
	for (const token of [jana!, petr!, eva!, 'nonsense'])
		found.push([(await open(token)).state, (await accept(token)).body.code])
	expect(found).toEqual([
		['withdrawn', 'link_withdrawn'],
		['withdrawn', 'link_withdrawn'],
		['expired', 'link_expired'],
		['unknown', 'link_unknown'],
	])
})

test('a new link ends the one before', async () => {
	await insertPerson(db, { username: 'jana' })
	const { people } = await handOver()
	const first = await linkFor(people[0]!.id)
	const second = await linkFor(people[0]!.id)
	expect([(await open(first)).state, (await open(second)).state]).toEqual(['unknown', 'open'])
	await accept(second)
	expect((await admin('POST', `/invitations/${people[0]!.id}/link`)).body.code).toBe('invitation_not_ready')
	expect((await admin('POST', '/invitations/999/link')).status).toBe(404)
})

test('the file of links has one for everybody who needs it, and no cell a spreadsheet would run', async () => {
	await insertPerson(db, { username: 'jana' })
	await insertPerson(db, { username: 'petr' })
	await sql`update users set first_name = '=cmd()', last_name = 'x' where username = 'jana'`.execute(db)
	const { round } = await handOver()
	await sql`update users set password_hash = 'x' where username = 'petr'`.execute(db)
	const { text } = (await admin('POST', `/invitation-rounds/${round}/links.csv`)).body
	const [header, row, ...rest] = (text as string).trimEnd().split('\r\n')
	expect(header).toBe('\uFEFFJméno;Uživatelské jméno;E-mail;Společnost;Odkaz;Platí do')
	expect(row).toMatch(
		/^'=cmd\(\) x;jana;jana@example\.cz;;https:\/\/podpora\.cz\/invitation\/[\w-]{43};\d{4}-\d\d-\d\d$/,
	)
	expect(rest).toEqual([])
	expect((await open(row!.split('/invitation/')[1]!.split(';')[0]!)).state).toBe('open')
})
