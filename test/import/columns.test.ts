import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { startProduct } from './http-harness.ts'

const product = await startProduct(['admin'])
const { call, settled } = product
const { db } = product.database
beforeEach(async () => {
	await sql`delete from users where import_id is not null`.execute(db)
	await sql`delete from companies`.execute(db)
	await sql`truncate import_profiles`.execute(db)
})

async function uploaded(target: string, text: string) {
	const { json } = await call('admin', 'POST', '/imports', { target, filename: `${target}.csv` })
	return (await call('admin', 'PUT', `/imports/${json.id}/file`, text)).json
}

async function committed(id: number): Promise<void> {
	await call('admin', 'POST', `/imports/${id}/check`)
	expect((await settled('admin', id)).state).toBe('ready')
	await call('admin', 'POST', `/imports/${id}/commit`)
	expect((await settled('admin', id)).state).toBe('committed')
}

test('two columns are joined in one field, shown before the import, written, and remembered', async () => {
	const text = 'Firma;Ulice;Č.p.;Poznámka 1;Poznámka 2\nAlfa;Dlouhá;12;první;druhá\nBeta;Krátká;;;druhá\n'
	const { id, mapping, columns } = await uploaded('companies', text)
	expect(mapping).toEqual(['name', 'street', 'street', 'note', 'note'])
	expect(columns[2]).toMatchObject({ field: 'street', reason: 'joined' })
	expect(columns[4].examples).toEqual([
		{ before: ['první', 'druhá'], after: { note: 'první\ndruhá' } },
		{ before: ['druhá'], after: { note: 'druhá' } },
	])
	await committed(id)
	const { rows } = await sql`select name, street, note from companies order by id`.execute(db)
	expect(rows).toEqual([
		{ name: 'Alfa', street: 'Dlouhá 12', note: 'první\ndruhá' },
		{ name: 'Beta', street: 'Krátká', note: 'druhá' },
	])
})

test('a column a person had taken apart is taken apart the next time, in the same order', async () => {
	const text = 'Login;E-mail;Kdo\na;a@x.cz;Balcar Quido\n'
	const { id, mapping } = await uploaded('users', text)
	expect(mapping).toEqual(['username', 'email', null])
	await call('admin', 'PATCH', `/imports/${id}`, { mapping: ['username', 'email', 'full_name_last_first'] })
	await committed(id)
	const again = await uploaded('users', text)
	expect(again.mapping).toEqual(['username', 'email', 'full_name_last_first'])
	expect(again.columns[2].examples).toEqual([
		{ before: ['Balcar Quido'], after: { first_name: 'Quido', last_name: 'Balcar' } },
	])
})

test('columns a person joined are joined the next time', async () => {
	const text = 'Firma;Barva;Tvar\nAlfa;modrá;kruh\n'
	const { id } = await uploaded('companies', text)
	await call('admin', 'PATCH', `/imports/${id}`, { mapping: ['name', 'note', 'note'] })
	await committed(id)
	const again = await uploaded('companies', text.replace('Alfa', 'Gama'))
	expect(again.mapping).toEqual(['name', 'note', 'note'])
	expect(again.columns[2]).toMatchObject({ field: 'note', reason: 'remembered' })
})

test('what stands between joined columns is chosen, shown at once, and remembered', async () => {
	const text = 'Firma;Ulice;Č.p.;Poznámka 1;Poznámka 2\nAlfa;Dlouhá;12;první;druhá\n'
	const { id, options } = await uploaded('companies', text)
	expect(options.join_with).toEqual({})
	const join_with = { street: 'comma', note: 'space' }
	const chosen = await call('admin', 'PATCH', `/imports/${id}`, { options: { join_with } })
	expect(chosen.json.columns[4].examples[0].after).toEqual({ note: 'první druhá' })
	for (const wrong of [{ street: 'line' }, { phone: 'space' }, { name: 'space' }, { first_name: 'space' }]) {
		const { status, json } = await call('admin', 'PATCH', `/imports/${id}`, { options: { join_with: wrong } })
		expect([status, json.code], JSON.stringify(wrong)).toEqual([400, 'request_invalid'])
	}
	await committed(id)
	const { rows } = await sql`select street, note from companies`.execute(db)
	expect(rows).toEqual([{ street: 'Dlouhá, 12', note: 'první druhá' }])
	const again = await uploaded('companies', text)
	expect(again.options.join_with).toEqual(join_with)
	const other = await uploaded('companies', 'Firma;Ulice;Č.p.\nGama;Krátká;3\n')
	expect(other.options.join_with).toEqual({})
})

