import { beforeAll, expect, test } from 'vitest'
import type { App } from '../src/api/app.ts'
import { createServer } from '../src/api/server.ts'
import { createToken } from '../src/auth/tokens.ts'
import { DEFAULT_OPTIONS } from '../src/contract/imports.ts'
import type { Db } from '../src/db/database.ts'
import { testDatabase } from './harness.ts'
import { productServer } from './product-server.ts'
import { type Call, callerFor, insertPerson, testServer } from './server.ts'

/** `contact` is the person and `Acme` the company the requests are about; `stranger` is of another company. */
const PEOPLE = ['anonymous', 'contact', 'stranger', 'operator', 'admin'] as const
type Who = (typeof PEOPLE)[number]

/**
 * The status each of PEOPLE gets, in that order. `:company` and `:user` stand for the ids of Acme and of contact,
 * `:staff` for another operator's; `:ticket` is contact's, `:closed` stranger's in a group nobody is in,
 * `:attachment` of a note in `:ticket`, `:view` operator's.
 */
const EXPECTED: Readonly<Record<string, readonly [...statuses: number[]]>> = {
	'POST /session': [401, 401, 401, 401, 401],
	'GET /session/method': [200, 200, 200, 200, 200],
	'GET /session': [401, 200, 200, 200, 200],
	'DELETE /session': [401, 204, 204, 204, 204],
	'PATCH /session': [401, 200, 200, 200, 200],
	'PUT /session/password': [401, 422, 422, 422, 422],

	'GET /tokens': [401, 403, 403, 403, 200],
	'POST /tokens': [401, 403, 403, 403, 201],
	'DELETE /tokens/:token': [401, 403, 403, 403, 204],

	'GET /settings': [401, 403, 403, 403, 200],
	'PUT /settings': [401, 403, 403, 403, 200],

	'GET /companies': [401, 200, 200, 200, 200],
	'POST /companies': [401, 403, 403, 201, 201],
	'GET /companies/:company': [401, 200, 404, 200, 200],
	'PATCH /companies/:company': [401, 403, 403, 200, 200],

	'GET /users': [401, 200, 200, 200, 200],
	'POST /users': [401, 403, 403, 201, 201],
	'GET /users/:user': [401, 200, 404, 200, 200],
	'PATCH /users/:user': [401, 403, 403, 200, 200],
	'PUT /users/:user/password': [401, 403, 403, 204, 204],
	'GET /users/:staff': [401, 404, 404, 200, 200],
	'GET /users/offer': [401, 200, 200, 200, 200],
	'PATCH /users/:staff': [401, 403, 403, 403, 200],
	'PUT /users/:staff/password': [401, 403, 403, 403, 204],

	'GET /groups': [401, 403, 403, 200, 200],
	'POST /groups': [401, 403, 403, 403, 201],
	'PATCH /groups/:group': [401, 403, 403, 403, 200],
	'DELETE /groups/:group': [401, 403, 403, 403, 204],

	'GET /companies/:company/imports': [401, 403, 403, 403, 200],
	'GET /users/:user/imports': [401, 403, 403, 403, 200],
	'GET /imports': [401, 403, 403, 403, 200],
	'POST /imports': [401, 403, 403, 403, 201],
	'GET /imports/:import': [401, 403, 403, 403, 200],
	'GET /import-runs/:run': [401, 403, 403, 403, 200],
	'GET /imports/:import/missing': [401, 403, 403, 403, 200],
	// Of one that does not exist, as it would be answered for as long as the import is worked on.
	'GET /imports/:gone/events': [401, 403, 403, 403, 404],
	'PUT /imports/:gone/file': [401, 403, 403, 403, 404],
	// The import is still waiting for its file.
	'PATCH /imports/:import': [401, 403, 403, 403, 409],
	'POST /imports/:import/check': [401, 403, 403, 403, 409],
	'POST /imports/:import/commit': [401, 403, 403, 403, 409],
	'GET /imports/:import/undo': [401, 403, 403, 403, 409],
	'POST /imports/:import/undo': [401, 403, 403, 403, 409],
	'GET /imports/:import/rows': [401, 403, 403, 403, 409],
	'GET /imports/:import/refused.csv': [401, 403, 403, 403, 409],
	'POST /imports/:other_import/cancel': [401, 403, 403, 403, 202],
	// The only file of its run.
	'DELETE /imports/:import': [401, 403, 403, 403, 409],
	'PATCH /imports/:import/rows': [401, 403, 403, 403, 409],
	'PATCH /imports/:import/rows/:line': [401, 403, 403, 403, 409],
	'GET /imports/:import/rows/next': [401, 403, 403, 403, 409],
	'GET /imports/:import/issues/:code/fixes': [401, 403, 403, 403, 409],
	'POST /imports/:import/fixes': [401, 403, 403, 403, 409],
	'GET /imports/:import/steps': [401, 403, 403, 403, 200],
	'POST /imports/:import/steps/undo': [401, 403, 403, 403, 409],
	'GET /imports/:import/companies': [401, 403, 403, 403, 200],
	'PUT /imports/:import/companies': [401, 403, 403, 403, 404],
	'GET /imports/:import/shared-emails': [401, 403, 403, 403, 409],

	// Without a mail server; of a round of links.
	'GET /invitation-preview': [401, 403, 403, 403, 200],
	'POST /invitation-test': [401, 403, 403, 403, 409],
	'GET /invitation-rounds': [401, 403, 403, 403, 200],
	'POST /invitation-rounds': [401, 403, 403, 403, 409],
	'GET /invitation-rounds/:round': [401, 403, 403, 403, 200],
	'GET /invitation-rounds/:round/invitations': [401, 403, 403, 403, 200],
	'POST /invitation-rounds/:round/stop': [401, 403, 403, 403, 200],
	'POST /invitation-rounds/:round/continue': [401, 403, 403, 403, 202],
	'POST /invitation-rounds/:round/retry': [401, 403, 403, 403, 409],
	'POST /invitation-rounds/:round/links.csv': [401, 403, 403, 403, 200],
	'POST /invitations/:invitation/retry': [401, 403, 403, 403, 409],
	'POST /invitations/:invitation/link': [401, 403, 403, 403, 200],
	// For whoever has a link; nobody has this one.
	'POST /invitation-links/open': [200, 200, 200, 200, 200],
	'POST /invitation-links/accept': [404, 404, 404, 404, 404],

	'GET /tickets': [401, 200, 200, 200, 200],
	'GET /tickets/counts': [401, 200, 200, 200, 200],
	'GET /tickets/count': [401, 200, 200, 200, 200],
	'GET /tickets/by-company': [401, 403, 403, 200, 200],
	'POST /tickets': [401, 201, 201, 422, 422],
	'POST /tickets/bulk': [401, 403, 403, 200, 200],
	'GET /tickets/:ticket': [401, 200, 404, 200, 200],
	'PATCH /tickets/:ticket': [401, 403, 403, 200, 200],
	'POST /tickets/:ticket/take': [401, 403, 403, 200, 200],
	'POST /tickets/:ticket/close': [401, 200, 404, 200, 200],
	'POST /tickets/:ticket/reopen': [401, 200, 404, 200, 200],
	'GET /tickets/:ticket/messages': [401, 200, 404, 200, 200],
	'POST /tickets/:ticket/messages': [401, 201, 404, 201, 201],
	'PUT /tickets/:ticket/look': [401, 204, 404, 204, 204],
	'POST /tickets/:ticket/presence': [401, 403, 403, 200, 200],
	'GET /tickets/:closed': [401, 404, 200, 404, 200],
	'PATCH /tickets/:closed': [401, 403, 403, 404, 200],
	'POST /tickets/:closed/messages': [401, 404, 201, 404, 201],
	'GET /companies/:company/tickets/summary': [401, 200, 200, 200, 200],
	'POST /attachments?filename=a.txt': [401, 201, 201, 201, 201],
	'POST /tickets/:ticket/attachments?filename=a.txt': [401, 201, 404, 201, 201],
	'POST /tickets/:closed/attachments?filename=a.txt': [401, 404, 201, 404, 201],
	'GET /attachments/:attachment': [401, 404, 404, 200, 200],
	'DELETE /attachments/:attachment': [401, 404, 404, 404, 404],
	'GET /assignees': [401, 403, 403, 200, 200],
	'GET /ticket-tags': [401, 403, 403, 200, 200],
	'GET /ticket-views': [401, 403, 403, 200, 200],
	'POST /ticket-views': [401, 403, 403, 201, 201],
	'PATCH /ticket-views/:view': [401, 403, 403, 200, 404],
	'DELETE /ticket-views/:view': [401, 403, 403, 204, 404],
	'GET /ticket-states': [401, 200, 200, 200, 200],
	'POST /ticket-states': [401, 403, 403, 403, 201],
	'PATCH /ticket-states/:state': [401, 403, 403, 403, 200],

	'GET /webhooks': [401, 403, 403, 403, 200],
	'POST /webhooks': [401, 403, 403, 403, 201],
	'PATCH /webhooks/:webhook': [401, 403, 403, 403, 200],
	'POST /webhooks/:webhook/secret': [401, 403, 403, 403, 200],
	'POST /webhooks/:webhook/ping': [401, 403, 403, 403, 202],
	'GET /webhooks/:webhook/deliveries': [401, 403, 403, 403, 200],
	'POST /webhook-deliveries/:delivery/retry': [401, 403, 403, 403, 202],
	'DELETE /webhooks/:webhook': [401, 403, 403, 403, 204],
}

