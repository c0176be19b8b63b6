import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../harness.ts'
import { clear, countRecords, importText, issuesOf, signInByEmail, usersIn } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const users = (...lines: string[]) => ({
	target: 'users' as const,
	text: ['Login;Mail;Firma;Externí ID', ...lines].join('\n'),
})
const companies = (...lines: string[]) => ({
	target: 'companies' as const,
	text: ['Název;IČO;Externí ID', ...lines].join('\n'),
})
const acme = { target: 'companies' as const, text: 'Název\nAcme\nBeta\n' }

test('the second row with a username is refused, whatever its letter case, and so is the third', async () => {
	const { written, imports } = await importText(database, [
		users('Žofie;a@x.cz;;', 'žofie;b@x.cz;;', 'eva;c@x.cz;;', 'ŽOFIE;d@x.cz;;'),
	])
	expect(written).toBe(false)
	expect(issuesOf(imports[0]!)).toEqual(['error username_repeated username 3,5 žofie|ŽOFIE'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('a username of the database is refused, whatever its letter case', async () => {
	await importText(database, [users('Žofie;a@x.cz;;')])
	const { written, imports } = await importText(database, [users('eva;c@x.cz;;', 'ŽOFIE;d@x.cz;;')])
	expect(written).toBe(false)
	expect(issuesOf(imports[0]!)).toEqual(['error username_taken username 3 ŽOFIE'])
	expect(await usersIn(db)).toEqual(['Žofie a@x.cz customer @ -'])
})

test('an external ID of the file or the database is refused; letter case makes another one', async () => {
	await importText(database, [users('a;a@x.cz;;X1')])
	const { imports } = await importText(database, [
		users('b;b@x.cz;;X1', 'c;c@x.cz;;x1', 'd;d@x.cz;;X2', 'e;e@x.cz;;X2', 'f;f@x.cz;;', 'g;g@x.cz;;'),
	])
	expect(issuesOf(imports[0]!)).toEqual([
		'error external_id_repeated external_id 5 X2',
		'error external_id_taken external_id 2 X1',
	])
})

test('companies: names, registration numbers and external IDs are unique in the file and the database', async () => {
	await importText(database, [companies('Acme;27074358;A')])
	const { imports } = await importText(database, [
		companies('ACME;;', 'Beta;270 74 358;', 'Cyan;;A', 'Delta;00006947;D', 'delta;;', 'Epsilon;00006947;D'),
	])
	expect(issuesOf(imports[0]!)).toEqual([
		'error external_id_repeated external_id 7 D',
		'error external_id_taken external_id 4 A',
		'error name_repeated name 6 delta',
		'error name_taken name 2 ACME',
		'error registration_number_repeated registration_number 7 00006947',
		'error registration_number_taken registration_number 3 27074358',
	])
	expect(imports[0]!.counts).toMatchObject({ read: 6, created: 1, refused: 5 })
})

test('one person with one address under several companies is imported once for each', async () => {
	const { written, imports } = await importText(database, [
		acme,
		users('petr1;petr@x.cz;Acme;', 'petr2;petr@x.cz;Beta;'),
	])
	expect(written).toBe(true)
	expect(issuesOf(imports[1]!)).toEqual([])
	expect(await usersIn(db)).toEqual(['petr1 petr@x.cz customer @ Acme', 'petr2 petr@x.cz customer @ Beta'])
})

test('one address twice under one company is a warning, however the company is written', async () => {
	const { written, imports } = await importText(database, [
		{ target: 'companies', text: 'Název\nAcme s.r.o.\nBeta\n' },
		users('p1;petr@x.cz;Acme s.r.o.;', 'p2;PETR@x.cz;ACME, s. r. o.;', 'p3;petr@x.cz;Beta;'),
	])
	expect(written).toBe(true)
	expect(issuesOf(imports[1]!)).toEqual(['warning email_repeated email 3 PETR@x.cz'])
})

test('an address somebody of the same company has is a warning, under another company it is nothing', async () => {
	await importText(database, [acme, users('petr1;petr@x.cz;Acme;')])
	const { written, imports } = await importText(database, [users('p2;Petr@x.cz;Acme;', 'p3;petr@x.cz;Beta;')])
	expect(written).toBe(true)
	expect(issuesOf(imports[0]!)).toEqual(['warning email_taken email 2 Petr@x.cz'])
})

test('an address of somebody without a company is no warning for a person of a company that is only being made', async () => {
	await importText(database, [users('petr1;petr@x.cz;;')])
	const { imports } = await importText(database, [acme, users('petr2;petr@x.cz;Acme;')])
	expect(issuesOf(imports[1]!)).toEqual([])
})

test('with sign-in by e-mail an address belongs to one person', async () => {
	await importText(database, [users('stary;stary@x.cz;;')])
	await signInByEmail(database)
	const { written, imports } = await importText(database, [
		acme,
		users('p1;petr@x.cz;Acme;', 'p2;Petr@x.cz;Beta;', 'p3;STARY@x.cz;Acme;'),
	])
	expect(written).toBe(false)
	expect(issuesOf(imports[1]!)).toEqual([
		'error email_repeated email 3 Petr@x.cz',
		'error email_taken email 4 STARY@x.cz',
	])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 1 })
})

test('with skip the rows that are in order are written, the others counted', async () => {
	const file = {
		...users('a;a@x.cz;;', 'A;b@x.cz;;', 'b;spatne;;', 'c;c@x.cz;;'),
		options: { on_error: 'skip' as const },
	}
	const { written, imports } = await importText(database, [file])
	expect(written).toBe(true)
	expect(imports[0]!.counts).toEqual({ read: 4, created: 2, updated: 0, unchanged: 0, skipped: 0, refused: 2 })
	expect(await usersIn(db)).toEqual(['a a@x.cz customer @ -', 'c c@x.cz customer @ -'])
})

test('with skip and nothing in order the run is refused', async () => {
	const file = { ...users('a;spatne;;'), options: { on_error: 'skip' as const } }
	const { written, imports } = await importText(database, [file])
	expect([written, imports[0]!.state]).toEqual([false, 'refused'])
})
