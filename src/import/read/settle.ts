import { type QuotedRecord, readQuotedRecord } from './quoted.ts'
import { type Marks, requote, requoteBlindly } from './requote.ts'
import { shown } from './shown.ts'

const LINE_END = /\r\n|\r|\n/

/**
 * What a record really is when reading it by the rules broke them, or gave
 * another number of fields than the header has. `fields` is the header's own
 * count, so that a `width` given to one reading does not make another of it; it
 * is undefined for the header itself and where there is none.
 *
 * A record of well-formed cells and the right number of them is hardly ever
 * questioned: a stray quote that another stray quote closes just so can mostly
 * not be told from a cell over several lines (`gluesRecords` tells the rest).
 */
export function settle(
	record: QuotedRecord,
	s: string,
	start: number,
	fields: number | undefined,
	marks: Marks,
	final: boolean,
): QuotedRecord | 'incomplete' {
	if (!record.breach && (fields === undefined || record.cells.length === fields)) {
		return record.lines === 1 || fields === undefined ? record : questioned(record, s, start, fields, marks)
	}
	const escaped = readBackslashed(record, s, start, fields, marks, final)
	if (escaped) return escaped
	if (record.breach) return confirmed(requoted(record, s, start, fields, marks), s, fields, marks, final)
	if (fields !== undefined && swallowsRecords(record, s, start, fields, marks))
		return firstLine(record, s, start, fields, marks)
	return record
}

/** A quote escaped by a backslash in a file where the first ones were not, or came too late to be seen. */
function readBackslashed(
	record: QuotedRecord,
	s: string,
	start: number,
	fields: number | undefined,
	marks: Marks,
	final: boolean,
): QuotedRecord | 'incomplete' | undefined {
	if (marks.escape === '\\' || !s.slice(start, record.end).includes(`\\${marks.quote}`)) return undefined
	const read = readQuotedRecord(s, start, { ...marks, escape: '\\' }, final)
	if (read === 'incomplete') return read
	if (read === 'cell_too_long' || read.breach) return undefined
	return fields === undefined || read.cells.length === fields ? read : undefined
}

function requoted(
	record: QuotedRecord,
	s: string,
	start: number,
	fields: number | undefined,
	marks: Marks,
): QuotedRecord {
	const text = s.slice(start, record.end)
	if (fields === undefined) return record.lines === 1 ? { ...record, ...requoteBlindly(text, marks) } : record
	const whole = requote(text, fields, marks)
	if (whole) return { ...record, ...whole, breach: whole.breach ?? swallowing(text, whole.cells, fields, marks) }
	if (record.lines === 1) return record
	const line = lineAt(s, start, record)
	const first = requote(line.text, fields, marks)
	return first ? { ...line, ...first } : record
}

/** `oso";"ba 5;` and a quote lines below: one of the quotes belongs to nothing, so the others may be stray, too. */
function questioned(record: QuotedRecord, s: string, start: number, fields: number, marks: Marks): QuotedRecord {
	const text = s.slice(start, record.end)
	if (marks.escape === '\\' || text.split(marks.quote).length % 2 === 1) return record
	return { ...record, breach: swallowing(text, record.cells, fields, marks) }
}

/** Of a record read otherwise the quotes say little: with lines inside that are records themselves it is reported. */
function swallowing(text: string, cells: string[], fields: number, marks: Marks): QuotedRecord['breach'] {
	const inside = text.split(LINE_END).slice(1, -1)
	if (fields === 1 || !inside.some((line) => line.split(marks.delimiter).length === fields)) return null
	return glued(cells, marks)
}

/**
 * Whether a well-formed record over several lines is rather one record a line, `"x` in one and `5'6"` in the next:
 * without their quotes the lines have all the cells they should. Cells with both line ends and tabs are nobody's; with
 * other delimiters in them they are, so this is asked only in a file that has put no cell of one line in quotes so far.
 */
export function gluesRecords(
	text: string,
	fields: number | undefined,
	hasQuoted: boolean,
	{ delimiter }: Marks,
): boolean {
	if (fields === undefined || fields === 1) return false
	if (delimiter !== '\t' && (hasQuoted || (delimiter === ',' && fields === 2))) return false
	return text.split(LINE_END).every((line) => line.split(delimiter).length === fields)
}

/** The breach of a record that may be several: what it was read as. */
export function glued(cells: string[], { delimiter }: Marks): QuotedRecord['breach'] {
	return { code: 'text_after_quote', column: null, value: shown(cells.join(delimiter)) }
}

/**
 * A record read otherwise is only certain when what follows is a record, too: else its
 * quoted cell may go on in the next line, and a comma in it only made the number right.
 */
function confirmed(
	record: QuotedRecord,
	s: string,
	fields: number | undefined,
	marks: Marks,
	final: boolean,
): QuotedRecord | 'incomplete' {
	if (record.breach || fields === undefined) return record
	if (record.next >= s.length) return final ? record : 'incomplete'
	const following = readQuotedRecord(s, record.next, marks, final)
	if (following === 'incomplete') return following
	if (following === 'cell_too_long') return record
	const { cells, lines, breach } = following
	const isRecord = !breach && (cells.length === fields || cells.every((cell) => cell === ''))
	const text = s.slice(record.next, following.end)
	if (isRecord || (lines === 1 && requote(text, fields, marks))) return record
	return { ...record, breach: glued(record.cells, marks) }
}

/** A quoted cell over several lines that makes the count of fields wrong, while each line below alone makes it right. */
function swallowsRecords(record: QuotedRecord, s: string, start: number, fields: number, marks: Marks): boolean {
	if (record.lines === 1) return false
	const below = s.slice(start, record.end).split(LINE_END).slice(1)
	return below.every(
		(line) =>
			line.split(marks.delimiter).length === fields ||
			(line.includes(marks.quote) && requote(line, fields, marks) !== undefined),
	)
}

/** The record ends with the line whose quote was never meant to go on. */
function firstLine(record: QuotedRecord, s: string, start: number, fields: number, marks: Marks): QuotedRecord {
	const line = lineAt(s, start, record)
	const first = requote(line.text, fields, marks)
	const cells = first?.cells ?? line.text.split(marks.delimiter)
	const column = cells.findIndex((cell) => cell.startsWith(marks.quote))
	const value = shown(cells[column] ?? line.text)
	return { ...line, cells, breach: first?.breach ?? { code: 'quote_not_closed', column, value } }
}

/** The first line of a record of several, as a record still without cells. */
function lineAt(s: string, start: number, record: QuotedRecord): QuotedRecord & { text: string } {
	const [text = '', lineEnd = ''] = s.slice(start, record.end).split(/(\r\n|\r|\n)/, 2)
	const end = start + text.length
	return { text, cells: [], end, next: end + lineEnd.length, lines: 1, breach: null }
}
