import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { CompanyDecision } from '../../../src/contract/mending.ts'
import { decide } from '../../../src/import/decide.ts'
import { prepare } from '../../../src/import/imports.ts'
import { type CompanyState, decideCompany, listCompanies } from '../../../src/import/mend/companies.ts'
import { applyFix } from '../../../src/import/mend/fix.ts'
import { keepProfile } from '../../../src/import/mend/profiles.ts'
import { listSharedEmails } from '../../../src/import/mend/shared-emails.ts'
import { undoStep } from '../../../src/import/mend/steps.ts'
import { getImport, listRun } from '../../../src/import/queries.ts'
import { listRows } from '../../../src/import/rows.ts'
import { testDatabase } from '../../harness.ts'
import {
	clear,
	commitRun,
	companiesIn,
	type GivenFile,
	issuesOf,
	prepareText,
	receiveText,
	refusedBytes,
	usersIn,
} from '../harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(async () => {
	await clear(database)
	await sql`truncate import_profiles`.execute(db)
})

async function prepared(text: string, options: Partial<GivenFile> = {}): Promise<number> {
	const runId = await prepareText(database, [{ target: 'users', text, ...options }])
	return (await listRun(db, runId))[0]!.id
}

async function insertCompany(name: string): Promise<number> {
	const { rows } = await sql<{ id: number }>`insert into companies (name) values (${name}) returning id`.execute(db)
	return rows[0]!.id
}

const decideName = (id: number, value: string, decision: CompanyDecision | null, company_id: number | null = null) =>
	decideCompany(db, id, { value, decision, company_id }, null)
const issues = async (id: number) => issuesOf(await getImport(db, id))
const names = async (id: number, state: CompanyState) =>
	(await listCompanies(db, id, { state, after: 0, limit: 50 })).map(
		({ value, fate, rows }) => `${value} ${fate} ${rows}`,
	)

const TEXT = 'Login;E-mail;Firma\na;a@x.cz;Acme\nb;b@x.cz;ACME\nc;c@x.cz;Beta\nd;d@x.cz;Gama\ne;e@x.cz;Delta\n'

test('each unknown name is listed once with its spellings, rows and near names', async () => {
	const acme = await insertCompany('Acme s.r.o.')
	const id = await prepared(TEXT)
	const [first, ...others] = await listCompanies(db, id, { state: 'unknown', after: 0, limit: 50 })
	expect(first).toEqual({
		...{ value: 'Acme', spellings: ['Acme', 'ACME'], rows: 2, line: 2, fate: 'unknown', decision: null, company: null },
		remembered: null,
		suggestions: [{ id: acme, name: 'Acme s.r.o.' }],
	})
	expect(others.map(({ value }) => value)).toEqual(['Beta', 'Gama', 'Delta'])
	expect(await listCompanies(db, id, { state: 'unknown', after: 3, limit: 1 })).toMatchObject([{ value: 'Beta' }])
})

test('a name is decided once for all its rows, each decision is a step, and the commit carries it out', async () => {
	const acme = await insertCompany('Acme s.r.o.')
	const id = await prepared(TEXT)
	const before = await listRows(db, { importId: id, target: 'users' }, { filter: 'all', after: 0, limit: 10 })
	const { company, step, import: sums } = await decideName(id, 'ACME', 'link', acme)
	expect(company).toMatchObject({ fate: 'found', rows: 2, company: { id: acme, name: 'Acme s.r.o.' } })
	expect(step).toMatchObject({ kind: 'company', rows: 2 })
	expect(sums.counts).toMatchObject({ created: 2, refused: 3 })
	expect((await decideName(id, 'Beta', 'create')).import.new_companies).toBe(1)
	await decideName(id, 'Gama', 'empty')
	await decideName(id, 'Delta', 'skip')
	expect(await getImport(db, id)).toMatchObject({ state: 'ready', counts: { created: 4, skipped: 1, refused: 0 } })
	expect(await names(id, 'decided')).toEqual(['Acme found 2', 'Beta create 1', 'Gama empty 1'])

	for (let n = 0; n < 4; n++) await undoStep(db, id)
	expect(await listRows(db, { importId: id, target: 'users' }, { filter: 'all', after: 0, limit: 10 })).toEqual(before)
	await decideName(id, 'Acme', 'link', acme)
	await decideName(id, 'Beta', 'create')
	await decideName(id, 'Gama', 'empty')
	await decideName(id, 'Delta', 'skip')
	const { run_id, counts } = await getImport(db, id)
	await prepare(database, run_id)
	expect((await getImport(db, id)).counts).toEqual(counts)
	await commitRun(database, run_id)
	expect(await companiesIn(db)).toEqual(['Acme s.r.o.', 'Beta'])
	expect(await usersIn(db)).toEqual([
		...['a a@x.cz customer @ Acme s.r.o.', 'b b@x.cz customer @ Acme s.r.o.'],
		...['c c@x.cz customer @ Beta', 'd d@x.cz customer @ -'],
	])
})

