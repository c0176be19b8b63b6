import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import type { App } from '../api/app.ts'
import { createServer } from '../api/server.ts'
import type { Company } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { companyRoutes } from './routes.ts'

let db: Db
let app: App
let operator: Call

beforeEach(async () => {
	db = (await testDatabase()).db
	app = await testServer(createServer, db, (routes) => companyRoutes(routes, db))
	operator = await callerFor(app, db, await insertPerson(db, { username: 'operator', role: 'operator' }))
})

async function create(values: object): Promise<Company> {
	const { status, body } = await operator('POST', '/companies', values)
	expect(status).toBe(201)
	return body as unknown as Company
}

async function names(path: string, caller = operator): Promise<string[]> {
	const { body } = await caller('GET', path)
	return (body.items as Company[]).map((company) => company.name)
}

test('a company is created as it was typed, but tidy', async () => {
	const company = await create({ name: '  Řízek\u00a0 a  syn\t', city: 'Brno', note: ' one \r\n two ', vat_number: '' })
	expect(company).toMatchObject({
		name: 'Řízek a syn',
		city: 'Brno',
		note: 'one \n two',
		vat_number: null,
		active: true,
		users_count: 0,
		import_id: null,
		version: 1,
	})
	expect((await operator('GET', `/companies/${company.id}`)).body).toEqual(company)
	expect((await create({ name: 'Žižka'.normalize('NFD') })).name).toBe('Žižka'.normalize('NFC'))
})

test('everything wrong with the values is said at once, in the language of the request', async () => {
	const values = { name: ' ', email: 'not one', street: 'x'.repeat(201) }
	const { status, body } = await operator('POST', '/companies', values, { 'accept-language': 'en' })
	expect({ status, code: body.code }).toEqual({ status: 422, code: 'values_invalid' })
	expect(body.errors).toEqual([
		{ field: 'name', code: 'name_missing', message: 'Fill this in.' },
		{ field: 'street', code: 'street_too_long', message: 'This is too long; characters that fit: 200.' },
		{ field: 'email', code: 'email_invalid', message: 'This is not an e-mail address.' },
	])
	const czech = await operator('POST', '/companies', {})
	expect(czech.body.errors).toEqual([{ field: 'name', code: 'name_missing', message: 'Vyplňte toto pole.' }])
})

test('what is not a field, or not its type, is refused', async () => {
	for (const values of [{ name: 'A', id: 5 }, { name: 'A', sort_key: '' }, { name: 5 }, { name: 'A', active: 'yes' }]) {
		expect((await operator('POST', '/companies', values)).status).toBe(400)
	}
})

test('a name, registration number or external ID that is taken is refused by its code', async () => {
	await create({ name: 'Řízek', registration_number: '123', external_id: 'e' })
	const code = async (values: object) => (await operator('POST', '/companies', values)).body.code
	expect(await code({ name: 'řÍZEK' })).toBe('name_taken')
	expect(await code({ name: 'B', registration_number: '123' })).toBe('registration_number_taken')
	expect(await code({ name: 'C', external_id: 'e' })).toBe('external_id_taken')
})

test('a change keeps what it does not name, and is refused when someone was faster', async () => {
	const { id } = await create({ name: 'Řízek', city: 'Brno' })
	const first = await operator('PATCH', `/companies/${id}`, { city: 'Praha', version: 1 })
	expect(first.body).toMatchObject({ name: 'Řízek', city: 'Praha', version: 2 })
	const second = await operator('PATCH', `/companies/${id}`, { city: 'Ostrava', version: 1 })
	expect({ status: second.status, code: second.body.code }).toEqual({ status: 409, code: 'version_stale' })
	expect((await operator('PATCH', `/companies/${id}`, { active: false })).body).toMatchObject({
		city: 'Praha',
		active: false,
		version: 3,
	})
})

test('a change that changes nothing leaves version and audit log alone', async () => {
	const { id } = await create({ name: 'Řízek' })
	expect((await operator('PATCH', `/companies/${id}`, { name: ' Řízek ', city: '' })).body.version).toBe(1)
	await operator('PATCH', `/companies/${id}`, { city: 'Brno' })
	const entries = await db.selectFrom('audit_log').select(['action', 'subject_id', 'details']).orderBy('id').execute()
	expect(entries).toEqual([
		{ action: 'company.create', subject_id: id, details: { name: 'Řízek' } },
		{ action: 'company.update', subject_id: id, details: { city: { from: null, to: 'Brno' } } },
	])
})