test('what was decided about fields of companies is forgotten when the file is one of people', async () => {
	const { id } = await uploaded('companies', 'Firma;Ulice;Č.p.;E-mail\nAlfa;Dlouhá;12;a@x.cz\n')
	const options = {
		mode: 'upsert',
		match: 'registration_number',
		on_update: { street: 'fill' },
		join_with: { street: 'comma' },
	}
	expect((await call('admin', 'PATCH', `/imports/${id}`, { options })).status).toBe(200)
	const { status, json } = await call('admin', 'PATCH', `/imports/${id}`, { target: 'users' })
	expect([status, json.options]).toMatchObject([200, { mode: 'upsert', match: null, on_update: {}, join_with: {} }])
})

test('keys, lists and names that are taken apart come from one column only', async () => {
	const { id } = await uploaded('users', 'A;B;C\n1;2;3\n')
	for (const mapping of [
		['username', 'email', 'email'],
		['username', 'username', 'email'],
		['email', 'company', 'company'],
		['email', 'role', 'role'],
		['email', 'full_name', 'last_name'],
		['email', 'full_name', 'full_name_last_first'],
		['email', 'phones', 'phone'],
	]) {
		const { status, json } = await call('admin', 'PATCH', `/imports/${id}`, { mapping })
		expect([status, json.code], String(mapping)).toEqual([422, 'mapping_invalid'])
	}
	const { status } = await call('admin', 'PATCH', `/imports/${id}`, {
		mapping: ['title_before', 'full_name', 'phones'],
	})
	expect(status).toBe(200)
	const companies = await uploaded('companies', 'A;B;C\n1;2;3\n')
	const refused = await call('admin', 'PATCH', `/imports/${companies.id}`, { mapping: ['name', 'full_name', null] })
	expect(refused.json.code).toBe('mapping_invalid')
})

test('whole names and cells with several phones are taken apart, in the order the person chose', async () => {
	const text =
		'Login;E-mail;Jméno a příjmení;Telefon\n' +
		'a;a@x.cz;Ing. Novák Jan, Ph.D.;+420 777 123 456, 222 333 444\n' +
		'b;b@x.cz;Malý Petr;222 333 444, 222 333 555\n'
	const { id, mapping, columns } = await uploaded('users', text)
	expect(mapping).toEqual(['username', 'email', 'full_name_last_first', 'phones'])
	expect(columns[2].examples[0]).toEqual({
		before: ['Ing. Novák Jan, Ph.D.'],
		after: { title_before: 'Ing.', first_name: 'Jan', last_name: 'Novák', title_after: 'Ph.D.' },
	})
	expect(columns[3].examples[0].after).toEqual({ phone: '222 333 444', mobile: '+420 777 123 456' })
	const swapped = await call('admin', 'PATCH', `/imports/${id}`, {
		mapping: ['username', 'email', 'full_name', 'phones'],
	})
	expect(swapped.json.columns[2].examples[1].after).toEqual({ first_name: 'Malý', last_name: 'Petr' })
	await call('admin', 'PATCH', `/imports/${id}`, { mapping })
	await committed(id)
	const { rows } = await sql`
		select title_before, first_name, last_name, title_after, phone, mobile from users where import_id = ${id} order by id
	`.execute(db)
	expect(rows).toEqual([
		{
			title_before: 'Ing.',
			first_name: 'Jan',
			last_name: 'Novák',
			title_after: 'Ph.D.',
			phone: '222 333 444',
			mobile: '+420 777 123 456',
		},
		{
			title_before: null,
			first_name: 'Petr',
			last_name: 'Malý',
			title_after: null,
			phone: '222 333 444, 222 333 555',
			mobile: null,
		},
	])
	const { json } = await call('admin', 'GET', `/imports/${id}`)
	expect(json.issues).toMatchObject([{ code: 'phone_several', field: 'phone', severity: 'warning', lines: [3] }])
})

