import { expect, test } from 'vitest'
import { type MadeWorkbook, parts, rowsOf, sourceOf, workbook, zip } from '../../../test/csv/workbook.ts'
import { inspectXlsx, type XlsxOverrides } from './inspect-xlsx.ts'
import { looksLikeWorkbook } from './open.ts'
import { readSheet } from './read-sheet.ts'

const USERS = [
	['Jméno', 'Příjmení', 'E-mail'],
	['Jan', 'Novák', 'jan@alfa.cz'],
	['Žaneta', 'Šťastná', 'zaneta@kun.cz'],
]

function inspected(made: MadeWorkbook, overrides: XlsxOverrides = {}) {
	return inspectXlsx(sourceOf(workbook(made)), overrides)
}

async function failureOf(bytes: Uint8Array) {
	return (await inspectXlsx(sourceOf(bytes))).failure
}

test('columns have counts, samples and proposed fields, as those of a CSV file', async () => {
	const found = await inspected({ sheets: [{ rows: rowsOf(USERS) }] })
	expect(found).toMatchObject({
		dialect: { encoding: 'xlsx', header_line: 1 },
		records: 2,
		target: 'users',
		failure: null,
		sheet: 'List1',
		sheets: [{ name: 'List1', rows: 3 }],
	})
	expect(found.columns.map(({ field, filled, samples }) => [field, filled, samples])).toEqual([
		['first_name', 2, ['Jan', 'Žaneta']],
		['last_name', 2, ['Novák', 'Šťastná']],
		['email', 2, ['jan@alfa.cz', 'zaneta@kun.cz']],
	])
	expect(found.head[2]).toEqual({ line: 3, cells: ['Žaneta', 'Šťastná', 'zaneta@kun.cz'] })
})

test('cells that were read in a wrong encoding before are recognised, and put right when asked', async () => {
	const twice = (cell: string) => new TextDecoder('windows-1250').decode(Buffer.from(cell))
	const made = { sheets: [{ rows: rowsOf(USERS.map((cells) => cells.map(twice))) }] }
	const found = await inspected(made)
	expect(found.misread.map(({ after }) => after)).toEqual(['Novák', 'Žaneta', 'Šťastná', 'Jméno', 'Příjmení'])
	const repaired = await inspected(made, { repair: true })
	expect(repaired.dialect).toMatchObject({ encoding: 'xlsx', repair: true })
	expect(repaired.misread).toEqual([])
	expect(repaired.head[2]!.cells).toEqual(USERS[2])
})

test('the sheet with the most known headers is chosen, hidden ones are not listed, a person has the last word', async () => {
	const made: MadeWorkbook = {
		sheets: [
			{ name: 'Pokyny', rows: rowsOf([['Vyplňte druhý list.']]) },
			{ name: 'Tajné', rows: rowsOf(USERS), state: 'hidden' },
			{ name: 'Kontakty', rows: rowsOf(USERS) },
			{ name: 'Prázdný', rows: '' },
		],
	}
	const found = await inspected(made)
	expect({ sheet: found.sheet, sheets: found.sheets }).toEqual({
		sheet: 'Kontakty',
		sheets: [
			{ name: 'Pokyny', rows: 1 },
			{ name: 'Kontakty', rows: 3 },
			{ name: 'Prázdný', rows: 0 },
		],
	})
	expect((await inspected(made, { sheet: 'Tajné' })).sheet).toBe('Tajné')
	expect((await inspected(made, { sheet: 'Prázdný' })).failure).toBe('file_empty')
})

test('the header may stand below a title, and a person may point at it', async () => {
	const rows = rowsOf([['Adresář k 1. 2.'], []]) + rowsOf(USERS, 4)
	const found = await inspected({ sheets: [{ rows }] })
	expect({ line: found.dialect.header_line, records: found.records }).toEqual({ line: 4, records: 2 })
	const pointed = await inspected({ sheets: [{ rows }] }, { header_line: 5, target: 'users' })
	expect({ headers: pointed.columns.map(({ header }) => header), records: pointed.records }).toEqual({
		headers: ['Jan', 'Novák', 'jan@alfa.cz'],
		records: 1,
	})
})

test('a column without a header is among the columns', async () => {
	const found = await inspected({ sheets: [{ rows: rowsOf([['E-mail'], ['a@x.cz', 'volat ráno']]) }] })
	expect(found.columns.map(({ header, filled }) => [header, filled])).toEqual([
		['E-mail', 1],
		['', 1],
	])
})

test('a sheet without records has the failure a file without records has', async () => {
	expect((await inspected({ sheets: [{ rows: rowsOf(USERS.slice(0, 1)) }] })).failure).toBe('file_header_only')
	expect((await inspected({ sheets: [{ rows: '' }] })).failure).toBe('file_empty')
})

