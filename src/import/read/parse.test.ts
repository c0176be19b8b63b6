import { parse as csvParse } from 'csv-parse/sync'
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { Breach, Dialect } from '../types.ts'
import { parse } from './parse.ts'
import { ReadFailure } from './read-failure.ts'
import { createTokenizer } from './tokenize.ts'

const DIALECT: Dialect = { encoding: 'utf-8', delimiter: ';', quote: '"', escape: '"', header_line: 1 }

interface Read {
	records: [number, ...string[]][]
	breaches: string[]
	raw: string[]
}

/** All records as line and cells, and breaches as `line code column`. */
function read(pieces: string[], dialect: Partial<Dialect> = {}, width?: number): Read {
	const tokenizer = createTokenizer({ ...DIALECT, ...dialect }, { keepRaw: true, ...(width && { width }) })
	const batches = [...pieces.flatMap((piece) => tokenizer.push(piece)), ...tokenizer.end()]
	return {
		records: batches.flatMap(({ lines, cells }) => lines.map((line, i): [number, ...string[]] => [line, ...cells[i]!])),
		breaches: batches.flatMap((batch) =>
			batch.breaches.map(({ line, code, column }: Breach) => `${line} ${code} ${column}`),
		),
		raw: batches.flatMap(({ raw }) => raw ?? []),
	}
}

test('records know their physical line, whatever ends the lines and whatever spans them', () => {
	expect(read(['a;b\r\n1;"x\r\ny"\n2;"x\ry\n"\r\r\n3;z']).records).toEqual([
		[2, '1', 'x\r\ny'],
		[4, '2', 'x\ry\n'],
		[8, '3', 'z'],
	])
})

test('blank and all-empty records are skipped, and counted as lines', () => {
	expect(read(['a;b\n\n;;\n  ; \n1;2\n\n\x1a']).records).toEqual([[5, '1', '2']])
})

test('quotes are taken off, doubled ones are one, and inside a cell they are text', () => {
	const { records, breaches } = read(['a;b;c\n"x;""y""";27" monitor;""\n'])
	expect({ records, breaches }).toEqual({ records: [[2, 'x;"y"', '27" monitor', '']], breaches: [] })
})

test('a backslash escapes a quote where the dialect says so', () => {
	expect(read(['a;b\n"5\\" disk";"C:\\\\x"\n'], { escape: '\\' }).records).toEqual([[2, '5" disk', 'C:\\x']])
})

test('spaces around a quoted cell are not its text', () => {
	expect(read(['a,b,c\n"Jan", "Nov, ák" ,x\n'], { delimiter: ',' }).records).toEqual([[2, 'Jan', 'Nov, ák', 'x']])
	expect(read(['a,b\n1, "Alfa" s.r.o.\n'], { delimiter: ',' }).records).toEqual([[2, '1', ' "Alfa" s.r.o.']])
})

