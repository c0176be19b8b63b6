import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { REASON_TEXTS } from '../../src/contract/reasons.ts'
import { createEncoder } from '../../src/import/read/encode.ts'
import { workbook } from '../csv/workbook.ts'
import { testDatabase } from '../harness.ts'
import { clear, importText, issuesOf, refusedBytes, usersIn } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const BOM = '\uFEFF'
const said = (code: string, field: string, value: string | null) => REASON_TEXTS.cs.describe({ code, field, value })

test('refused records stand as they stood: quotes, spaces and columns nobody imports; the reasons are last', async () => {
	const text = [
		'Login ;"Mail";Nic',
		' a ;"a@x.cz";"řekl ""ano"""',
		'"b";  špatně;1 000,00',
		'c;c@x.cz;',
		'A;"d";"dva',
		'řádky"',
		'',
	].join('\n')
	const { imports, runId } = await importText(database, [{ target: 'users', text }])
	expect(issuesOf(imports[0]!)).toEqual([
		'error email_invalid email 3,5 špatně|d',
		'error username_repeated username 5 A',
	])
	expect(String(await refusedBytes(database, runId))).toBe(
		`${BOM}Login;Mail;Nic;_chyby\r\n` +
			'"b";  špatně;1 000,00;' +
			`${said('email_invalid', 'email', 'špatně')}\r\n` +
			'A;"d";"dva\nřádky";' +
			`${said('email_invalid', 'email', 'd')} ${said('username_repeated', 'username', 'A')}\r\n`,
	)
})

test('several reasons of one record stand in one cell, and warnings are no reasons', async () => {
	const text = 'Login;Mail;Telefon\n;spatne;zavolat\nb;b@x.cz;zavolat\n'
	const { runId } = await importText(database, [{ target: 'users', text }])
	expect(String(await refusedBytes(database, runId))).toBe(
		`${BOM}Login;Mail;Telefon;_chyby\r\n;spatne;zavolat;` +
			`${said('email_invalid', 'email', 'spatne')} ${said('username_missing', 'username', null)}\r\n`,
	)
})

test.each([
	['windows-1250', ',', ''],
	['cp852', '\t', ''],
	['iso-8859-2', '|', ''],
	['utf-16le', ';', BOM],
	['utf-8', ',', BOM],
])('a file in %s with %j is answered in the same', async (encoding, delimiter, mark) => {
	const encode = createEncoder(encoding)
	const line = (...cells: string[]) => `${cells.join(delimiter)}\r\n`
	const people = Array.from({ length: 30 }, (_, i) => line(`u${i}`, `u${i}@x.cz`, 'Žluťoučký kůň', 'příliš'))
	const text =
		mark +
		line('Uživatelské jméno', 'E-mail', 'Příjmení', 'Jméno') +
		people.join('') +
		line('U0', 'z@x.cz', 'Říha', '"Š"')
	const { imports, runId } = await importText(database, [{ target: 'users', text: encode(text) }])
	expect(imports[0]!.dialect).toMatchObject({ encoding, delimiter })
	expect(issuesOf(imports[0]!)).toEqual(['error username_repeated username 32 U0'])
	const expected =
		mark +
		line('Uživatelské jméno', 'E-mail', 'Příjmení', 'Jméno', '_chyby') +
		line('U0', 'z@x.cz', 'Říha', '"Š"', said('username_repeated', 'username', 'U0'))
	expect(await refusedBytes(database, runId)).toEqual(encode(expected))
})

test('bytes that are no text come back as the same bytes', async () => {
	const head = `Login;Mail;Jméno\n${Array.from({ length: 20 }, (_, i) => `u${i};u${i}@x.cz;Šárka\n`).join('')}`
	const text = Buffer.concat([Buffer.from(`${head}a;a@x.cz;`), Buffer.of(0xff, 0xfe, 0x0a)])
	const { runId } = await importText(database, [{ target: 'users', text }])
	const refused = await refusedBytes(database, runId)
	const at = refused.indexOf('a;a@x.cz;')
	expect(refused.subarray(at, at + 12)).toEqual(
		Buffer.concat([Buffer.from('a;a@x.cz;'), Buffer.of(0xff, 0xfe), Buffer.from(';')]),
	)
})

test('the refused file, corrected and imported again, has no issues', async () => {
	const text = 'Login;Mail;Firma\na;a@x.cz;Acme\nb;spatne;Acme\nA;c@x.cz;Acme\nd;d@x.cz;\n'
	const { runId } = await importText(database, [
		{ target: 'companies', text: 'Název\nAcme\n', options: { on_error: 'skip' } },
		{ target: 'users', text, options: { on_error: 'skip' } },
	])
	const refused = String(await refusedBytes(database, runId + 1))
	const corrected = refused.replace('b;spatne', 'b;b@x.cz').replace('A;c@x.cz', 'c;c@x.cz')
	const { imports, written } = await importText(database, [{ target: 'users', text: corrected }])
	expect(written).toBe(true)
	expect(issuesOf(imports[0]!)).toEqual([])
	expect(imports[0]!.mapping).toEqual(['username', 'email', 'company', null])
	expect(await usersIn(db)).toEqual([
		'a a@x.cz customer @ Acme',
		'd d@x.cz customer @ -',
		'b b@x.cz customer @ Acme',
		'c c@x.cz customer @ Acme',
	])
})