test('contacts of Google come in as they are exported, and no address is lost', async () => {
	const header =
		'First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,Labels,' +
		'E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value\n'
	const text =
		'Jan,Amos,Novák,Alfa,ředitel,známe se z veletrhu,* myContacts ::: * Work,* Work,jan@x.cz ::: jan@y.cz,Home,,Work,+420 777 123 456 ::: 222 333 444\n' +
		'Eva,,Malá,,,,* myContacts,* Work,eva@x.cz,Home,eva@doma.cz,Mobile,+420 602 123 456\n'
	const { id, mapping, columns } = await uploaded('users', header + text)
	expect(mapping).toEqual([
		...['first_name', 'first_name', 'last_name', 'company', 'position', 'note', null],
		...[null, 'emails', null, null, null, 'phones'],
	])
	expect(columns[8].examples[0]).toEqual({
		before: ['jan@x.cz ::: jan@y.cz'],
		after: { email: 'jan@x.cz', note: 'jan@y.cz' },
	})
	const options = { usernames: 'email', missing_company: 'create' }
	await call('admin', 'PATCH', `/imports/${id}`, { options })
	await committed(id)
	const { rows } = await sql`
		select username, email, mobile, phone, note from users where import_id = ${id} order by id
	`.execute(db)
	expect(rows).toEqual([
		{
			username: 'jan@x.cz',
			email: 'jan@x.cz',
			mobile: '+420 777 123 456',
			phone: '222 333 444',
			note: 'známe se z veletrhu\njan@y.cz',
		},
		{ username: 'eva@x.cz', email: 'eva@x.cz', mobile: null, phone: '+420 602 123 456', note: null },
	])
	const { json } = await call('admin', 'GET', `/imports/${id}`)
	expect(json.issues).toMatchObject([
		{ code: 'email_several', severity: 'warning', lines: [2], values: ['jan@x.cz ::: jan@y.cz'] },
	])
})

test('a column that was an e-mail the last time is taken apart when it holds several', async () => {
	const { id } = await uploaded('companies', 'Firma;E-mail\nAlfa;alfa@x.cz\n')
	await committed(id)
	const { mapping } = await uploaded('companies', 'Firma;E-mail\nBeta;beta@x.cz, obchod@x.cz\n')
	expect(mapping).toEqual(['name', 'emails'])
})

test('values of a list are listed with their meanings, decided in place, applied, and remembered', async () => {
	const text =
		'Login;E-mail;Role;Jazyk\na;a@x.cz;klient;po našem\nb;b@x.cz;vedoucí ;cs\nc;c@x.cz;vedoucí;\nd;d@x.cz;?;cs\n'
	const { id, columns } = await uploaded('users', text)
	expect(columns[2].values).toEqual([
		{ value: 'vedoucí', rows: 2, meaning: null },
		{ value: 'klient', rows: 1, meaning: 'customer' },
		{ value: '?', rows: 1, meaning: null },
	])
	expect(columns[0].values).toBe(undefined)
	const wrong = await call('admin', 'PATCH', `/imports/${id}`, { value_map: { role: { vedoucí: 'král' } } })
	expect([wrong.status, wrong.json.code]).toEqual([400, 'request_invalid'])
	const decided = await call('admin', 'PATCH', `/imports/${id}`, {
		value_map: { role: { vedoucí: 'customer', '?': '' }, language: { 'po našem': 'sk' } },
	})
	expect(decided.json.columns[2].values.map(({ meaning }: { meaning: string }) => meaning)).toEqual([
		...['customer', 'customer', ''],
	])
	await committed(id)
	const { rows } = await sql`select username, role, language from users where import_id = ${id} order by id`.execute(db)
	expect(rows).toEqual([
		{ username: 'a', role: 'customer', language: 'sk' },
		{ username: 'b', role: 'customer', language: 'cs' },
		{ username: 'c', role: 'customer', language: null },
		{ username: 'd', role: 'customer', language: 'cs' },
	])
	const again = await uploaded('users', text)
	expect(again.value_map).toEqual({ role: { vedoucí: 'customer', '?': '' }, language: { 'po našem': 'sk' } })
	expect(again.columns[3].values[1]).toEqual({ value: 'po našem', rows: 1, meaning: 'sk' })
})