test('too many columns are told with their row, and what stands before is counted', async () => {
	const rows = `${rowsOf(USERS)}<row r="4"><c r="XFD4"><v>1</v></c></row>`
	expect(await inspected({ sheets: [{ rows }] })).toMatchObject({
		failure: 'too_many_columns',
		failure_line: 4,
		records: 2,
	})
})

test('an archive that is no workbook, or a broken one, is told so', async () => {
	expect(await failureOf(zip({ 'content.xml': '<x/>', mimetype: 'application/vnd.oasis' }))).toBe('file_spreadsheet')
	const bytes = workbook({ sheets: [{ rows: rowsOf(USERS) }] })
	expect(await failureOf(bytes.subarray(0, bytes.length - 30))).toBe('file_spreadsheet')
	const all = parts({ sheets: [{ rows: rowsOf(USERS) }] })
	expect(await failureOf(zip({ ...all, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' }))).toBe(
		'file_spreadsheet',
	)
	const entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData>&a;</sheetData></worksheet>'
	expect(await failureOf(zip({ ...all, 'xl/worksheets/sheet1.xml': entity }))).toBe('file_spreadsheet')
})

test('what would unpack beyond all measure is not unpacked', async () => {
	const all = parts({ sheets: [{ rows: rowsOf(USERS) }] })
	expect(await failureOf(zip({ ...all, 'xl/media/a.xml': Buffer.alloc(40_000_000) }))).toBe('file_too_large')
	const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x${i}`, '']))
	expect(await failureOf(zip({ ...all, ...many }))).toBe('file_too_large')
})

test('a part that unpacks to more than it says ends the reading', async () => {
	const bytes = workbook({ sheets: [{ rows: rowsOf(USERS) }] })
	const lying = Buffer.from(bytes)
	const entry = lying.lastIndexOf('xl/worksheets/sheet1.xml') - 46
	lying.writeUInt32LE(100, entry + 24)
	expect(await failureOf(lying)).toBe('file_spreadsheet')
})

/** The head of an OLE document whose directory begins in its second sector and names one part. */
function ole(part: string): Buffer {
	const bytes = Buffer.alloc(2_048)
	bytes.write('d0cf11e0a1b11ae1', 'hex')
	bytes.writeUInt16LE(9, 30)
	bytes.writeUInt32LE(1, 48)
	bytes.write(part, 1_024, 'utf16le')
	return bytes
}

test('a workbook with a password and one of the old format are told apart', async () => {
	expect(await failureOf(ole('EncryptedPackage'))).toBe('file_spreadsheet_protected')
	expect(await failureOf(ole('Workbook'))).toBe('file_spreadsheet_old')
	expect(await failureOf(ole('x').subarray(0, 100))).toBe('file_spreadsheet_old')
})

test('workbooks are known by their first bytes', () => {
	expect([workbook({ sheets: [] }), ole('x'), Buffer.from('a;b'), Buffer.alloc(0)].map(looksLikeWorkbook)).toEqual([
		true,
		true,
		false,
		false,
	])
})

test('records of a CSV file that stand in one column are divided, and read the same way afterwards', async () => {
	const lines = ['E-mail,Firma,Jméno', 'a@x.cz,"Alfa, s.r.o.",Jan', 'b@x.cz,Beta,Eva']
	const bytes = workbook({ sheets: [{ rows: rowsOf(lines.map((line) => [line])) }] })
	const found = await inspectXlsx(sourceOf(bytes))
	expect(found.dialect).toMatchObject({ delimiter: ',', wrapped: true, header_line: 1 })
	expect(found.columns.map(({ header, field }) => [header, field])).toEqual([
		['E-mail', 'email'],
		['Firma', 'company'],
		['Jméno', 'first_name'],
	])
	const cells: string[][] = []
	for await (const batch of readSheet(sourceOf(bytes), { sheet: found.sheet! }, found.dialect, { width: 3 }))
		cells.push(...batch.cells)
	expect(cells).toEqual([
		['a@x.cz', 'Alfa, s.r.o.', 'Jan'],
		['b@x.cz', 'Beta', 'Eva'],
	])
	const names = await inspected({ sheets: [{ rows: rowsOf([['Firma'], ['Alfa, s.r.o.'], ['Beta, a.s.']]) }] })
	expect(names.dialect.wrapped).toBeUndefined()
	expect(names.columns).toHaveLength(1)
})

test('a part may be referred to by an address with spaces', async () => {
	const made = parts({ sheets: [{ rows: rowsOf(USERS) }] })
	const renamed = Object.entries(made).map(([name, text]) => [
		name.replace('sheet1', 'List 1'),
		text.replaceAll('sheet1.xml', 'List%201.xml'),
	])
	expect((await inspectXlsx(sourceOf(zip(Object.fromEntries(renamed))))).records).toBe(2)
})
