import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import { userRoutes } from './routes.ts'

let operator: Call
let customer: Call

beforeAll(async () => {
	const { db } = await testDatabase()
	const app = await testServer(createServer, db, (routes) => userRoutes(routes, db))
	const company = async (name: string) =>
		(await db.insertInto('companies').values({ name }).returning('id').executeTakeFirstOrThrow()).id
	const joinery = await company('Truhlářství Dvořák s.r.o.')
	const bakery = await company('Pekárna Kolo, a.s.')
	const person = (username: string, last_name: string, company_id: number, more = {}) =>
		db
			.insertInto('users')
			.values({ username, email: `${username}@x.cz`, last_name, company_id, ...more })
			.execute()
	await person('a', 'Novák', joinery)
	await person('b', 'Dvořák', bakery)
	await person('c', 'Malá', joinery)
	await person('off', 'Vypnutý', joinery, { active: false })
	await person('op', 'Operátor', joinery, { role: 'operator' })
	operator = await callerFor(app, db, await insertPerson(db, { username: 'operator', role: 'operator' }))
	customer = await callerFor(app, db, await insertPerson(db, { username: 'own', company_id: joinery }))
})

async function offered(q: string, caller = operator): Promise<string[]> {
	const { body } = await caller('GET', `/users/offer?q=${encodeURIComponent(q)}`)
	return (body.items as { username: string }[]).map(({ username }) => username)
}

test('people are offered by their own words first, then by those of their company', async () => {
	expect(await offered('dvorak')).toEqual(['b', 'c', 'a', 'own'])
	expect(await offered('truhl')).toEqual(['c', 'a', 'own'])
})

test('a part of the words may be theirs and the others their company’s', async () => {
	expect(await offered('novák truhlářství')).toEqual(['a'])
	expect(await offered('dvorak pekarna')).toEqual(['b'])
	expect(await offered('novák pekárna')).toEqual([])
})

test('only active contacts are offered, all of them before anything is typed', async () => {
	expect(await offered('')).toEqual(['b', 'c', 'a', 'own'])
	expect(await offered('vypnuty')).toEqual([])
})

test('a customer is offered nobody but themselves', async () => {
	expect(await offered('', customer)).toEqual(['own'])
	expect(await offered('truhlarstvi', customer)).toEqual([])
})
