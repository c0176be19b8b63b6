import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import { companyRoutes } from './routes.ts'

let operator: Call

beforeAll(async () => {
	const { db } = await testDatabase()
	const app = await testServer(createServer, db, (routes) => companyRoutes(routes, db))
	operator = await callerFor(app, db, await insertPerson(db, { username: 'operator', role: 'operator' }))
})

test('one company is found exactly by its name, registration number or external id', async () => {
	await operator('POST', '/companies', { name: 'Řízek', registration_number: '27082440', external_id: '007' })
	await operator('POST', '/companies', { name: 'Řízek a syn', external_id: '0070' })
	const found = async (query: string) =>
		((await operator('GET', `/companies?${query}`)).body.items as { name: string }[]).map(({ name }) => name)
	for (const query of [`name=${encodeURIComponent('ŘÍZEK')}`, 'registration_number=27082440', 'external_id=007']) {
		expect([query, await found(query)]).toEqual([query, ['Řízek']])
	}
	for (const query of ['name=Rizek', 'name=', 'registration_number=2708244', 'external_id=7', 'external_id=']) {
		expect([query, await found(query)]).toEqual([query, []])
	}
	expect(await found('external_id=007&active=false')).toEqual([])
	expect(await found('external_id=007&q=syn')).toEqual([])
	const { status, body } = await operator('GET', '/companies?id=1')
	expect([status, body.code, body.detail]).toEqual([400, 'request_invalid', expect.stringContaining('id')])
})
