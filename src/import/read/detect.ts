import type { FailureCode } from '../../contract/issues.ts'
import type { Dialect } from '../types.ts'
import { ESCAPED_BYTE } from './charsets.ts'
import { looksLikeValue } from './facts.ts'
import { countKnownHeaders } from './headers.ts'
import { MAX_COLUMNS } from './limits.ts'
import { quotings } from './quoting.ts'
import { isMadeLike } from './shape.ts'
import { createTokenizer } from './tokenize.ts'

/** What a person may decide about the reading instead of us. */
export interface InspectOverrides {
	encoding?: string
	delimiter?: string
	header_line?: number
}

/** A record of the head: its physical line and cells. */
export interface HeadRecord {
	line: number
	cells: string[]
}

const USUAL = [';', ',', '\t', '|']
/** With the fewest fields they must make: `Name: value` and `10:30` are no tables. */
const RARE: [string, number][] = [
	['^', 2],
	['~', 2],
	['\u001f', 2],
	['#', 3],
	[':', 3],
	[' ', 3],
]
/** Characters looked at: some 300 records, enough to see whether the count of fields is constant; more where they are long. */
const SAMPLE = 1 << 16
/** A header further down is a person's to point at. */
const HEADER_WITHIN = 20

/** What the first bytes say against reading the file as text at all. */
export function unreadable(head: Uint8Array): FailureCode | undefined {
	if (head.length === 0) return 'file_empty'
	// NULs behind a text are only padding.
	if (head.every((byte) => byte === 0)) return 'file_binary'
	const start = Buffer.from(head.subarray(0, 8)).toString('latin1')
	// XLSX and ODS are ZIP archives; the old XLS is an OLE document, and so is an XLSX with a password.
	if (start.startsWith('PK\x03\x04')) return 'file_spreadsheet'
	if (start.startsWith('\xd0\xcf\x11\xe0'))
		return namesEncryptedPackage(head) ? 'file_spreadsheet_protected' : 'file_spreadsheet_old'
	const magic = [
		'\x89PNG',
		'%PDF',
		'GIF8',
		'\xff\xd8\xff',
		'\x1f\x8b',
		'Rar!',
		'7z\xbc\xaf',
		'BZh',
		'\x7fELF',
		'\xfd7zXZ',
		'(\xb5/\xfd',
	]
	return magic.some((bytes) => start.startsWith(bytes)) ? 'file_binary' : undefined
}

/** The part of an OLE document that holds a workbook with a password, by its name. */
export function namesEncryptedPackage(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('EncryptedPackage', 0, 'utf16le')
}

/** Whether decoded text is too full of control characters to have been text. A NUL is an escaped byte here. */
export function looksBinary(text: string): boolean {
	const sample = text.slice(0, SAMPLE)
	let controls = 0
	for (let i = 0; i < sample.length; i++) {
		const code = sample.charCodeAt(i)
		// Tab to CR are text, a lone 1A ends files of DOS, and 1F stands between fields.
		if ((code < 0x20 && (code < 9 || code > 13) && code !== 0x1a && code !== 0x1f) || code === ESCAPED_BYTE) controls++
	}
	return controls > sample.length / 20
}

/** A document that has lines and commas and still is no table. */
export function looksLikeMarkup(text: string): boolean {
	return /^\s*(<(!doctype|html|\?xml|[a-z]+[\s>])|\{\s*"|\[\s*[{["])/i.test(text.slice(0, 200))
}

/**
 * How the text is divided, from its beginning: the delimiter and quotes that make
 * the most known headers and the most constant number of fields over 1; and the
 * line of the header, which is 0 only when the first line holds data (an address,
 * a phone, what is made like the cells below) and no word that is a header.
 */
