import { MORE_TABLES, TABLES, type Table } from './tables.ts'

/*
 * A clean table polluted in every way the benchmark Pollock names (Vitagliano et al., „Pollock: A Data Loading
 * Benchmark“, VLDB 2023), and in some it does not: once each for what concerns the whole file, and at every line
 * and column for an extra delimiter, a missing one and an extra quote. Nothing is random.
 */

export interface Polluted {
	name: string
	/** How often the survey of that paper met the pollution, for the weighted score. */
	weight: number
	text: string
	header: string[]
	/** What the file says, cell by cell, to a person who knows how it was spoiled. */
	records: string[][]
	/** The one right answer for a file without records. */
	failure?: 'file_empty' | 'file_header_only'
	/** Lines that must be reported, as no reading of them is certain. */
	reported?: number[]
}

interface Style {
	delimiter: string
	quote: string
	/** What stands before a quote inside quotes; empty: nothing does. */
	escape: string
	newline: string
	always: boolean
}

/** Every pollution of every table, some 2,600 files. */
export function* pollutedFiles(): Generator<Polluted> {
	for (const table of TABLES) yield* rows(table)
	for (const table of [...TABLES, ...MORE_TABLES]) yield* files(table)
}

export function style(table: Table, changes: Partial<Style> = {}): Style {
	return { delimiter: ',', quote: '"', escape: '"', newline: '\r\n', always: table.quoting === 'always', ...changes }
}

export function cellText(value: string, { delimiter, quote, escape, always }: Style): string {
	const special = [delimiter, quote, '\r', '\n', ' '.repeat(delimiter === ' ' ? 1 : 2)]
	if (!always && !special.some((text) => value.includes(text))) return value
	return quote + value.replaceAll(quote, escape + quote) + quote
}

function lines(records: readonly string[][], how: Style): string[] {
	return records.map((cells) => cells.map((cell) => cellText(cell, how)).join(how.delimiter))
}

export function written(records: readonly string[][], how: Style): string {
	return lines(records, how)
		.map((line) => line + how.newline)
		.join('')
}

/** What concerns the whole file. Weights are those of the survey, 1 for what it has not. */
export function* files(table: Table): Generator<Polluted> {
	const { header, records } = table
	const all = [header, ...records]
	const plain = style(table)
	const text = written(all, plain)
	const clean = { header, records }
	const made = (name: string, weight: number, made: string, other: Partial<Polluted> = {}): Polluted => ({
		name: `${table.name}/${name}`,
		weight,
		text: made,
		...clean,
		...other,
	})

	yield made('source', 1, text)
	yield made('no_payload', 15, '', { header: [], records: [], failure: 'file_empty' })
	yield made('no_trailing_newline', 184, text.slice(0, -2))
	yield made('double_trailing_newline', 5, `${text}\r\n`)
	yield made('no_header', 470, written(records, plain), { header: [] })
	for (const times of [2, 3])
		yield made(`header_multirow_${times}`, 47, written([...Array(times - 1).fill(header), ...all], plain))
	yield made('preamble', 282, `Export of 3 May 2024\r\n\r\n${text}`)
	yield* tables(table, made)
	yield made('header_only', 3, written([header], plain), { records: [], failure: 'file_header_only' })
	yield made('one_data_row', 4, written(all.slice(0, 2), plain), { records: records.slice(0, 1) })
	yield made('record_delimiter_cr', 7, written(all, { ...plain, newline: '\r' }))
	yield made('record_delimiter_lf', 1691, written(all, { ...plain, newline: '\n' }))
	const delimiters: [string, number][] = [
		['\t', 4],
		[';', 834],
		[' ', 4],
		[', ', 101],
		['|', 1],
		[':', 1],
		['^', 1],
		['~', 1],
		['||', 1],
		['\t\t', 1],
	]
	for (const [delimiter, weight] of delimiters)
		yield made(`delimiter ${JSON.stringify(delimiter)}`, weight, written(all, { ...plain, delimiter }))
	yield made('quote_single', 11, written(all, { ...plain, quote: "'", escape: "'" }))
	yield made('escape_backslash', 1, written(all, { ...plain, escape: '\\' }))
	yield made('escape_none', 7, written(all, { ...plain, escape: '' }))
	yield made('sep_line', 1, `sep=;\r\n${written(all, { ...plain, delimiter: ';' })}`)
	yield made('trailing_delimiters', 1, written(all, { ...plain, newline: ',,\r\n' }))
	yield made('blank_lines', 1, written(all, { ...plain, newline: '\r\n\r\n' }))
	yield made('mixed_newlines', 1, mixedNewlines(all, plain))
	yield made('footnote', 1, `${text}Total 44\r\n`, {
		records: [...records, ['Total 44']],
		reported: [linesIn(text) + 1],
	})
}

