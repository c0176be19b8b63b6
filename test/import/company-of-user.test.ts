import { beforeEach, expect, test } from 'vitest'
import type { ImportOptions } from '../../src/contract/imports.ts'
import { testDatabase } from '../harness.ts'
import { clear, companiesIn, importText, issuesOf, usersIn } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const companies = (...names: string[]) => ({ target: 'companies' as const, text: `Název;IČO\n${names.join('\n')}\n` })
const usersOf = (names: string[], options: Partial<ImportOptions> = {}) => ({
	target: 'users' as const,
	text: `Login;Mail;Firma\n${names.map((name, i) => `u${i};u${i}@x.cz;"${name}"\n`).join('')}`,
	options,
})
const companyOfEach = async () => (await usersIn(db)).map((user) => user.split(' @ ')[1])

test.each([
	['its registration number', 'Acme s.r.o.;27074358', ['27074358', '270 74 358']],
	[
		'its name, whatever the letter case and spaces',
		'Řízek s.r.o.;',
		['Řízek s.r.o.', 'ŘÍZEK S.R.O.', ' řízek  s.r.o. '],
	],
	[
		'its name with the legal form written in another way',
		'Truhlářství Dvořák s.r.o.;',
		[
			'Truhlářství Dvořák, s. r. o.',
			'Truhlářství Dvořák spol. s r.o.',
			'Truhlářství Dvořák, společnost s ručením omezeným',
		],
	],
	['its name with & or a', 'Říhová & Novák;', ['Říhová a Novák', 'rihova and novak']],
])('a company is found by %s, in the database and in the run alike', async (_how, company, names) => {
	await importText(database, [companies(company), usersOf(names)])
	const name = company.split(';')[0]!
	expect(await companyOfEach()).toEqual(names.map(() => name))
	await clear(database)
	await importText(database, [companies(company)])
	await importText(database, [usersOf(names)])
	expect(await companyOfEach()).toEqual(names.map(() => name))
})

test('the registration number decides before a name, the exact name before a likeness', async () => {
	await importText(database, [companies('27074358;00006947', 'Acme;27074358', 'Beta s.r.o.;', '"Beta, s. r. o.";')])
	const { written } = await importText(database, [usersOf(['27074358', 'Beta s.r.o.', 'beta, s. r. o.'])])
	expect(written).toBe(true)
	expect(await companyOfEach()).toEqual(['Acme', 'Beta s.r.o.', 'Beta, s. r. o.'])
})

test('several companies that differ in spelling only are ambiguous, and the candidates are named', async () => {
	await importText(database, [companies('Beta s.r.o.;', '"Beta, s. r. o.";')])
	const { written, imports } = await importText(database, [
		usersOf(['BETA spol. s r.o.'], { missing_company: 'create' }),
	])
	expect(written).toBe(false)
	expect(issuesOf(imports[0]!)).toEqual(['error company_ambiguous company 2 BETA spol. s r.o.'])
	expect(imports[0]!.issues[0]!.suggestions).toEqual({ 'BETA spol. s r.o.': ['Beta s.r.o.', 'Beta, s. r. o.'] })
})

test('another legal form, or none, is another company and only suggested', async () => {
	await importText(database, [companies('Acme s.r.o.;', 'Beta a.s.;', 'Daleko;')])
	const { written, imports } = await importText(database, [
		usersOf(['Acme a.s.', 'Beta', 'Acmee s.r.o.', 'Zcela jiná']),
	])
	expect(written).toBe(false)
	expect(issuesOf(imports[0]!)).toEqual([
		'error company_unknown company 2,3,4,5 Acme a.s.|Beta|Acmee s.r.o.|Zcela jiná',
	])
	expect(imports[0]!.issues[0]!.suggestions).toEqual({
		'Acme a.s.': ['Acme s.r.o.'],
		Beta: ['Beta a.s.'],
		'Acmee s.r.o.': ['Acme s.r.o.'],
	})
})

test('names of nothing but punctuation are not one company', async () => {
	await importText(database, [companies('???;')])
	const { imports } = await importText(database, [usersOf(['!!!'])])
	expect(issuesOf(imports[0]!)).toEqual(['error company_unknown company 2 !!!'])
})

test('missing companies are made once per different name, with the first spelling, beside those that exist', async () => {
	await importText(database, [companies('Stará;')])
	const names = ['Nová, s. r. o.', 'stará', 'NOVÁ s.r.o.', 'Nová a.s.', '', 'Nová, s. r. o.']
	const { written, imports } = await importText(database, [usersOf(names, { missing_company: 'create' })])
	expect(written).toBe(true)
	expect(imports[0]!.new_companies).toBe(2)
	expect(await companiesIn(db)).toEqual(['Stará', 'Nová, s. r. o.', 'Nová a.s.'])
	expect(await companyOfEach()).toEqual([
		'Nová, s. r. o.',
		'Stará',
		'Nová, s. r. o.',
		'Nová a.s.',
		'-',
		'Nová, s. r. o.',
	])
})

test('a refused row makes no company', async () => {
	const text = 'Login;Mail;Firma\na;a@x.cz;Nová\nb;spatne;Jiná\n'
	const options = { missing_company: 'create', on_error: 'skip' } as const
	const { imports } = await importText(database, [{ target: 'users', text, options }])
	expect(imports[0]!.new_companies).toBe(1)
	expect(await companiesIn(db)).toEqual(['Nová'])
})

test('people of missing companies can be left without one', async () => {
	await importText(database, [companies('Stará;')])
	const { written, imports } = await importText(database, [usersOf(['Nová', 'Stará'], { missing_company: 'empty' })])
	expect([written, imports[0]!.new_companies]).toEqual([true, 0])
	expect(await companyOfEach()).toEqual(['-', 'Stará'])
	expect(await companiesIn(db)).toEqual(['Stará'])
})

test('a constant company holds for every row', async () => {
	await importText(database, [companies('Acme;')])
	await importText(database, [
		{ target: 'users', text: 'Login;Mail\na;a@x.cz\nb;b@x.cz\n', constants: { company: 'ACME' } },
	])
	expect(await companyOfEach()).toEqual(['Acme', 'Acme'])
})