export function detectDialect(
	text: string,
	encoding: string,
	complete: boolean,
	overrides: InspectOverrides = {},
): Dialect {
	const sample = text.slice(0, Math.max(SAMPLE, endOfFirstLines(text)))
	// Of a header that has no end here, what there is of it tells more than nothing.
	const whole = (complete && sample.length === text.length) || !/[\r\n]/.test(sample)
	const declared = /^"?sep=(.)"?\s*?(\r|\n|$)/i.exec(sample)?.[1]
	const fixed = overrides.delimiter ?? declared
	const read = (delimiter: string): Reading => {
		const readings = quotings(sample, delimiter).flatMap((quoting): Reading[] => {
			const dialect: Dialect = { encoding, delimiter, ...quoting, header_line: 0 }
			if (isTooWide(sample, delimiter)) return [{ score: MAX_COLUMNS, constant: 0, fields: 0, header_line: 1, dialect }]
			const skipped = declared ? 1 : 0
			const records = readSample(sample, dialect, whole).slice(skipped)
			const plain = { ...judge(records), dialect }
			const inQuotes = records.filter(({ cells }) => cells.length === 1 && cells[0]!.includes(delimiter)).length
			if (inQuotes === 0) return [plain]
			const wrapped = wrappedReading(sample, { ...dialect, wrapped: true }, whole, skipped)
			// In two columns a short record looks the same: `"Alfa, s.r.o."`.
			return wrapped && (wrapped.fields > 2 || inQuotes * 2 >= records.length) ? [plain, wrapped] : [plain]
		})
		return best(readings)
	}
	const usual = best((fixed ? [fixed] : USUAL).map(read))
	const chosen = fixed
		? usual
		: (rareReading(usual, sample, read) ?? doubledReading(usual, sample, whole, read) ?? usual)
	return { ...chosen.dialect, header_line: overrides.header_line ?? chosen.header_line }
}

function endOfFirstLines(text: string): number {
	return text.split(/\r|\n/, HEADER_WITHIN).join(' ').length + 1
}

/** A way to read the sample, and how much speaks for it. */
interface Reading {
	dialect: Dialect
	score: number
	/** The share of records that have as many fields as most of them. */
	constant: number
	fields: number
	header_line: number
}

function best(readings: Reading[]): Reading {
	return readings.reduce((a, b) => (b.score > a.score ? b : a))
}

/** With whole records in quotes; two headers have to be known, as `"Alfa, s.r.o."` alone may be one cell. */
function wrappedReading(sample: string, dialect: Dialect, whole: boolean, skipped: number): Reading | undefined {
	const records = readSample(sample, dialect, whole).slice(skipped)
	const reading = { ...judge(records), dialect }
	const header = records.find(({ line }) => line === reading.header_line)
	return header && countKnownHeaders(header.cells) >= 2 ? reading : undefined
}

/**
 * Delimiters hardly anybody uses and that stand in texts too. They are believed
 * only where no usual one divides the file evenly and they do, without exception.
 */