test('what a name was decided to mean is known in the next file, in every spelling', async () => {
	const acme = await insertCompany('Acme Holding a.s.')
	const id = await prepared('Login;E-mail;Firma\na;a@x.cz;Acme s.r.o.\n')
	await decideName(id, 'Acme s.r.o.', 'link', acme)
	await commitRun(database, (await getImport(db, id)).run_id)
	const next = await prepared('Login;E-mail;Firma;Pozn.\nb;b@x.cz;"ACME, spol. s r. o.";x\n')
	expect(await issues(next)).toEqual([])
	expect(await names(next, 'all')).toEqual(['ACME, spol. s r. o. found 1'])
})

test('names left empty or made are so again in the next file; rows left out are only said to have been', async () => {
	const id = await prepared(TEXT)
	await decideName(id, 'Acme', 'create')
	await decideName(id, 'Beta', 'empty')
	await decideName(id, 'Gama', 'skip')
	await decideName(id, 'Delta', 'skip')
	await commitRun(database, (await getImport(db, id)).run_id)
	await sql`delete from users where import_id is not null`.execute(db)
	await sql`delete from companies`.execute(db)

	const next = await prepared(TEXT.replace(';Delta', ';Nová'))
	expect(await names(next, 'decided')).toEqual(['Acme create 2', 'Beta empty 1'])
	const open = await listCompanies(db, next, { state: 'unknown', after: 0, limit: 50 })
	expect(open.map(({ value, decision, remembered }) => [value, decision, remembered])).toEqual([
		['Gama', null, 'skip'],
		['Nová', null, null],
	])
	expect(await getImport(db, next)).toMatchObject({ state: 'refused', counts: { created: 3, refused: 2, skipped: 0 } })
	await decideName(next, 'Gama', 'skip')
	expect((await getImport(db, next)).counts).toMatchObject({ created: 3, refused: 1, skipped: 1 })
	await undoStep(db, next)
	expect(await listCompanies(db, next, { state: 'unknown', after: 0, limit: 50 })).toEqual(open)

	await decideName(next, 'Gama', 'create')
	await decideName(next, 'Nová', 'empty')
	await commitRun(database, (await getImport(db, next)).run_id)
	await sql`delete from users where import_id is not null`.execute(db)
	await sql`delete from companies`.execute(db)
	const third = await prepared(TEXT)
	const all = await listCompanies(db, third, { state: 'all', after: 0, limit: 50 })
	expect(all.map(({ value, fate, remembered }) => [value, fate, remembered])).toEqual([
		['Acme', 'create', 'create'],
		['Beta', 'empty', 'empty'],
		['Gama', 'create', 'create'],
		// Said as long as nobody decided otherwise, also over files without the name.
		['Delta', 'unknown', 'skip'],
	])
})

test('a name left empty the last time is found once a company has it', async () => {
	const id = await prepared(TEXT.split('\n').slice(0, 2).join('\n'))
	await decideName(id, 'Acme', 'empty')
	await commitRun(database, (await getImport(db, id)).run_id)
	await sql`delete from users where import_id is not null`.execute(db)
	await insertCompany('Acme')
	const next = await prepared(TEXT.split('\n').slice(0, 2).join('\n'))
	expect(await names(next, 'all')).toEqual(['Acme found 1'])
	expect(await names(next, 'decided')).toEqual([])
	await decideName(next, 'Acme', 'empty')
	expect(await names(next, 'all')).toEqual(['Acme empty 1'])
})