/** What is sent, where something must be; `who` keeps the records made apart. */
const BODIES: Readonly<Record<string, (who: Who) => object>> = {
	'POST /imports': () => ({ target: 'users', filename: 'users.csv' }),
	'PATCH /imports/:import': () => ({ header_line: 1 }),
	'PATCH /imports/:import/rows': () => ({ rows: [{ line: 2, values: { email: 'a@b.cz' } }] }),
	'PATCH /imports/:import/rows/:line': () => ({ email: 'a@b.cz' }),
	'POST /imports/:import/fixes': () => ({ code: 'email_invalid', field: 'email', fix: 'clean' }),
	'PUT /imports/:import/companies': () => ({ value: 'Acme', decision: 'create' }),
	'POST /session': () => ({ login: 'nobody', password: 'nothing' }),
	'PATCH /session': () => ({ ui_language: 'cs' }),
	'PUT /session/password': () => ({ current: 'wrong', password: 'long enough' }),
	'POST /tokens': (who) => ({ name: `Made by ${who}` }),
	'PUT /settings': () => ({ sign_in: 'username' }),
	'POST /companies': (who) => ({ name: `Made by ${who}` }),
	'PATCH /companies/:company': () => ({ city: 'Brno' }),
	'POST /users': (who) => ({ username: `by-${who}`, email: 'a@b.cz' }),
	'PATCH /users/:user': () => ({ phone: '602123456' }),
	'PUT /users/:user/password': () => ({ password: 'long enough' }),
	'PATCH /users/:staff': () => ({ phone: '602123456' }),
	'PUT /users/:staff/password': () => ({ password: 'long enough' }),
	'POST /groups': (who) => ({ name: `Made by ${who}` }),
	'PATCH /groups/:group': () => ({ active: true }),
	'POST /tickets': () => ({ subject: 'Printer', body: 'does not print' }),
	'POST /tickets/bulk': () => ({ ids: [ids.ticket], priority: 'high' }),
	'PATCH /tickets/:ticket': (who) => ({ subject: `Changed by ${who}` }),
	'POST /tickets/:ticket/messages': () => ({ kind: 'reply', body: 'Hello' }),
	'PUT /tickets/:ticket/look': () => ({ message_id: 1 }),
	'POST /tickets/:ticket/presence': () => ({ activity: 'looking' }),
	'PATCH /tickets/:closed': () => ({ priority: 'low' }),
	'POST /tickets/:closed/messages': () => ({ kind: 'reply', body: 'Hello' }),
	'POST /ticket-views': (who) => ({ name: `Made by ${who}`, filter: {} }),
	'PATCH /ticket-views/:view': () => ({ name: 'Renamed' }),
	'POST /ticket-states': () => ({ base: 'open', name_cs: 'Rozpracovaný', name_en: 'Begun' }),
	'PATCH /ticket-states/:state': () => ({ position: 1 }),
	'POST /invitation-rounds': () => ({ delivery: 'mail', people: 1 }),
	'POST /invitation-links/open': () => ({ token: 'nobody' }),
	'POST /invitation-links/accept': () => ({ token: 'nobody', password: 'long enough' }),
	'POST /webhooks': () => ({ url: 'https://example.com', events: ['ticket.created'] }),
	'PATCH /webhooks/:webhook': () => ({ active: false }),
}