function rareReading(usual: Reading, sample: string, read: (delimiter: string) => Reading): Reading | undefined {
	if (usual.fields > 1 && usual.constant === 1) return undefined
	const lines = sample.split(/\r\n|\r|\n/, 3).filter((line) => line !== '').length
	// One line says nothing about what is constant.
	if (lines < 2) return undefined
	for (const [delimiter, fewest] of RARE) {
		if (!sample.includes(delimiter)) continue
		// Words have spaces between them; only quotes around some show that others divide.
		if (delimiter === ' ' && !/(^|[ \r\n])(["'])[^ "'\r\n]* [^"'\r\n]*\2(?=[ \r\n]|$)/.test(sample)) continue
		const reading = read(delimiter)
		if (reading.constant === 1 && reading.fields >= fewest) return reading
	}
	return undefined
}

/** `a||b`: every second cell is empty in every line, the header's too, so that the delimiter is both characters. */
function doubledReading(
	usual: Reading,
	sample: string,
	whole: boolean,
	read: (delimiter: string) => Reading,
): Reading | undefined {
	const { delimiter } = usual.dialect
	if (usual.fields < 3 || !sample.includes(delimiter + delimiter)) return undefined
	const records = readHead(sample, usual.dialect, whole)
	const halved = records.every(
		({ cells }) => cells.length % 2 === 1 && cells.every((cell, i) => i % 2 === 0 || cell === ''),
	)
	return halved ? read(delimiter + delimiter) : undefined
}

/** The records of a piece of text, everything from the first line on; the last one only when the text is whole. */
export function readHead(text: string, dialect: Dialect, whole: boolean): HeadRecord[] {
	const tokenizer = createTokenizer({ ...dialect, header_line: 0 })
	const batches = [...tokenizer.push(text), ...(whole ? tokenizer.end() : tokenizer.partial())]
	return batches.flatMap((batch) => batch.lines.map((line, i) => ({ line, cells: batch.cells[i]! })))
}

/** Reading stops at such a line, so there is nothing else to judge by. */
function isTooWide(sample: string, delimiter: string): boolean {
	return sample.split(/\r|\n/, HEADER_WITHIN).some((line) => line.split(delimiter).length > MAX_COLUMNS)
}

interface SampleRecord extends HeadRecord {
	/** Its quotes break the rules. */
	broken: boolean
}

function readSample(sample: string, dialect: Dialect, whole: boolean): SampleRecord[] {
	const tokenizer = createTokenizer({ ...dialect, header_line: 0 })
	const batches = [...tokenizer.push(sample), ...(whole ? tokenizer.end() : tokenizer.partial())]
	return batches.flatMap(({ lines, cells, breaches }) => {
		const broken = new Set(breaches.filter(({ code }) => code !== 'undecodable').map(({ line }) => line))
		return lines.map((line, i) => ({ line, cells: cells[i]!, broken: broken.has(line) }))
	})
}

function judge(records: SampleRecord[]): Omit<Reading, 'dialect'> {
	const counts = new Map<number, number>()
	for (const { cells, broken } of records) if (!broken) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
	let usual = 1
	for (const [count, times] of counts) if (count > 1 && times > (usual === 1 ? 0 : counts.get(usual)!)) usual = count
	const header = findHeader(records, usual)
	const first = header ?? records[0]
	const header_line = header || !first ? (header?.line ?? 1) : 0
	const constant = records.length === 0 ? 0 : (counts.get(usual) ?? 0) / records.length
	// One field in the header: whatever the character is, it does not divide this file.
	if (!first || first.cells.length < 2) return { score: 0, constant, fields: usual, header_line }
	// A header with a delimiter too many is still the header of records that agree.
	const agrees = first.cells.length === usual ? 0.25 : 0
	const score = 0.1 + countKnownHeaders(first.cells) + 2 * constant + agrees
	return { score, constant, fields: usual, header_line }
}

/** The line of the header among the first records; 0: the first one is data, 1 when there is none. */
export function headerLine(records: HeadRecord[]): number {
	return judge(records.map((record) => ({ ...record, broken: false }))).header_line
}

/** The header among the first records; undefined: the first line is data. */
function findHeader(records: HeadRecord[], usual: number): HeadRecord | undefined {
	const candidates = records.slice(0, HEADER_WITHIN)
	let best: HeadRecord | undefined
	let most = 0
	for (const record of candidates) {
		// Below a header and its data only another table has one.
		if (best && record.cells.length === best.cells.length && record.cells.some(looksLikeValue)) break
		const known = countKnownHeaders(record.cells)
		if (known > most && !record.cells.some(looksLikeValue)) {
			best = record
			most = known
		}
	}
	const first = candidates.find(({ cells }) => filled(cells) * 2 > usual)
	// A single known word is a header only where nothing else is one: data says "Partner" or "Info" too.
	if (best && (most > 1 || best === first || best.cells.length === 1)) return best
	if (!first || first.cells.some(looksLikeValue)) return undefined
	const below = records.slice(records.indexOf(first) + 1).map(({ cells }) => cells)
	return isMadeLike(first.cells, below) ? undefined : first
}

function filled(cells: string[]): number {
	return cells.filter((cell) => cell.trim() !== '').length
}