test('an ambiguous name is decided among its candidates', async () => {
	const first = await insertCompany('Beta s.r.o.')
	await insertCompany('Beta, spol. s r.o.')
	const id = await prepared('Login;E-mail;Firma\na;a@x.cz;BETA s. r. o.\n')
	expect(await issues(id)).toEqual(['error company_ambiguous company 2 BETA s. r. o.'])
	const [found] = await listCompanies(db, id, { state: 'ambiguous', after: 0, limit: 50 })
	expect(found!.suggestions.map(({ name }) => name).sort()).toEqual(['Beta s.r.o.', 'Beta, spol. s r.o.'])
	await decideName(id, 'BETA s. r. o.', 'link', first)
	expect(await issues(id)).toEqual([])
	await decideName(id, 'BETA s. r. o.', null)
	expect(await issues(id)).toEqual(['error company_ambiguous company 2 BETA s. r. o.'])
})

test('a name or a company that is not there cannot be decided', async () => {
	const id = await prepared(TEXT)
	await expect(decideName(id, 'Nikdo', 'create')).rejects.toMatchObject({ code: 'not_found' })
	await expect(decideName(id, 'Acme', 'link', 999)).rejects.toMatchObject({ code: 'company_unknown' })
	await expect(decideName(id, 'Acme', 'link')).rejects.toMatchObject({ code: 'company_unknown' })
})

test('people who share an address are shown together, with a username proposed for each', async () => {
	await insertCompany('Firma A s.r.o.')
	const id = await prepared(
		'Login;E-mail;Příjmení;Firma\nn1;n@x.cz;Novák;Firma A s.r.o.\nn2;N@x.cz;Novák;\ne;e@x.cz;E;\n',
	)
	expect(await listSharedEmails(db, await getImport(db, id), { after: '', limit: 50 })).toEqual([
		{
			...{ email: 'n@x.cz', rows: 2 },
			people: [
				{ line: 2, company: 'Firma A s.r.o.', username: 'n1', proposed: 'novak.firma-a' },
				{ line: 3, company: null, username: 'n2', proposed: 'novak' },
			],
		},
	])
})

test('the next file with the same headers is mapped as the last one was, whatever their order', async () => {
	const id = await prepared('Login;E-mail;Cosi;Jméno\na;a@x.cz;F1;Jan\n', {
		mapping: ['username', 'email', 'external_id', null],
	})
	await commitRun(database, (await getImport(db, id)).run_id)
	const columnsOf = async (text: string) => {
		const [found] = await listRun(db, await receiveText(database, [{ target: 'users', text }]))
		return found!.columns.map(({ field, reason }) => `${field} ${reason}`)
	}
	expect(await columnsOf('cosi;LOGIN;e-mail;JMENO\nF2;b;b@x.cz;Eva\n')).toEqual([
		...['external_id remembered', 'username same_name', 'email same_name', 'null remembered'],
	])
	expect(await columnsOf('Cosi;Login;E-mail\nF2;b;b@x.cz\n')).not.toContain('external_id remembered')
})

test('the file of refused records comes home: its reasons are ignored, mapping and decisions are those it left with', async () => {
	const text = 'Login;E-mail;Cosi;Role;Firma\na;a;F1;šéf;Nová\nb;b@x.cz;F2;customer;Nová\n'
	const id = await prepared(text, { mapping: ['username', 'email', 'external_id', 'role', 'company'] })
	await decideName(id, 'Nová', 'create')
	await applyFix(
		db,
		id,
		{ code: 'role_invalid', field: 'role', fix: 'map_values', params: { values: { šéf: 'operator' } } },
		null,
	)
	await keepProfile(db, id)
	const home = (await refusedBytes(database, id)).toString()
	const [header] = home.split('\r\n')
	expect(header).toMatch(/;_chyby$/)
	const runId = await receiveText(database, [{ target: 'users', text: home }])
	const back = (await listRun(db, runId))[0]!
	expect(back.mapping).toEqual(['username', 'email', 'external_id', 'role', 'company', null])
	await prepare(database, runId)
	expect((await issues(back.id)).map((issue) => issue.split(' ')[1])).toEqual(['email_invalid'])
	expect(back.value_map).toEqual({ role: { šéf: 'operator' } })
})

test('another file, or another kind of records, forgets what was mended', async () => {
	const id = await prepared('Login;E-mail;Firma\na;a;Acme\n')
	await applyFix(db, id, { code: 'email_invalid', field: 'email', fix: 'placeholder_email' }, null)
	await decide(database, id, { target: 'companies' })
	const { rows } = await sql`select from import_steps where import_id = ${id}`.execute(db)
	expect(rows).toEqual([])
})
