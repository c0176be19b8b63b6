import { beforeEach, expect, test } from 'vitest'
import type { Target } from '../../src/contract/fields.ts'
import { testDatabase } from '../harness.ts'
import { clear, countRecords, importText, issuesOf } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const PNG = Buffer.from(
	'89504e470d0a1a0a0000000d494844520000000100000001080600000 01f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082'.replaceAll(
		' ',
		'',
	),
	'hex',
)

/** A file that is no table: what it is, the code, and the line where it has one. */
const UNREADABLE: [fact: string, text: string | Buffer, code: string, line: number | null][] = [
	['an empty file', '', 'file_empty', null],
	['nothing but a byte order mark', Buffer.of(0xef, 0xbb, 0xbf), 'file_empty', null],
	['nothing but blank lines', '\r\n\r\n \r\n', 'file_empty', null],
	['a header without records', 'Login;Mail\r\n', 'file_header_only', null],
	['a picture', PNG, 'file_binary', null],
	['an Excel workbook', Buffer.from('504b030414000600080000002100', 'hex'), 'file_spreadsheet', null],
	['a web page', '<!DOCTYPE html>\n<html><body>nic</body></html>\n', 'file_not_a_table', null],
	['10,000 columns', `${Array.from({ length: 10_000 }, (_, i) => `s${i}`).join(';')}\nx\n`, 'too_many_columns', 1],
	['a cell of 5 MB', `Login;Mail\na;a@x.cz\nb;"${'x'.repeat(5_000_000)}"\n`, 'cell_too_long', 3],
]

test.each(UNREADABLE)('%s fails, with nothing written', async (_fact, text, code, line) => {
	const { imports, written } = await importText(database, [{ target: 'users', text }])
	expect(written).toBe(false)
	expect(imports[0]).toMatchObject({ state: 'failed', failure: { code, line }, counts: null })
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

/** A table that cannot be imported as it is. */
const REFUSED: [fact: string, target: Target, text: string, issues: string[]][] = [
	[
		'no column of usernames',
		'users',
		'Mail;Jméno\na@x.cz;Jan\n\nb@x.cz;Eva\n',
		['error username_missing username 2,4'],
	],
	['no column of names', 'companies', 'IČO;Město\n27074358;Brno\n', ['error name_missing name 2']],
	[
		'a company no file names',
		'users',
		'Login;Mail;Firma\na;a@x.cz;Nikde s.r.o.\n',
		['error company_unknown company 2 Nikde s.r.o.'],
	],
	['an end inside a quote', 'users', 'Login;Mail\na;a@x.cz\nb;"b@x.cz\n', ['error quote_not_closed email 3 "b@x.cz']],
]

test.each(REFUSED)('%s is refused by line, with nothing written', async (_fact, target, text, issues) => {
	const { imports, written } = await importText(database, [{ target, text }])
	expect(written).toBe(false)
	expect(imports[0]!.state).toBe('refused')
	expect(issuesOf(imports[0]!)).toEqual(issues)
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('of two columns with one header the first is proposed and the other left out', async () => {
	const text = 'Login;Mail;Mail\na;a@x.cz;b@x.cz\n'
	const { imports, written } = await importText(database, [{ target: 'users', text }])
	expect(written).toBe(true)
	expect(imports[0]!.mapping).toEqual(['username', 'email', null])
})

test('one field for two columns, or a field the target does not have, is no mapping', async () => {
	const file = { target: 'users' as const, text: 'Login;Mail;Mail\na;a@x.cz;b@x.cz\n' }
	for (const mapping of [['username', 'email', 'email'], ['username', 'email', 'street'], ['username']]) {
		await expect(importText(database, [{ ...file, mapping }])).rejects.toMatchObject({ code: 'mapping_invalid' })
	}
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('one file that is no table stops the whole run', async () => {
	const { imports, written } = await importText(database, [
		{ target: 'companies', text: 'Název\nAcme\n' },
		{ target: 'users', text: '' },
	])
	expect(written).toBe(false)
	expect(imports.map(({ state }) => state)).toEqual(['mapping', 'failed'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})
