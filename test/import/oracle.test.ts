import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { SignInMethod } from '../../src/contract/people.ts'
import type { ImportRecord } from '../../src/import/queries.ts'
import { testDatabase } from '../harness.ts'
import { clear, importText, membersIn, usersIn } from './harness.ts'
import { type CompanyLine, judge, type Situation, type UserLine } from './oracle.ts'

const database = await testDatabase()
const { db } = database

/** Few values, so that rows collide in every way all the time. */
const COMPANY_NAMES = ['Acme', 'ACME', 'Acme s.r.o.', 'Acme, s. r. o.', 'ACME a.s.', 'Řízek', 'řízek', '27074358']
const NUMBERS = ['', '', '27074358', '00006947']
const IDS = ['', '', 'X', 'x', 'Y']
const companyLine: fc.Arbitrary<CompanyLine> = fc.record({
	name: fc.constantFrom('', ...COMPANY_NAMES),
	registration_number: fc.constantFrom(...NUMBERS),
	external_id: fc.constantFrom(...IDS),
})
const userLine: fc.Arbitrary<UserLine> = fc.record({
	username: fc.constantFrom('', 'a', 'A', 'b', 'č', 'Č', 'd.e', 'f', 'g'),
	email: fc.constantFrom('', 'spatne', 'a@x.cz', 'A@x.cz', 'b@x.cz', 'c@x.cz', 'd@x.cz'),
	company: fc.constantFrom('', '', ...COMPANY_NAMES, 'Acme spol. s r.o.', 'RIZEK'),
	external_id: fc.constantFrom(...IDS),
	role: fc.constantFrom('', 'operator'),
	groups: fc.constantFrom('', '', 'Podpora', 'PODPORA, Sklad', 'sklad,Sklad', 'Vedení'),
})
const situations: fc.Arbitrary<Situation> = fc
	.record({
		signIn: fc.constantFrom<SignInMethod>('username', 'email'),
		onError: fc.constantFrom('stop' as const, 'skip' as const),
		missingCompany: fc.constantFrom('error' as const, 'create' as const, 'empty' as const),
		missingGroup: fc.constantFrom('error' as const, 'create' as const, 'empty' as const),
		groups: fc.subarray(['Podpora', 'vedení']),
		companies: fc.array(companyLine, { minLength: 1, maxLength: 5 }),
		users: fc.array(userLine, { minLength: 1, maxLength: 7 }),
		oldCompanies: fc.array(companyLine, { maxLength: 3 }),
		oldUsers: fc.array(userLine, { maxLength: 3 }),
	})
	.map(({ oldCompanies, oldUsers, groups, ...rest }) => ({
		...rest,
		existing: { ...existingOf(oldCompanies, oldUsers), groups },
	}))

/** What a database can hold at all: complete records, each name, number and ID once. */
function existingOf(oldCompanies: CompanyLine[], oldUsers: UserLine[]): Omit<Situation['existing'], 'groups'> {
	const companies: CompanyLine[] = []
	for (const row of oldCompanies) {
		const clashes = companies.some(
			(one) =>
				one.name.toLowerCase() === row.name.toLowerCase() ||
				(row.registration_number && one.registration_number === row.registration_number) ||
				(row.external_id && one.external_id === row.external_id),
		)
		if (row.name && !clashes) companies.push(row)
	}
	const users: UserLine[] = []
	for (const row of oldUsers) {
		const clashes = users.some(
			(one) =>
				one.username.toLowerCase() === row.username.toLowerCase() ||
				one.email.toLowerCase() === row.email.toLowerCase() ||
				(row.external_id && one.external_id === row.external_id),
		)
		if (row.username && row.email.includes('@') && !clashes) users.push({ ...row, company: '' })
	}
	return { companies, users }
}

async function establish({ existing, signIn }: Situation): Promise<void> {
	await clear(database)
	await sql`truncate groups cascade`.execute(db)
	for (const name of existing.groups) await sql`insert into groups (name) values (${name})`.execute(db)
	for (const { name, registration_number, external_id } of existing.companies) {
		await sql`
			insert into companies (name, registration_number, external_id)
			values (${name}, ${registration_number || null}, ${external_id || null})
		`.execute(db)
	}
	for (const { username, email, external_id } of existing.users) {
		await sql`insert into users (username, email, external_id) values (${username}, ${email}, ${external_id || null})`.execute(
			db,
		)
	}
	await sql`update settings set sign_in = ${signIn}`.execute(db)
}

async function importSituation(situation: Situation) {
	const { onError: on_error, missingCompany: missing_company, missingGroup: missing_group } = situation
	const companies = situation.companies.map((row) => `${row.name};${row.registration_number};${row.external_id};x\n`)
	const users = situation.users.map(
		(row) => `${row.username};${row.email};${row.company};${row.external_id};${row.role};${row.groups};x\n`,
	)
	const before = situation.existing.users.length
	const run = await importText(database, [
		{
			target: 'companies',
			text: `Název;IČO;Externí ID;Poznámka\n${companies.join('')}`,
			options: { on_error },
			delimiter: ';',
			mapping: ['name', 'registration_number', 'external_id', 'note'],
		},
		{
			target: 'users',
			text: `Login;Mail;Firma;Externí ID;Role;Skupiny;Poznámka\n${users.join('')}`,
			options: { on_error, missing_company, missing_group },
			delimiter: ';',
			mapping: ['username', 'email', 'company', 'external_id', 'role', 'groups', 'note'],
		},
	])
	const made = (await usersIn(db)).slice(before)
	return {
		companies: errorsOf(run.imports[0]!),
		users: errorsOf(run.imports[1]!),
		written: run.written,
		made: made.map((user) => user.replace(/ \S+ (?:customer|operator) /, ' ').toLowerCase()),
		members: (await membersIn(db)).map((line) => line.toLowerCase()).sort(),
	}
}

function errorsOf(found: ImportRecord): string[] {
	return found.issues
		.filter(({ severity }) => severity === 'error')
		.flatMap(({ code, lines }) => lines.map((line) => `${line} ${code}`))
		.sort()
}

/** How many situations are tried, some three a second. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 30)
/** A run that found something, or did not end, is repeated from here. */
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 1_000_000_000)

test('the statements agree with a naive reading of the rules on any two files over any database', {
	timeout: 120_000 + RUNS * 2_000,
}, async () => {
	console.log(`ORACLE_SEED=${SEED}`)
	await fc.assert(
		fc.asyncProperty(situations, async (situation) => {
			await establish(situation)
			expect(await importSituation(situation)).toEqual(judge(situation))
		}),
		{ numRuns: RUNS, seed: SEED },
	)
})
