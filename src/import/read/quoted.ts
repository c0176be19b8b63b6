import type { Breach } from '../types.ts'
import { MAX_CELL } from './limits.ts'
import { type Marks, unescaped } from './requote.ts'
import { shown } from './shown.ts'

export interface QuotedRecord {
	cells: string[]
	/** Where the record's text ends and the next record begins. */
	end: number
	next: number
	/** Physical lines it takes. */
	lines: number
	breach: Omit<Breach, 'line'> | null
}

/**
 * Reads the record at `start`, whose first line holds a quote somewhere.
 *
 * A quote opens a cell only as its first character; anywhere else it is text. A
 * closing quote must be followed by the delimiter, a line end or the end of the
 * file (spaces between are ignored). When it is not, then either the text after
 * it is wrong (`text_after_quote`, if both quotes are on one line), or the quote
 * that closes was meant to open another cell lines below: the opening one was
 * never closed, and the record ends with its line so that the records below it
 * are read. A cell is also given up as never closed after `MAX_CELL`, otherwise
 * one stray quote would hold the rest of the file in memory.
 *
 * `incomplete`: what decides lies behind the end of `s`, and more is to come.
 */
export function readQuotedRecord(
	s: string,
	start: number,
	marks: Marks,
	final: boolean,
): QuotedRecord | 'incomplete' | 'cell_too_long' {
	const { delimiter, quote } = marks
	const cells: string[] = []
	let breach: QuotedRecord['breach'] = null
	let lines = 1
	let at = start
	for (;;) {
		let end: number
		if (s.startsWith(' ', at)) {
			const opening = openingAfterSpaces(s, at, marks, final)
			if (opening === INCOMPLETE) return 'incomplete'
			at = opening
		}
		if (s.startsWith(quote, at)) {
			const close = closingQuote(s, at, marks, final)
			if (close === INCOMPLETE) return 'incomplete'
			const after = close < 0 ? -1 : skipSpaces(s, close + 1, delimiter)
			// Of a delimiter of several characters only the first may be here yet.
			if (after >= 0 && s.length - after < delimiter.length && !final) return 'incomplete'
			const breaks = close < 0 ? 1 : countBreaks(s, at, close)
			if (after >= 0 && endsCell(s, after, delimiter)) {
				cells.push(unescaped(s.slice(at + 1, close), marks))
				lines += breaks
				end = after
			} else if (breaks > 0) {
				end = lineEnd(s, at)
				if (end === s.length && !final) return s.length - at > MAX_CELL ? 'cell_too_long' : 'incomplete'
				if (end - at > MAX_CELL) return 'cell_too_long'
				breach ??= { code: 'quote_not_closed', column: cells.length, value: shown(s.slice(at, end)) }
				cells.push(s.slice(at, end))
			} else {
				end = cellEnd(s, close + 1, delimiter)
				if (end === s.length && !final) return 'incomplete'
				breach ??= { code: 'text_after_quote', column: cells.length, value: shown(s.slice(at, end)) }
				cells.push(s.slice(at, end))
			}
		} else {
			end = cellEnd(s, at, delimiter)
			if (end === s.length && !final) return 'incomplete'
			cells.push(s.slice(at, end))
		}
		if (s.startsWith(delimiter, end)) {
			at = end + delimiter.length
			continue
		}
		if (s.charCodeAt(end) === 13) {
			if (end + 1 === s.length && !final) return 'incomplete'
			if (s.charCodeAt(end + 1) === 10) return { cells, end, next: end + 2, lines, breach }
		}
		return { cells, end, next: Math.min(end + 1, s.length), lines, breach }
	}
}

/** The record inside one that is a single cell in quotes: `"a,""b, c"",d"`. Undefined where there is none. */
export function readWrapped(cells: readonly string[], marks: Marks): { cells: string[]; text: string } | undefined {
	const [text] = cells
	if (cells.length !== 1 || !text?.includes(marks.delimiter)) return undefined
	const inner = readQuotedRecord(text, 0, marks, true)
	if (inner === 'incomplete' || inner === 'cell_too_long' || inner.breach || inner.end < text.length) return undefined
	return { cells: inner.cells, text }
}

const INCOMPLETE = -2
const NEVER_CLOSED = -1

/**
 * `"Jan", "Novák"`: a space before a cell in quotes is nobody's text, as long as
 * the quotes are a pair with nothing behind it; otherwise it stays.
 */
function openingAfterSpaces(s: string, at: number, marks: Marks, final: boolean): number {
	const open = skipSpaces(s, at, marks.delimiter)
	if (open === s.length && !final) return INCOMPLETE
	if (!s.startsWith(marks.quote, open)) return at
	const close = closingQuote(s, open, marks, final)
	if (close < 0) return close === INCOMPLETE ? INCOMPLETE : at
	const after = skipSpaces(s, close + 1, marks.delimiter)
	if (s.length - after < marks.delimiter.length && !final) return INCOMPLETE
	return endsCell(s, after, marks.delimiter) ? open : at
}

function closingQuote(s: string, open: number, { quote, escape: mark }: Marks, final: boolean): number {
	let from = open + 1
	for (;;) {
		const at = s.indexOf(quote, from)
		if (at === -1) return final || s.length - open > MAX_CELL ? NEVER_CLOSED : INCOMPLETE
		if (at - open > MAX_CELL) return NEVER_CLOSED
		if (mark === '\\' && backslashesBefore(s, at, open) % 2 === 1) {
			from = at + 1
			continue
		}
		if (at + 1 === s.length && !final) return INCOMPLETE
		if (!s.startsWith(quote, at + 1)) return at
		from = at + 2
	}
}

function backslashesBefore(s: string, at: number, open: number): number {
	let count = 0
	while (at - 1 - count > open && s.charCodeAt(at - 1 - count) === 92) count++
	return count
}

function skipSpaces(s: string, at: number, delimiter: string): number {
	let to = at
	while ((s.startsWith(' ', to) || s.startsWith('\t', to)) && !s.startsWith(delimiter, to)) to++
	return to
}

function endsCell(s: string, at: number, delimiter: string): boolean {
	if (at >= s.length || s.startsWith(delimiter, at)) return true
	const code = s.charCodeAt(at)
	return code === 10 || code === 13
}

/** Where an unquoted cell ends: before the delimiter, a line end or the end of `s`. */
function cellEnd(s: string, from: number, delimiter: string): number {
	let to = from
	while (!endsCell(s, to, delimiter)) to++
	return to
}

function lineEnd(s: string, from: number): number {
	for (let to = from; to < s.length; to++) {
		const code = s.charCodeAt(to)
		if (code === 10 || code === 13) return to
	}
	return s.length
}

/** Line ends between two places, as an editor counts them: CRLF is one. */
function countBreaks(s: string, from: number, to: number): number {
	let breaks = 0
	for (let at = from; at < to; at++) {
		const code = s.charCodeAt(at)
		if (code === 10 || (code === 13 && s.charCodeAt(at + 1) !== 10)) breaks++
	}
	return breaks
}
