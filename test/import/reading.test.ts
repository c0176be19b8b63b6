import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { startProduct } from './http-harness.ts'

const product = await startProduct(['admin'])
const { call, checked, settled } = product
const { db } = product.database
beforeEach(async () => {
	await sql`delete from users where import_id is not null`.execute(db)
})

const TEXT = 'Login;E-mail;Příjmení;Poznámka\na;a@x.cz;Šťastná;Ábel\nb;b@x.cz;Dvořák;\n'
/** What a program makes of UTF-8 that it takes for the encoding, when it saves it as UTF-8. */
const misread = (encoding: string) => new TextDecoder(encoding).decode(Buffer.from(TEXT))

async function uploaded(text: string) {
	const { json } = await call('admin', 'POST', '/imports', { target: 'users', filename: 'lidé.csv' })
	return (await call('admin', 'PUT', `/imports/${json.id}/file`, text)).json
}

test('the encoding is answered with words of the file, those of its rows first, as it and the others read them, and is changed by one decision', async () => {
	const { id, encodings } = await uploaded(TEXT.replace('Ábel', ''))
	expect(encodings[0]).toEqual({ encoding: 'utf-8', words: ['Šťastná', 'Dvořák', 'Příjmení', 'Poznámka'] })
	expect(encodings.map(({ encoding }: { encoding: string }) => encoding)).toContain('windows-1252')
	const { json } = await call('admin', 'PATCH', `/imports/${id}`, { encoding: 'windows-1252' })
	expect(json.encoding).toBe('windows-1252')
	expect(json.encodings[0].words[2]).toBe('PÅ™Ã\u00adjmenÃ\u00ad')
	expect(json.encodings[1]).toEqual(encodings[0])
})

test.each(['windows-1250', 'windows-1252'])(
	'text misread as %s is put right in the whole file, and left again',
	async (encoding) => {
		const { id, misread: words, repair } = await uploaded(misread(encoding))
		expect(repair).toBe(false)
		expect(words.map(({ after }: { after: string }) => after)).toContain('Příjmení')
		const { json } = await call('admin', 'PATCH', `/imports/${id}`, { repair: true })
		expect(json).toMatchObject({ repair: true, misread: [], mapping: ['username', 'email', 'last_name', 'note'] })
		await call('admin', 'POST', `/imports/${id}/check`)
		await settled('admin', id)
		await call('admin', 'POST', `/imports/${id}/commit`)
		await settled('admin', id)
		const { rows } = await sql`select last_name, note from users where import_id = ${id} order by id`.execute(db)
		expect(rows).toEqual([
			{ last_name: 'Šťastná', note: 'Ábel' },
			{ last_name: 'Dvořák', note: null },
		])
		const other = await uploaded(misread(encoding))
		await call('admin', 'PATCH', `/imports/${other.id}`, { repair: true })
		const left = await call('admin', 'PATCH', `/imports/${other.id}`, { repair: false })
		expect(left.json.repair).toBe(false)
		expect(left.json.misread).toEqual(words)
	},
)

test('misread cells are put right at the check, all at once, except those that lost half a letter', async () => {
	const { id, issues } = await checked('admin', 'users', misread('windows-1250'))
	expect(issues.map(({ code, field, count }) => `${code} ${field} ${count}`)).toEqual([
		...['spreadsheet_damage last_name 2', 'spreadsheet_damage note 1'],
	])
	const { json } = await call('admin', 'GET', `/imports/${id}/issues/spreadsheet_damage/fixes?field=last_name`)
	expect(json.items[0]).toMatchObject({ fix: 'repair', count: 2 })
	expect(json.items[0].examples[1].after).toBe('Dvořák')
	const fixed = await call('admin', 'POST', `/imports/${id}/fixes`, {
		...{ code: 'spreadsheet_damage', field: 'last_name', fix: 'repair' },
	})
	expect(fixed.json.step.rows).toBe(2)
	const note = await call('admin', 'GET', `/imports/${id}/issues/spreadsheet_damage/fixes?field=note`)
	expect(note.json.items.map(({ fix }: { fix: string }) => fix)).not.toContain('repair')
})

test('mistyped domains are a warning, mended all at once', async () => {
	const text = 'Login;E-mail\na;a@gmial.com\nb;b@Seznam.czz\nc;c@gmail.com\n'
	const { id, state, issues } = await checked('admin', 'users', text)
	expect(state).toBe('ready')
	expect(issues).toMatchObject([{ code: 'email_mistyped', field: 'email', severity: 'warning', lines: [2, 3] }])
	await call('admin', 'POST', `/imports/${id}/fixes`, { code: 'email_mistyped', field: 'email', fix: 'email_domain' })
	const { json } = await call('admin', 'GET', `/imports/${id}/rows`)
	expect(json.items.map(({ values }: { values: { email: string } }) => values.email)).toEqual([
		...['a@gmail.com', 'b@seznam.cz', 'c@gmail.com'],
	])
	expect((await call('admin', 'GET', `/imports/${id}`)).json.issues).toEqual([])
})