let db: Db
let app: App
const registered = new Set<string>()
const people: Partial<Record<Who, number>> = {}
const ids: Record<string, number> = {}

beforeAll(async () => {
	const database = await testDatabase()
	db = database.db
	app = await productServer(database, (method, url) => {
		if (method !== 'HEAD') registered.add(`${method} ${url}`)
	})

	const company = async (name: string) =>
		(await db.insertInto('companies').values({ name }).returning('id').executeTakeFirstOrThrow()).id
	ids.company = await company('Acme')
	people.contact = await insertPerson(db, { username: 'contact', company_id: ids.company })
	people.stranger = await insertPerson(db, { username: 'stranger', company_id: await company('Other') })
	people.operator = await insertPerson(db, { username: 'operator', role: 'operator' })
	people.admin = await insertPerson(db, { username: 'admin', role: 'admin' })
	ids.user = people.contact
	ids.line = 2
	ids.gone = 999_999
	ids.run = 1
	ids.import = await insertImport(ids.run)
	ids.other_import = await insertImport(2)
	ids.staff = await insertPerson(db, { username: 'colleague', role: 'operator' })
	await insertDesk()
})

/** One that waits for its file. */
async function insertImport(run_id: number): Promise<number> {
	const values = { run_id, target: 'users', filename: 'users.csv', options: JSON.stringify(DEFAULT_OPTIONS) }
	return (await db.insertInto('imports').values(values).returning('id').executeTakeFirstOrThrow()).id
}

