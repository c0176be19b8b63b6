import { beforeAll, expect, test } from 'vitest'
import type { App } from '../src/api/app.ts'
import { createServer } from '../src/api/server.ts'
import { authRoutes } from '../src/auth/routes.ts'
import { type Call, callerFor, insertPerson, testServer } from '../src/auth/test-server.ts'
import { companyRoutes } from '../src/companies/routes.ts'
import type { Db } from '../src/db/database.ts'
import { settingsRoutes } from '../src/settings/routes.ts'
import { userRoutes } from '../src/users/routes.ts'
import { testDatabase } from './harness.ts'

/** Every feature's routes. One that is missing here is missing in the table below as well. */
const FEATURES: readonly ((app: App, db: Db) => void)[] = [
	(app, db) => authRoutes(app, db, { secure: false, signInsPerMinute: 1000 }),
	companyRoutes,
	userRoutes,
	settingsRoutes,
]

/** `contact` is the person and `Acme` the company the requests are about; `stranger` is of another company. */
const PEOPLE = ['anonymous', 'contact', 'stranger', 'operator', 'admin'] as const
type Who = (typeof PEOPLE)[number]

/**
 * The status each of PEOPLE gets, in that order. `:company` and `:user` stand for the ids of Acme and of contact,
 * `:staff` for another operator's.
 */
const EXPECTED: Readonly<Record<string, readonly [...statuses: number[]]>> = {
	'POST /session': [401, 401, 401, 401, 401],
	'GET /session/method': [200, 200, 200, 200, 200],
	'GET /session': [401, 200, 200, 200, 200],
	'DELETE /session': [401, 204, 204, 204, 204],
	'PATCH /session': [401, 200, 200, 200, 200],
	'PUT /session/password': [401, 422, 422, 422, 422],

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
	'PATCH /users/:staff': [401, 403, 403, 403, 200],
	'PUT /users/:staff/password': [401, 403, 403, 403, 204],
}

/** What is sent, where something must be; `who` keeps the records made apart. */
const BODIES: Readonly<Record<string, (who: Who) => object>> = {
	'POST /session': () => ({ login: 'nobody', password: 'nothing' }),
	'PATCH /session': () => ({ ui_language: 'cs' }),
	'PUT /session/password': () => ({ current: 'wrong', password: 'long enough' }),
	'PUT /settings': () => ({ sign_in: 'username' }),
	'POST /companies': (who) => ({ name: `Made by ${who}` }),
	'PATCH /companies/:company': () => ({ city: 'Brno' }),
	'POST /users': (who) => ({ username: `by-${who}`, email: 'a@b.cz' }),
	'PATCH /users/:user': () => ({ phone: '602123456' }),
	'PUT /users/:user/password': () => ({ password: 'long enough' }),
	'PATCH /users/:staff': () => ({ phone: '602123456' }),
	'PUT /users/:staff/password': () => ({ password: 'long enough' }),
}

let db: Db
let app: App
const registered = new Set<string>()
const people: Partial<Record<Who, number>> = {}
const ids: Record<string, number> = {}

beforeAll(async () => {
	db = (await testDatabase()).db
	app = await testServer(createServer, db, (routes) => {
		routes.addHook('onRoute', ({ method, url, prefix }) => {
			for (const name of [method].flat()) if (name !== 'HEAD') registered.add(`${name} ${url.slice(prefix.length)}`)
		})
		for (const register of FEATURES) register(routes, db)
	})
	await app.ready()

	const company = async (name: string) =>
		(await db.insertInto('companies').values({ name }).returning('id').executeTakeFirstOrThrow()).id
	ids.company = await company('Acme')
	people.contact = await insertPerson(db, { username: 'contact', company_id: ids.company })
	people.stranger = await insertPerson(db, { username: 'stranger', company_id: await company('Other') })
	people.operator = await insertPerson(db, { username: 'operator', role: 'operator' })
	people.admin = await insertPerson(db, { username: 'admin', role: 'admin' })
	ids.user = people.contact
	ids.staff = await insertPerson(db, { username: 'colleague', role: 'operator' })
})

test('every route has its expectations here, and every expectation its route', () => {
	const shape = (route: string) => route.replace(/:\w+/g, ':')
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
