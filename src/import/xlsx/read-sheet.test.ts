import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MadeWorkbook, parts, rowsOf, sourceOf, workbook, zip } from '../../../test/csv/workbook.ts'
import { ReadFailure } from '../read/read-failure.ts'
import { readSheet } from './read-sheet.ts'

const DIALECT = { delimiter: ';', quote: '"', escape: '"' }

async function read(bytes: Uint8Array, { sheet = 'List1', header_line = 1, width = 0, most = 1 << 20 } = {}) {
	const records: [number, ...string[]][] = []
	const breaches: string[] = []
	for await (const batch of readSheet(
		sourceOf(bytes, most),
		{ sheet },
		{ ...DIALECT, header_line },
		width ? { width } : {},
	)) {
		batch.lines.forEach((line, i) => {
			records.push([line, ...batch.cells[i]!])
		})
		breaches.push(...batch.breaches.map(({ line, code, column }) => `${line} ${code} ${column}`))
	}
	return { records, breaches }
}

const made = (rows: string, more: Partial<MadeWorkbook> = {}) => workbook({ sheets: [{ rows }], ...more })

test('texts are read wherever they are kept: shared, in runs, in the cell, from a formula', async () => {
	const strings = `<si><t>Jméno</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">Jan </t></r><r><t>Novák</t></r><rPh><t>ヤン</t></rPh></si>`
	const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>
		<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>
		<c r="C2" t="str"><f>A2&amp;"x"</f><v>a &amp; b</v></c><c r="D2" t="s"><v>99</v></c><c r="E2"><f>1+1</f><v>2</v></c></row>`
	expect((await read(made(rows, { strings }))).records).toEqual([[2, 'Jan Novák', 'inline', 'a & b', '', '2']])
})

test('numbers, dates, truth and errors are what the person saw', async () => {
	const rows = `<row r="2"><c r="A2" s="1"><v>6947</v></c><c r="B2" s="2"><v>46054</v></c><c r="C2" t="b"><v>1</v></c>
		<c r="D2" t="b"><v>0</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="d"><v>2026-02-01</v></c><c r="G2"><v>12</v></c></row>`
	expect((await read(made(rows, { formats: ['00000000', 14] }))).records).toEqual([
		[2, '00006947', '1.2.2026', 'ano', 'ne', '#N/A', '1.2.2026', '12'],
	])
})

test('days are counted as the workbook says', async () => {
	const rows = `<row r="2"><c r="A2" s="1"><v>44592</v></c></row>`
	expect((await read(made(rows, { formats: [14], from1904: true }))).records).toEqual([[2, '1.2.2026']])
})

test('a record has the number of its row, empty rows and cells are left out', async () => {
	const rows =
		rowsOf([
			['a', 'b'],
			[null, '  '],
			[null, null],
			['1', null],
		]) + rowsOf([['2', '3', null, 'x']], 9)
	expect((await read(made(rows), { width: 4 })).records).toEqual([
		[4, '1', '', '', ''],
		[9, '2', '3', '', 'x'],
	])
})

test('rows and cells without a number follow each other', async () => {
	const rows = `<row><c t="str"><v>h</v></c></row><row><c t="str"><v>x</v></c><c/><c t="str"><v>y</v></c></row>`
	expect((await read(made(rows))).records).toEqual([[2, 'x', '', 'y']])
})

test('the header once more is no record, and cells beyond the width are reported', async () => {
	const rows = rowsOf([
		['a', 'b'],
		['1', '2'],
		['a', 'b'],
		['3', '4', '5'],
	])
	expect(await read(made(rows), { width: 2 })).toEqual({
		records: [
			[2, '1', '2'],
			[4, '3', '4', '5'],
		],
		breaches: ['4 too_many_fields 2'],
	})
})

test('what XML cannot hold is read, and reported where a database cannot hold it', async () => {
	const rows = rowsOf([
		['a', 'b'],
		['x_x000D_\ny', '1'],
		['x_x0000_y', '2'],
		['x_xD83D_', '3'],
		['plain_x', '4'],
	])
	expect(await read(made(rows))).toEqual({
		records: [
			[2, 'x\r\ny', '1'],
			[3, 'x\udc00y', '2'],
			[4, 'x\ud83d', '3'],
			[5, 'plain_x', '4'],
		],
		breaches: ['3 undecodable 0', '4 undecodable 0'],
	})
})

test('elements may have a prefix', async () => {
	const all = parts({ sheets: [{ rows: '' }] })
	all['xl/worksheets/sheet1.xml'] =
		'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>ž</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
	expect((await read(zip(all))).records).toEqual([[2, 'ž']])
})

test('batches hold 250 records', async () => {
	const rows = rowsOf(Array.from({ length: 601 }, (_, i) => [`x${i}`]))
	const sizes: number[] = []
	for await (const { lines } of readSheet(sourceOf(made(rows)), { sheet: 'List1' }, { ...DIALECT, header_line: 1 }))
		sizes.push(lines.length)
	expect(sizes).toEqual([250, 250, 100])
})

test('how the bytes come makes no difference', async () => {
	const bytes = made(
		rowsOf([
			['Žluťoučký', 'kůň'],
			['úpěl', '😀'],
		]),
	)
	expect(await read(bytes, { most: 7 })).toEqual(await read(bytes))
})

test('a cell too long and a column too far end the reading, after the rows before', async () => {
	const before = rowsOf([['a'], ['1']])
	const seen: number[] = []
	const reading = async (rows: string) => {
		for await (const { lines } of readSheet(sourceOf(made(rows)), { sheet: 'List1' }, { ...DIALECT, header_line: 1 }))
			seen.push(...lines)
	}
	await expect(reading(before + rowsOf([['x'.repeat(1_100_000)]], 3))).rejects.toThrow(
		new ReadFailure('cell_too_long', 3),
	)
	await expect(reading(`${before}<row r="3"><c r="XFD3"><v>1</v></c></row>`)).rejects.toThrow(
		new ReadFailure('too_many_columns', 3),
	)
})

test('a failure of the source is no failure of the file', async () => {
	const bytes = made(rowsOf([['a'], ['1']]))
	const broken = {
		size: bytes.length,
		read: async (offset: number, length: number) => {
			if (offset > 0) throw new Error('connection lost')
			return bytes.subarray(0, length)
		},
	}
	await expect(readSheet(broken, { sheet: 'List1' }, { ...DIALECT, header_line: 1 }).next()).rejects.toThrow(
		'connection lost',
	)
})

test('no spoiled byte makes the reading throw anything but a failure of the file', async () => {
	const bytes = made(
		rowsOf([
			['Jméno', 'E-mail'],
			['Jan', 'jan@alfa.cz'],
			['Eva', 'eva@alfa.cz'],
		]),
		{ strings: '<si><t>x</t></si>' },
	)
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
			fc.nat(bytes.length),
			async (changes, cut) => {
				const spoiled = Buffer.from(bytes)
				for (const [at, byte] of changes) spoiled[at] = byte
				await read(cut % 3 === 0 ? spoiled.subarray(0, cut) : spoiled).catch((error: unknown) => {
					expect(error).toBeInstanceOf(ReadFailure)
				})
			},
		),
		{ numRuns: 300 },
	)
})

test('rows that are stored out of order are read in their own', async () => {
	const rows = rowsOf([['2'], ['3']], 2) + rowsOf([['a']], 1) + rowsOf([['5']], 5) + rowsOf([['4']], 4)
	expect((await read(made(rows))).records).toEqual([
		[2, '2'],
		[3, '3'],
		[4, '4'],
		[5, '5'],
	])
})

test('a row far behind its place, or one there twice, is said and not lost', async () => {
	const far = rowsOf([['a'], ...Array.from({ length: 200 }, (_, i) => [`${i}`])], 2) + rowsOf([['h']], 1)
	await expect(read(made(far))).rejects.toThrow(new ReadFailure('file_spreadsheet', 1))
	const twice = rowsOf([['a'], ['1']]) + rowsOf([['2']], 2)
	await expect(read(made(twice))).rejects.toThrow(new ReadFailure('file_spreadsheet', 2))
})

test('a cell without a place, or two in one, are said and not lost', async () => {
	const cell = (reference: string) => `<c r="${reference}" t="str"><v>x</v></c>`
	for (const cells of [cell('B2') + cell('B2'), cell('2')])
		await expect(read(made(`<row r="2">${cells}</row>`))).rejects.toThrow(new ReadFailure('file_spreadsheet', 2))
	await expect(read(made(`<row r="x">${cell('A1')}</row>`))).rejects.toThrow(new ReadFailure('file_spreadsheet'))
})