/** What the requests about tickets and webhooks are about. */
async function insertDesk(): Promise<void> {
	const idOf = async (query: { executeTakeFirstOrThrow(): Promise<{ id: number }> }) =>
		(await query.executeTakeFirstOrThrow()).id
	const state = await db
		.selectFrom('ticket_states')
		.select(['id', 'base'])
		.where('base', '=', 'new')
		.executeTakeFirstOrThrow()
	const ticket = (values: { number: number; requester_id: number; group_id?: number }) =>
		idOf(
			db
				.insertInto('tickets')
				.values({ subject: 'Printer', state: state.base, state_id: state.id, ...values })
				.returning('id'),
		)
	const group = (name: string) => idOf(db.insertInto('groups').values({ name }).returning('id'))
	ids.state = state.id
	ids.group = await group('Empty')
	ids.ticket = await ticket({ number: 1, requester_id: people.contact! })
	ids.closed = await ticket({ number: 2, requester_id: people.stranger!, group_id: await group('Nobody') })
	await db.updateTable('ticket_counter').set({ last_number: 2 }).execute()
	const note = { ticket_id: ids.ticket, kind: 'note', public: false, author_id: people.operator! }
	const message_id = await idOf(db.insertInto('messages').values(note).returning('id'))
	const file = { filename: 'a.txt', content_type: 'text/plain', size_bytes: 0, user_id: people.operator! }
	ids.attachment = await idOf(
		db
			.insertInto('attachments')
			.values({ ...file, ticket_id: ids.ticket, message_id })
			.returning('id'),
	)
	ids.view = await idOf(
		db.insertInto('ticket_views').values({ user_id: people.operator!, name: 'Mine', filter: '{}' }).returning('id'),
	)
	ids.round = await idOf(
		db.insertInto('invitation_rounds').values({ delivery: 'links', state: 'done' }).returning('id'),
	)
	ids.invitation = await idOf(
		db
			.insertInto('invitations')
			.values({ round_id: ids.round, user_id: people.stranger!, state: 'link' })
			.returning('id'),
	)
	ids.token = (await createToken(db, { name: 'Revoked', user_id: people.operator! })).id
	ids.webhook = await idOf(
		db.insertInto('webhooks').values({ url: 'https://example.com', secret: 'secret', events: '[]' }).returning('id'),
	)
	ids.delivery = await idOf(
		db.insertInto('webhook_deliveries').values({ webhook_id: ids.webhook, event: 'ping', data: '{}' }).returning('id'),
	)
}

test('every route has its expectations here, and every expectation its route', () => {
	const shape = (route: string) => route.replace(/\?.*/, '').replace(/:\w+/g, ':')
	const expected = new Set(Object.keys(EXPECTED).map(shape))
	expect([...expected].sort()).toEqual([...new Set([...registered].map(shape))].sort())
})

test.each(Object.entries(EXPECTED))('%s', async (route, statuses) => {
	const [method, path] = route.split(' ') as [Parameters<Call>[0], string]
	const url = path.replace(/:(\w+)/g, (_, name: string) => String(ids[name]))
	const found: Partial<Record<Who, number>> = {}
	for (const who of PEOPLE) {
		const call = await callerFor(app, db, people[who])
		found[who] = (await call(method, url, BODIES[route]?.(who))).status
	}
	expect(found).toEqual(Object.fromEntries(PEOPLE.map((who, n) => [who, statuses[n]])))
})

test('a route that does not say who may call it stops the server from starting', async () => {
	const start = testServer(createServer, db, (routes) => void routes.get('/open', async () => 'anything'))
	await expect(start.then((server) => server.ready())).rejects.toThrow('does not say who may call it')
})
