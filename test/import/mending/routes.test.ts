import { beforeAll, expect, test } from 'vitest'
import type { App } from '../../../src/api/app.ts'
import { createServer } from '../../../src/api/server.ts'
import { mendingRoutes } from '../../../src/import/mend/routes.ts'
import { testDatabase } from '../../harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../server.ts'
import { prepareText } from '../harness.ts'

const database = await testDatabase()
const { db } = database
let app: App
let call: Call
let url: string

beforeAll(async () => {
	app = await testServer(createServer, db, (routes) => mendingRoutes(routes, db))
	await app.ready()
	call = await callerFor(app, db, await insertPerson(db, { username: 'admin', role: 'admin' }))
	const text = 'Login;E-mail;Firma\na;a @x.cz;Acme\nb;b @x.cz;Acme\nb;b@x.cz;\n'
	url = `/imports/${await prepareText(database, [{ target: 'users', text }])}`
})

test('a story of mending over HTTP', async () => {
	const edited = await call('PATCH', `${url}/rows/2`, { email: 'a@x.cz', company: null })
	expect(edited).toMatchObject({
		status: 200,
		body: {
			row: { line: 2, action: 'create', values: { email: 'a@x.cz' }, edited: { email: 'a @x.cz', company: 'Acme' } },
			step: { kind: 'edit', rows: 1, created_by: 'admin' },
			import: { state: 'refused', counts: { created: 1, refused: 2 }, others: [] },
		},
	})
	expect((await call('GET', `${url}/rows/next?after=2`)).body).toEqual({ line: 3 })
	expect((await call('GET', `${url}/rows/next?direction=previous&code=username_repeated`)).body).toEqual({ line: 4 })
	const fixes = await call('GET', `${url}/issues/email_invalid/fixes?field=email`)
	expect(fixes.body).toMatchObject({
		items: expect.arrayContaining([
			expect.objectContaining({ fix: 'clean', label: 'fix.clean', count: 1, params: [] }),
		]),
	})
	await call('POST', `${url}/fixes`, { code: 'email_invalid', field: 'email', fix: 'clean' })
	await call('POST', `${url}/fixes`, { code: null, field: null, fix: 'skip', lines: [4] })
	const companies = await call('GET', `${url}/companies`)
	expect(companies.body).toMatchObject({ items: [{ value: 'Acme', rows: 1 }] })
	const decided = await call('PUT', `${url}/companies`, { value: 'Acme', decision: 'create' })
	expect(decided.body).toMatchObject({
		import: { state: 'ready', counts: { created: 2, skipped: 1 }, new_companies: 1 },
	})
	const kinds = ['company', 'skip', 'clean', 'edit'].map((kind) => ({ kind }))
	expect((await call('GET', `${url}/steps`)).body).toMatchObject({ items: kinds })
	expect((await call('POST', `${url}/steps/undo`)).body).toMatchObject({ step: { kind: 'company' } })
	expect((await call('GET', `${url}/shared-emails`)).body).toEqual({ items: [], next: null })
})

test('what makes no sense is refused with a sentence', async () => {
	expect((await call('PATCH', `${url}/rows/2`, { words: 'x' })).status).toBe(400)
	expect((await call('PATCH', `${url}/rows/2`, {})).status).toBe(400)
	expect((await call('PATCH', `${url}/rows/999`, { email: 'x@x.cz' })).status).toBe(404)
	expect((await call('POST', `${url}/fixes`, { code: null, field: null, fix: 'everything' })).status).toBe(400)
	expect((await call('POST', `${url}/fixes`, { code: 'email_invalid', field: 'email', fix: 'set' })).status).toBe(400)
})