test.each<[string, string, Omit<Read, 'raw'>]>([
	[
		'a short record is refused and glued to nothing',
		'e,n,o\na@x,Ann\nb@x,Bob,Acme',
		{
			records: [
				[2, 'a@x', 'Ann', ''],
				[3, 'b@x', 'Bob', 'Acme'],
			],
			breaches: ['2 too_few_fields 2'],
		},
	],
	[
		'a long record is refused',
		'e,n,o\na@x,Ann,Acme,EXTRA',
		{ records: [[2, 'a@x', 'Ann', 'Acme', 'EXTRA']], breaches: ['2 too_many_fields 3'] },
	],
	[
		'a quote that is never closed spoils its own line only',
		'e,n,o\na@x,"Ann,Acme\nb@x,Bob,Acme\n',
		{
			records: [
				[2, 'a@x', '"Ann', 'Acme'],
				[3, 'b@x', 'Bob', 'Acme'],
			],
			breaches: ['2 quote_not_closed 1'],
		},
	],
	[
		'text after a quote spoils its own line only',
		'e,n,o\na@x,"Ann"zzz,Acme\nb@x,Bob,Acme',
		{
			records: [
				[2, 'a@x', '"Ann"zzz', 'Acme'],
				[3, 'b@x', 'Bob', 'Acme'],
			],
			breaches: ['2 text_after_quote 1'],
		},
	],
	[
		'the header may end in CRLF and the records in LF',
		'e,n,o\r\na@x,Ann,Acme\nb@x,Bob,Acme',
		{
			records: [
				[2, 'a@x', 'Ann', 'Acme'],
				[3, 'b@x', 'Bob', 'Acme'],
			],
			breaches: [],
		},
	],
	[
		'a stray quote does not reach for the quote of a record below',
		'e,n,o\na@x,"Ann,Acme\nb@x,"Bob",Acme\n"c@x","Cyril","Acme"\n',
		{
			records: [
				[2, 'a@x', '"Ann', 'Acme'],
				[3, 'b@x', 'Bob', 'Acme'],
				[4, 'c@x', 'Cyril', 'Acme'],
			],
			breaches: ['2 quote_not_closed 1'],
		},
	],
	[
		'a stray quote closed by another stray one does not swallow whole records between',
		'e,n,o\na@x,"Ann,Acme\nb@x,Bob,Acme\nc@x,Cyril,Acme"\n',
		{
			records: [
				[2, 'a@x', '"Ann', 'Acme'],
				[3, 'b@x', 'Bob', 'Acme'],
				[4, 'c@x', 'Cyril', 'Acme"'],
			],
			breaches: ['2 quote_not_closed 1'],
		},
	],
	[
		'a cell over several lines with quotes that are not doubled is refused line by line',
		'e,n,o\na@x,"Ann\nsaid "hi" there",Acme\nb@x,Bob,Acme\n',
		{
			records: [
				[2, 'a@x', '"Ann'],
				[3, 'said "hi" there"', 'Acme', ''],
				[4, 'b@x', 'Bob', 'Acme'],
			],
			breaches: ['2 quote_not_closed 1', '3 too_few_fields 2'],
		},
	],
	[
		'quotes inside a quoted cell that are not doubled are text when nothing else makes the right number of cells',
		'e,n,o\na@x,"Ann "the boss", Ms",Acme\nb@x,Bob,"Acme 48""\n',
		{
			records: [
				[2, 'a@x', 'Ann "the boss", Ms', 'Acme'],
				[3, 'b@x', 'Bob', 'Acme 48"'],
			],
			breaches: [],
		},
	],
	[
		'a quoted cell that may go on in the next line is not certain',
		'e,n,o\na@x,"See "this", please\nwrite",Acme\nb@x,Bob,Acme\n',
		{
			records: [
				[2, 'a@x', 'See "this', ' please'],
				[3, 'write"', 'Acme', ''],
				[4, 'b@x', 'Bob', 'Acme'],
			],
			breaches: ['2 text_after_quote null', '3 too_few_fields 2'],
		},
	],
	[
		'a quote too many at the beginning of a quoted cell is text',
		'e,n,o\n"a@x",""Ann","Acme, Ltd"\n',
		{ records: [[2, 'a@x', '"Ann', 'Acme, Ltd']], breaches: [] },
	],
	[
		'cells after a stray quote keep their places',
		'e,n,o\n"a@x,Ann,"Acme, Ltd"\nb@x,Bob,Acme\n',
		{
			records: [
				[2, '"a@x', 'Ann', 'Acme, Ltd'],
				[3, 'b@x', 'Bob', 'Acme'],
			],
			breaches: ['2 quote_not_closed 0'],
		},
	],
	[
		'a stray quote in the header does not reach for the records',
		'"e,n,o\na@x,"Ann",Acme\n',
		{ records: [[2, 'a@x', 'Ann', 'Acme']], breaches: [] },
	],
	[
		'quotes escaped by backslashes are read where the first ones of the file are not',
		'e,n,o\na@x,"Ann ""A""",Acme\nb@x,"5\\" disk\\",x",Acme\nc@x,"\\"Cyril\\"",Acme\n',
		{
			records: [
				[2, 'a@x', 'Ann "A"', 'Acme'],
				[3, 'b@x', '5" disk",x', 'Acme'],
				[4, 'c@x', '"Cyril"', 'Acme'],
			],
			breaches: [],
		},
	],
	[
		'the header once more is no record',
		'e,n,o\na@x,Ann,Acme\n\n"e",n,o\nb@x,Bob,Acme\n',
		{
			records: [
				[2, 'a@x', 'Ann', 'Acme'],
				[5, 'b@x', 'Bob', 'Acme'],
			],
			breaches: [],
		},
	],
	[
		'a second table below the first is reported line by line',
		'e,n,o\na@x,Ann,Acme\n\nname,city\nAcme,Brno\n',
		{
			records: [
				[2, 'a@x', 'Ann', 'Acme'],
				[4, 'name', 'city', ''],
				[5, 'Acme', 'Brno', ''],
			],
			breaches: ['4 too_few_fields 2', '5 too_few_fields 2'],
		},
	],
	[
		'empty cells beyond the header are dropped',
		'e,n,o\na@x,Ann,Acme,, ,\n',
		{ records: [[2, 'a@x', 'Ann', 'Acme']], breaches: [] },
	],
	[
		'cells may be missing where the header is empty',
		'e,n,,\na@x,Ann\n',
		{ records: [[2, 'a@x', 'Ann', '', '']], breaches: [] },
	],
])('%s', (_name, text, expected) => {
	const { records, breaches } = read([text], { delimiter: ',' })
	expect({ records, breaches }).toEqual(expected)
})

