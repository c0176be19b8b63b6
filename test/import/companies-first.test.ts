import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../harness.ts'
import { clear, companiesIn, countRecords, importText, issuesOf, usersIn } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const COMPANIES = 'Název;IČO\nAcme s.r.o.;27074358\nBeta a.s.;\n'
const USERS = 'Uživatelské jméno;E-mail;Společnost\njan;jan@acme.cz;Acme s.r.o.\neva;eva@beta.cz;Beta a.s.\n'

test('users before their companies: every line names its company, and the database stays as it was', async () => {
	const { written, imports } = await importText(database, [{ target: 'users', text: USERS }])
	expect(written).toBe(false)
	expect(imports[0]).toMatchObject({
		state: 'refused',
		counts: { read: 2, created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 2 },
	})
	expect(issuesOf(imports[0]!)).toEqual(['error company_unknown company 2,3 Acme s.r.o.|Beta a.s.'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('users after their companies are imported under them', async () => {
	await importText(database, [{ target: 'companies', text: COMPANIES }])
	const { written, imports } = await importText(database, [{ target: 'users', text: USERS }])
	expect(written).toBe(true)
	expect(issuesOf(imports[0]!)).toEqual([])
	expect(await usersIn(db)).toEqual(['jan jan@acme.cz customer @ Acme s.r.o.', 'eva eva@beta.cz customer @ Beta a.s.'])
})

test('both files in one run, users given first: companies are written first', async () => {
	const { written, imports } = await importText(database, [
		{ target: 'users', text: USERS },
		{ target: 'companies', text: COMPANIES },
	])
	expect(written).toBe(true)
	expect(imports.map(({ target, state, counts }) => [target, state, counts!.created])).toEqual([
		['companies', 'committed', 2],
		['users', 'committed', 2],
	])
	expect(await usersIn(db)).toEqual(['jan jan@acme.cz customer @ Acme s.r.o.', 'eva eva@beta.cz customer @ Beta a.s.'])
})

test('several files of companies and of users are one run', async () => {
	const { written } = await importText(database, [
		{ target: 'users', text: 'Login,Mail,Firma\nc1,c1@x.cz,Beta\nc2,c2@x.cz,Acme\n' },
		{ target: 'companies', text: 'Název\nAcme\n' },
		{ target: 'companies', text: 'Název\nBeta\n' },
		{ target: 'users', text: 'Login,Mail,Firma\nd1,d1@x.cz,Acme\n' },
	])
	expect(written).toBe(true)
	expect(await companiesIn(db)).toEqual(['Acme', 'Beta'])
	expect(await usersIn(db)).toEqual([
		'c1 c1@x.cz customer @ Beta',
		'c2 c2@x.cz customer @ Acme',
		'd1 d1@x.cz customer @ Acme',
	])
})

test('what an earlier file of the run has is as good as taken in a later one', async () => {
	const { written, imports } = await importText(database, [
		{ target: 'companies', text: 'Název\nAcme\n' },
		{ target: 'companies', text: 'Název\nBeta\nACME\n' },
		{ target: 'users', text: 'Login;Mail\njan;jan@x.cz\n' },
		{ target: 'users', text: 'Login;Mail\neva;eva@x.cz\nJan;jan2@x.cz\n' },
	])
	expect(written).toBe(false)
	expect(imports.map(issuesOf)).toEqual([
		[],
		['error name_taken name 3 ACME'],
		[],
		['error username_taken username 3 Jan'],
	])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('a refused company stops the run, and is not reported again at each of its contacts', async () => {
	const { written, imports } = await importText(database, [
		{ target: 'companies', text: 'Název;IČO\nAcme;27074358\nBeta;27074358\n' },
		{ target: 'users', text: 'Login;Mail;Firma\njan;jan@x.cz;Beta\n' },
	])
	expect(written).toBe(false)
	expect(imports.map(issuesOf)).toEqual([['error registration_number_repeated registration_number 3 27074358'], []])
})

test('with skip, contacts of a refused company are refused with it', async () => {
	const options = { on_error: 'skip' } as const
	const { written, imports } = await importText(database, [
		{ target: 'companies', text: 'Název;IČO\nAcme;27074358\nBeta;27074358\n', options },
		{ target: 'users', text: 'Login;Mail;Firma\njan;jan@x.cz;Beta\neva;eva@x.cz;Acme\n', options },
	])
	expect(written).toBe(true)
	expect(issuesOf(imports[1]!)).toEqual(['error company_unknown company 2 Beta'])
	expect(await companiesIn(db)).toEqual(['Acme 27074358'])
	expect(await usersIn(db)).toEqual(['eva eva@x.cz customer @ Acme'])
})

test('only the companies file skips: a contact of its refused company is refused, never written without a company', async () => {
	const { written, imports } = await importText(database, [
		{ target: 'companies', text: 'Název;IČO\nAcme;27074358\nBeta;27074358\n', options: { on_error: 'skip' } },
		{ target: 'users', text: 'Login;Mail;Firma\njan;jan@x.cz;Beta\n' },
	])
	expect(written).toBe(false)
	expect(issuesOf(imports[1]!)).toEqual(['error company_unknown company 2 Beta'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('two users files that create the same missing company make it once', async () => {
	const options = { missing_company: 'create' } as const
	const { written, imports } = await importText(database, [
		{ target: 'users', text: 'Login;Mail;Firma\njan;jan@x.cz;Acme\n', options },
		{ target: 'users', text: 'Login;Mail;Firma\neva;eva@x.cz;ACME\nivo;ivo@x.cz;Beta\n', options },
	])
	expect(written).toBe(true)
	expect(imports.map((found) => found.new_companies)).toEqual([1, 1])
	expect(await companiesIn(db)).toEqual(['Acme', 'Beta'])
	expect(await usersIn(db)).toEqual([
		'jan jan@x.cz customer @ Acme',
		'eva eva@x.cz customer @ Acme',
		'ivo ivo@x.cz customer @ Beta',
	])
})
