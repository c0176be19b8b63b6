import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { FIELDS, TARGETS } from '../../src/contract/fields.ts'
import type { Database } from '../../src/db/database.ts'
import { exportFile } from '../../src/import/export.ts'
import { testDatabase } from '../harness.ts'
import { importText, issuesOf, membersIn } from './harness.ts'

const source = await testDatabase()
const copy = await testDatabase()

async function exported({ db }: Database, target: 'companies' | 'users'): Promise<string> {
	let text = ''
	for await (const piece of exportFile(db, target)) text += piece
	return text
}

/** Everything a spreadsheet or a careless parser would damage. */
async function fill({ db }: Database): Promise<void> {
	await sql`
		insert into companies (name, registration_number, vat_number, street, city, postal_code, country, phone, email,
		                       website, note, external_id)
		values
			('Truhlářství Dvořák s.r.o.', '00006947', 'CZ00006947', 'Nádražní 1; dvůr', 'Třebíč', '674 01', 'Česko',
			 '+420 568 421 337', 'info@x.cz', 'https://x.cz/?a=1&b=2', E'první\nřádek "v uvozovkách"', '007'),
			('"Uvozovky", a.s.', null, null, null, null, null, null, null, null, null, '=1+1', '1E5'),
			('27074358', null, null, null, null, null, null, null, null, null, '''=2', null)
	`.execute(db)
	await sql`
		insert into users (username, email, email_placeholder, first_name, last_name, title_before, title_after, phone,
		                   mobile, company_id, role, position, language, note, external_id, active,
		                   company_tickets)
		values
			('jiri', 'jiri@x.cz', false, 'Jiří', 'Dvořák', null, null, '0602123456', '+420 777 123 456',
			 (select id from companies where external_id = '007'), 'customer', '-5', 'cs', '@všem', '0042', true, true),
			('Žofie', 'jiri@x.cz', false, null, null, null, null, null, null,
			 (select id from companies where external_id = '1E5'), 'operator', null, null, E'a\n\nb', null, false, false),
			('šéf', 'nema@nema.cz', true, 'O''Brien', 'Novák-Říha', null, null, null, null, null, 'admin', null, 'en',
			 'středník; čárka, tabulátor', null, true, false),
			('v.cislech', 'v@x.cz', false, null, null, null, null, null, null,
			 (select id from companies where name = '27074358'), 'customer', null, null, null, null, true, false)
	`.execute(db)
	await sql`insert into groups (name) values ('=Brno, "sever"'), ('Podpora'), ('Prázdná')`.execute(db)
	await sql`
		insert into group_members (group_id, user_id)
		select g.id, u.id from groups g, users u where u.role <> 'customer' and g.name <> 'Prázdná'
		  and not (u.role = 'admin' and g.name = 'Podpora')
	`.execute(db)
}

test('what is exported imports back unchanged, by the proposals alone', async () => {
	await fill(source)
	const files = {
		companies: await exported(source, 'companies'),
		users: await exported(source, 'users'),
	}
	const { written, imports } = await importText(copy, [
		{ target: 'users', text: files.users, options: { missing_group: 'create' } },
		{ target: 'companies', text: files.companies },
	])
	expect(imports.flatMap(issuesOf).filter((issue) => issue.startsWith('error'))).toEqual([])
	expect(written).toBe(true)
	expect({ companies: await exported(copy, 'companies'), users: await exported(copy, 'users') }).toEqual(files)
	const columns = (database: Database) =>
		sql`
			select u.username, u.email, u.email_placeholder, u.first_name, u.last_name, u.title_before, u.title_after, u.phone,
			       u.mobile, c.name as company, u.role, u.position, u.language, u.note, u.external_id, u.active,
			       u.company_tickets
			from users u left join companies c on c.id = u.company_id
			order by u.id
		`.execute(database.db)
	expect((await columns(copy)).rows).toEqual((await columns(source)).rows)
	expect(await membersIn(copy.db)).toEqual(await membersIn(source.db))
})

test('every header of an export is proposed for its own field', async () => {
	for (const target of TARGETS) {
		const { imports } = await importText(copy, [{ target, text: await exported(source, target) }], { commit: false })
		expect(imports[0]!.mapping).toEqual(FIELDS[target].map(({ name }) => name))
	}
})

test('no cell of an export is run by a spreadsheet', async () => {
	const cells = ((await exported(source, 'users')) + (await exported(source, 'companies'))).split(/[;\r\n]/)
	expect(cells.filter((cell) => /^"?[=@]/.test(cell))).toEqual([])
})

test('what is exported changes nothing where it came from', async () => {
	const files = [
		{ target: 'companies' as const, text: await exported(source, 'companies'), options: { mode: 'upsert' as const } },
		{ target: 'users' as const, text: await exported(source, 'users'), options: { mode: 'upsert' as const } },
	]
	const { imports } = await importText(source, files)
	expect(imports.map(({ counts }) => [counts!.read, counts!.unchanged])).toEqual([
		[3, 3],
		[4, 4],
	])
})