test('a character that is no text is reported with its byte', () => {
	const tokenizer = createTokenizer(DIALECT)
	tokenizer.push('a;b\n1;😀\n2;x\udc9fy\n3;\udc00\n')
	expect(tokenizer.end()[0]!.breaches).toEqual([
		{ line: 3, code: 'undecodable', column: 1, value: 'x\\x9Fy' },
		{ line: 4, code: 'undecodable', column: 1, value: '\\x00' },
	])
})

test('a delimiter may be of several characters', () => {
	const { records, breaches } = read(['a||b\n"x||y"||1\nz|| "2"\n'], { delimiter: '||' })
	expect({ records, breaches }).toEqual({
		records: [
			[2, 'x||y', '1'],
			[3, 'z', '2'],
		],
		breaches: [],
	})
})

test('a record is kept as it was written', () => {
	expect(read(['a;b\r\n "x" ;"y\nz"\r\n1\r\n']).raw).toEqual([' "x" ;"y\nz"', '1'])
})

test('lines above the header are no data, quotes in them do no harm', () => {
	expect(read(['Seznam "firem\n"\n\na;b\n1;2'], { header_line: 4 }).records).toEqual([[5, '1', '2']])
	expect(read(['1;2\n3;4'], { header_line: 0 }).records).toEqual([
		[1, '1', '2'],
		[2, '3', '4'],
	])
})

test('batches hold 250 records, and say how far the file was read', async () => {
	const text = `a\n${'x\n'.repeat(600)}`
	const batches = await gather(parse(pieces([text]), DIALECT, { consumed: () => 7 }))
	expect(batches.map(({ lines, bytes }) => [lines.length, bytes])).toEqual([
		[250, 7],
		[250, 7],
		[100, 7],
	])
})

test('a cell over a million characters ends the reading, after the records before it', async () => {
	const seen: number[] = []
	const reading = async () => {
		for await (const { lines } of parse(pieces([`a;b\n1;2\n3;${'x'.repeat(1_100_000)}\n4;5\n`]), DIALECT))
			seen.push(...lines)
	}
	await expect(reading()).rejects.toThrow(new ReadFailure('cell_too_long', 3))
	expect(seen).toEqual([2])
})