test('there is no company that is not there', async () => {
	expect((await operator('GET', '/companies/999')).body.code).toBe('not_found')
	expect((await operator('PATCH', '/companies/999', { city: 'Brno' })).body.code).toBe('not_found')
	expect((await operator('GET', '/companies/0')).status).toBe(400)
	expect((await operator('GET', '/companies/99999999999999999999')).status).toBe(400)
})

test('companies stand in Czech alphabetical order', async () => {
	const order = ['Auto', 'Cihla', 'Čáp', 'Data', 'Hák', 'Chata', 'Ikar', 'Rak', 'Řeka', 'Sál', 'Šála', 'Zub', 'Žába']
	for (const name of order.toReversed()) await create({ name })
	expect(await names('/companies')).toEqual(order)
})

test('pages follow each other without a gap or a repetition, over equal sort keys too', async () => {
	// á sorts as a, so each three of these stand at one place.
	const all = ['Data', 'Dáta', 'Dätá', 'Zub', 'Zúb', 'Zůb', 'Žák']
	for (const name of all) await create({ name })
	const seen: string[] = []
	let after = ''
	do {
		const { body } = await operator('GET', `/companies?limit=2&after=${after}`)
		seen.push(...(body.items as Company[]).map((company) => company.name))
		after = (body.next as string | null) ?? ''
	} while (after)
	expect(seen).toEqual(all)
})

test('a page has 50, and 1 to 200 when asked; a cursor of somebody else is refused', async () => {
	await sql`insert into companies (name) select 'c' || n from generate_series(1, 210) n`.execute(db)
	expect(await names('/companies')).toHaveLength(50)
	expect(await names('/companies?limit=200')).toHaveLength(200)
	for (const query of ['limit=0', 'limit=201', 'after=xyz', 'after=WzEsMl0', 'after=bnVsbA']) {
		const { status, body } = await operator('GET', `/companies?${query}`)
		expect({ query, status, code: body.code }).toEqual({ query, status: 400, code: 'request_invalid' })
	}
})

test('a search finds beginnings of words in any order, without diacritics', async () => {
	await create({ name: 'Řeznictví Žížala s.r.o.', city: 'Žďár nad Sázavou', registration_number: '27074358' })
	await create({ name: 'Pekařství Novák', city: 'Brno', email: 'info@pekarna-novak.cz' })
	const found = (q: string) => names(`/companies?q=${encodeURIComponent(q)}`)
	expect(await found('zizala rez')).toEqual(['Řeznictví Žížala s.r.o.'])
	expect(await found('ŽĎÁR')).toEqual(['Řeznictví Žížala s.r.o.'])
	expect(await found('270 74 358')).toEqual(['Řeznictví Žížala s.r.o.'])
	expect(await found('info@pekarna')).toEqual(['Pekařství Novák'])
	expect(await found('zala')).toEqual([])
	expect(await found('novak zizala')).toEqual([])
	expect(await found(' ., ')).toHaveLength(2)
})

test.each(["'", "a' | 'b", '\\', '!', '&', '|', '(', ':*', 'a:*', '<->', '%', '--', ';', '\0', '\ud800'])(
	'a search for %j is just a search',
	async (q) => {
		expect((await operator('GET', `/companies?${new URLSearchParams({ q })}`)).status).toBe(200)
	},
)

test('active and inactive companies are told apart', async () => {
	await create({ name: 'Old', active: false })
	await create({ name: 'New' })
	expect(await names('/companies?active=false')).toEqual(['Old'])
	expect(await names('/companies?active=true')).toEqual(['New'])
	expect(await names('/companies')).toEqual(['New', 'Old'])
})

test('a customer sees the own company and no other, with its people counted', async () => {
	const mine = await create({ name: 'Mine' })
	const other = await create({ name: 'Other' })
	const customer = await callerFor(app, db, await insertPerson(db, { username: 'c', company_id: mine.id }))
	const stray = await callerFor(app, db, await insertPerson(db, { username: 'stray' }))
	expect(await names('/companies', customer)).toEqual(['Mine'])
	expect((await customer('GET', `/companies/${mine.id}`)).body).toMatchObject({ name: 'Mine', users_count: 1 })
	expect((await customer('GET', `/companies/${other.id}`)).status).toBe(404)
	expect((await customer('PATCH', `/companies/${mine.id}`, { city: 'X' })).status).toBe(403)
	expect(await names('/companies', stray)).toEqual([])
})

test('what the staff notes about a company is not for its people', async () => {
	const { id } = await create({ name: 'Mine', note: 'pays late' })
	const customer = await callerFor(app, db, await insertPerson(db, { username: 'c', company_id: id }))
	expect((await customer('GET', `/companies/${id}`)).body.note).toBeNull()
	expect((await operator('GET', `/companies/${id}`)).body.note).toBe('pays late')
})
