import type { FailureCode } from '../contract/issues.ts'
import { ESCAPED_BYTE } from './charsets.ts'
import { looksLikeValue } from './facts.ts'
import { countKnownHeaders } from './headers.ts'
import { MAX_COLUMNS } from './limits.ts'
import { createTokenizer } from './tokenize.ts'
import type { Dialect } from './types.ts'

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

const DELIMITERS = [';', ',', '\t', '|']
/** Characters looked at: some 300 records, enough to see whether the count of fields is constant. */
const SAMPLE = 1 << 16
/** A header further down is a person's to point at. */
const HEADER_WITHIN = 20

/** What the first bytes say against reading the file as text at all. */
export function unreadable(head: Uint8Array): FailureCode | undefined {
	if (head.length === 0) return 'file_empty'
	const start = Buffer.from(head.subarray(0, 8)).toString('latin1')
	// XLSX and ODS are ZIP archives; the old XLS is an OLE document.
	if (start.startsWith('PK\x03\x04') || start.startsWith('\xd0\xcf\x11\xe0')) return 'file_spreadsheet'
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

/** Whether decoded text is too full of control characters to have been text. A NUL is an escaped byte here. */
export function looksBinary(text: string): boolean {
	const sample = text.slice(0, SAMPLE)
	let controls = 0
	for (let i = 0; i < sample.length; i++) {
		const code = sample.charCodeAt(i)
		// Tab to CR are text, and a lone 1A ends files of DOS.
		if ((code < 0x20 && (code < 9 || code > 13) && code !== 0x1a) || code === ESCAPED_BYTE) controls++
	}
	return controls > sample.length / 20
}

/** A document that has lines and commas and still is no table. */
export function looksLikeMarkup(text: string): boolean {
	return /^\s*(<(!doctype|html|\?xml|[a-z]+[\s>])|\{\s*"|\[\s*[{["])/i.test(text.slice(0, 200))
}

/**
 * How the text is divided, from its beginning: the delimiter that makes the most
 * known headers and the most constant number of fields over 1; quotes and what
 * escapes them; and the line of the header, which is 0 only when the first line
 * holds data (an address, a phone) and no word that is a header.
 */
export function detectDialect(
	text: string,
	encoding: string,
	complete: boolean,
	overrides: InspectOverrides = {},
): Dialect {
	const sample = text.slice(0, SAMPLE)
	const whole = complete && text.length <= SAMPLE
	const declared = /^"?sep=(.)"?\s*?(\r|\n|$)/i.exec(sample)?.[1]
	const fixed = overrides.delimiter ?? declared
	const quoting = detectQuoting(sample)
	const readings = (fixed ? [fixed] : DELIMITERS).map((delimiter) => {
		const dialect: Dialect = { encoding, delimiter, ...quoting, header_line: 0 }
		if (isTooWide(sample, delimiter)) return { score: MAX_COLUMNS, header_line: 1, dialect }
		const records = readHead(sample, dialect, whole).slice(declared ? 1 : 0)
		return { ...judge(records), dialect }
	})
	const best = readings.reduce((a, b) => (b.score > a.score ? b : a))
	return { ...best.dialect, header_line: overrides.header_line ?? best.header_line }
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

function judge(records: HeadRecord[]): { score: number; header_line: number } {
	const counts = new Map<number, number>()
	for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
	let usual = 1
	for (const [count, times] of counts) if (count > 1 && times > (usual === 1 ? 0 : counts.get(usual)!)) usual = count
	const header = findHeader(records, usual)
	const first = header ?? records[0]
	const header_line = header || !first ? (header?.line ?? 1) : 0
	// One field in the header: whatever the character is, it does not divide this file.
	if (!first || first.cells.length < 2) return { score: 0, header_line }
	const constant = (counts.get(usual) ?? 0) / records.length
	const agrees = first.cells.length === usual ? 1 : 0
	return { score: 0.1 + countKnownHeaders(first.cells) + constant + agrees, header_line }
}

/** The header among the first records; undefined: the first line is data. */
function findHeader(records: HeadRecord[], usual: number): HeadRecord | undefined {
	const candidates = records.slice(0, HEADER_WITHIN)
	let best: HeadRecord | undefined
	let most = 0
	for (const record of candidates) {
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
	return first
}

function filled(cells: string[]): number {
	return cells.filter((cell) => cell.trim() !== '').length
}

function detectQuoting(sample: string): { quote: string; escape: string } {
	const single = sample.match(/(^|[;,\t|\r\n])'[^'\r\n]*'(?=[;,\t|\r\n]|$)/g)?.length ?? 0
	const cells = sample.match(/[;,\t|\r\n]/g)?.length ?? 0
	// Single quotes only where nearly everything is in them: O'Brien and '+420 are text.
	if (single > 2 && single > cells * 0.6 && !sample.includes('"')) return { quote: "'", escape: "'" }
	const backslashed = sample.match(/[^"\\;,\t|\r\n]\\"(?![;,\t|\r\n]|$)/g)?.length ?? 0
	const doubled = sample.match(/[^";,\t|\r\n]""|""[^";,\t|\r\n]/g)?.length ?? 0
	return { quote: '"', escape: backslashed > doubled ? '\\' : '"' }
}