test('a quote that is not closed within a million characters is given up', () => {
	const rest = 'x;y\n'.repeat(400_000)
	const { records, breaches } = read([`a;b\n1;"2\n${rest}`])
	expect(breaches).toEqual(['2 quote_not_closed 1'])
	expect(records.length).toBe(400_001)
})

test('more than 2,000 columns end the reading', async () => {
	const reading = gather(parse(pieces([`a;b\n${';'.repeat(2_000)}\n`]), DIALECT))
	await expect(reading).rejects.toThrow(new ReadFailure('too_many_columns', 2))
})

const nasty = fc.array(
	fc.constantFrom('a', 'ž', ';', '"', '"', '""', '\n', '\r', '\r\n', ' ', '\\', ';"', '";', '😀', '\udc9f', '\ud83d'),
	{
		maxLength: 60,
	},
)

const reading = fc.record({
	delimiter: fc.constantFrom(';', ';', ';;', ' '),
	escape: fc.constantFrom('"', '\\'),
	header_line: fc.constantFrom(1, 1, 0),
})

test('where the text is cut changes nothing', () => {
	fc.assert(
		fc.property(nasty, reading, fc.integer({ min: 1, max: 7 }), (parts, dialect, size) => {
			const text = `h${dialect.delimiter}h2\n${parts.join('')}`
			const whole = readEagerly([text], dialect)
			const cut: string[] = []
			for (let at = 0; at < text.length; at += size) cut.push(text.slice(at, at + size))
			expect(readEagerly(cut, dialect)).toEqual(whole)
		}),
		{ numRuns: 5_000 },
	)
})

/** Pieces long enough to be scanned at once are what a test of cuts needs, so every piece ends a first read. */
function readEagerly(cut: string[], dialect: Partial<Dialect>): Read {
	const tokenizer = createTokenizer({ ...DIALECT, ...dialect }, { keepRaw: true, worthScanning: 0 })
	const batches = [...cut.flatMap((piece) => tokenizer.push(piece)), ...tokenizer.end()]
	return {
		records: batches.flatMap(({ lines, cells }) => lines.map((line, i): [number, ...string[]] => [line, ...cells[i]!])),
		breaches: batches.flatMap((batch) => batch.breaches.map((breach) => JSON.stringify(breach))),
		raw: batches.flatMap(({ raw }) => raw ?? []),
	}
}

test('every character of the text is in exactly one record or between two', () => {
	fc.assert(
		fc.property(nasty, (parts) => {
			const text = parts.join('')
			const { raw } = read([text], { header_line: 0 })
			let at = 0
			for (const record of raw) {
				const found = text.indexOf(record, at)
				expect(text.slice(at, found)).toMatch(/^[\s;"]*$/)
				at = found + record.length
			}
			expect(text.slice(at)).toMatch(/^[\s;"]*$/)
		}),
		{ numRuns: 2_000 },
	)
})

test('a well-formed file reads as csv-parse and papaparse read it', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', 'ž', ';', '"', '\n', ' ', "'", '\\', '😀'), maxLength: 6 })
	fc.assert(
		fc.property(
			fc
				.integer({ min: 2, max: 4 })
				.chain((width) =>
					fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
				),
			fc.constantFrom('\n', '\r\n', '\r'),
			fc.boolean(),
			(rows, newline, always) => {
				const text = rows.map((row) => ['x', ...row].map((value) => quoted(value, always)).join(';')).join(newline)
				const ours = read([text], { header_line: 0 }).records.map(([, ...cells]) => cells)
				expect(ours).toEqual(csvParse(text, { delimiter: ';', record_delimiter: newline }))
				expect(ours).toEqual(Papa.parse(text, { delimiter: ';', newline }).data)
			},
		),
		{ numRuns: 1_000 },
	)
})

function quoted(value: string, always: boolean): string {
	return always || /[;"\r\n ]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

async function* pieces(texts: string[]): AsyncGenerator<string> {
	yield* texts
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = []
	for await (const item of items) all.push(item)
	return all
}