/** A second table below the first: as wide with the same header, wider, narrower. */
function* tables(
	{ header, records }: Table,
	made: (name: string, weight: number, text: string, other: Partial<Polluted>) => Polluted,
): Generator<Polluted> {
	const weight = 62.7
	const how = style({ name: '', header, records, quoting: 'needed' })
	const text = written([header, ...records], how)
	const below = records.slice(0, 10)
	yield made('multitable_same', weight, text + written([header, ...below], how), { records: [...records, ...below] })
	const wider = [header, ...below].map((cells, i) => [...cells, `more ${i}`, `and ${i}`])
	yield made('multitable_more', weight, text + written(wider, how), {
		records: [...records, ...wider],
		reported: linesOf(wider, how, linesIn(text)),
	})
	const narrower = [header, ...below].map((cells) => cells.slice(0, -2))
	yield made('multitable_less', weight, text + written(narrower, how), {
		records: [...records, ...narrower],
		reported: linesOf(narrower, how, linesIn(text)),
	})
}

function linesIn(text: string): number {
	return text.split(/\r\n|\r|\n/).length - 1
}

/** The line each record starts on when so many lines stand before. */
function linesOf(records: string[][], how: Style, before: number): number[] {
	return records.map((_, i) => before + 1 + linesIn(written(records.slice(0, i), how)))
}

function mixedNewlines(all: string[][], how: Style): string {
	return lines(all, how)
		.map((line, i) => line + ['\r\n', '\n', '\r'][i % 3]!)
		.join('')
}

const SEPARATOR_WEIGHT = 0.37
const QUOTE_WEIGHT = 0.01

/** One line spoiled at one column, the header's line among them. */
function* rows(table: Table): Generator<Polluted> {
	const all = [table.header, ...table.records]
	const how = style(table)
	const clean = lines(all, how)
	const spoiled = (name: string, weight: number, row: number, raw: string[], cells: string[][]): Polluted => {
		const records = all.map((record, i) => (i === row ? cells[0]! : record))
		const text = clean.map((line, i) => (i === row ? raw.join(how.delimiter) : line)).join(how.newline)
		return { name: `${table.name}/${name}`, weight, text, header: records[0]!, records: records.slice(1) }
	}
	for (const [row, record] of all.entries()) {
		const raw = record.map((cell) => cellText(cell, how))
		for (let col = 0; col < record.length; col++) {
			yield spoiled(`more_sep ${row} ${col}`, SEPARATOR_WEIGHT, row, raw.toSpliced(col, 0, ''), [
				record.toSpliced(col, 0, ''),
			])
			yield spoiled(`extra_quote ${row} ${col}`, QUOTE_WEIGHT, row, raw.with(col, how.quote + raw[col]), [
				record.with(col, `${how.quote}${record[col]}`),
			])
			if (col + 1 === record.length) continue
			const joined = raw[col]! + raw[col + 1]!
			yield spoiled(`less_sep ${row} ${col}`, SEPARATOR_WEIGHT, row, raw.toSpliced(col, 2, joined), [
				record.toSpliced(col, 2, ...joinedCells(raw[col]!, raw[col + 1]!, record[col]!, record[col + 1]!)),
			])
		}
	}
}

/** What two cells say when nothing is between them any more: a quote only opens a cell at its beginning. */
function joinedCells(rawLeft: string, rawRight: string, left: string, right: string): string[] {
	const leftQuoted = rawLeft.startsWith('"')
	const rightQuoted = rawRight.startsWith('"')
	if (leftQuoted && rightQuoted) return [`${left}"${right}`]
	if (leftQuoted) return rawRight === '' ? [left] : [rawLeft + rawRight]
	if (rightQuoted && rawLeft !== '') return (rawLeft + rawRight).split(',')
	return [left + right]
}