describe('the refused file that was mended in a spreadsheet', () => {
	const SOURCE = [
		'Login,Mail,Cosi,Role,Firma,Příjmení',
		'a,spatne,F1,šéf,Žďas,Dvořák',
		'b,b@x.cz,F2,klient,Nikde,"Malý, ml."',
		'c,c@x.cz,F3,klient,,Černá',
		'',
	].join('\n')
	const MAPPING = ['username', 'email', 'external_id', 'role', 'company', 'last_name']

	/** As rows of cells, the way a spreadsheet holds them. */
	async function refusedRows(): Promise<string[][]> {
		await sql`truncate import_profiles`.execute(db)
		const given = { target: 'users', text: SOURCE, mapping: MAPPING, options: { on_error: 'skip' } } as const
		const { imports } = await importText(database, [{ ...given, value_map: { role: { šéf: 'operator' } } }])
		const home = String(await refusedBytes(database, imports[0]!.id))
		return parse(home.slice(1), { delimiter: ',' })
	}

	function saved(rows: string[][], delimiter = ';'): string {
		const written = (cell: string) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
		return rows.map((cells) => `${cells.map(written).join(delimiter)}\r\n`).join('')
	}

	function sheet(rows: string[][]): Buffer {
		const escaped = (cell: string) => cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
		const xml = (cell: string) => `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
		return workbook({ sheets: [{ rows: rows.map((cells) => `<row>${cells.map(xml).join('')}</row>`).join('') }] })
	}

	const corrected = (rows: string[][]) =>
		rows.map((cells) => cells.map((cell) => ({ spatne: 'a@x.cz', Nikde: '', Žďas: '' })[cell] ?? cell))
	const withoutReasons = (rows: string[][]) => rows.map((cells) => cells.slice(0, -1))
	const turned = (rows: string[][]) => rows.map((cells) => [...cells].reverse())

	test.each<[string, (rows: string[][]) => Uint8Array]>([
		['saved as CSV by a Czech Excel', (rows) => createEncoder('windows-1250')(saved(rows))],
		['saved as CSV UTF-8', (rows) => Buffer.from(BOM + saved(rows))],
		['saved as Unicode text', (rows) => Buffer.from(BOM + saved(rows, '\t'), 'utf16le')],
		['without its reasons', (rows) => createEncoder('windows-1250')(saved(withoutReasons(rows)))],
		['with its columns in another order', (rows) => createEncoder('windows-1250')(saved(turned(rows)))],
		[
			'with empty columns and rows behind',
			(rows) => Buffer.from(saved([...rows.map((r) => [...r, '', '']), ['', '']])),
		],
		['saved as a workbook', (rows) => sheet(rows)],
	])('%s is known again', async (_, save) => {
		const bytes = save(corrected(await refusedRows()))
		const { imports, written } = await importText(database, [{ target: 'users', text: bytes }])
		const [found] = imports
		expect(issuesOf(found!).filter((issue) => issue.startsWith('error'))).toEqual([])
		expect(written).toBe(true)
		expect([...found!.mapping].filter((field) => field !== null).sort()).toEqual([...MAPPING].sort())
		expect(found!.value_map).toEqual({ role: { šéf: 'operator' } })
		const { rows } =
			await sql`select username, external_id, role, last_name from users where import_id = ${found!.id} order by id`.execute(
				db,
			)
		expect(rows).toEqual([
			{ username: 'a', external_id: 'F1', role: 'operator', last_name: 'Dvořák' },
			{ username: 'b', external_id: 'F2', role: 'customer', last_name: 'Malý, ml.' },
		])
	})

	test('refused once more it has the new reasons and no old ones', async () => {
		const rows = (await refusedRows()).map((cells) =>
			cells.map((cell) => (cell === 'Nikde' || cell === 'Žďas' ? '' : cell)),
		)
		const { imports } = await importText(database, [{ target: 'users', text: saved(rows) }])
		const again = parse(String(await refusedBytes(database, imports[0]!.id)).slice(1), { delimiter: ';' })
		expect(again).toEqual([rows[0], [...rows[1]!.slice(0, -1), again[1]!.at(-1)]])
		expect(again[1]!.at(-1)).toContain('spatne')
	})
})

test('imported again as it is, the refused file is refused for the same reasons', async () => {
	const text = 'Login;Mail;Firma\nb;spatne;\nc;c@x.cz;Nikde\n;d@x.cz;\ne;e@x.cz\nf;f@x.cz;;navíc\n'
	const first = await importText(database, [{ target: 'users', text }])
	const second = await importText(database, [{ target: 'users', text: await refusedBytes(database, first.runId) }])
	const codes = (run: typeof first) => issuesOf(run.imports[0]!).map((issue) => issue.split(' ')[1])
	expect(codes(second)).toEqual(codes(first))
	expect(codes(first)).toEqual([
		'company_unknown',
		'email_invalid',
		'too_few_fields',
		'too_many_fields',
		'username_missing',
	])
})
