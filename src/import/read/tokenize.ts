import type { Breach, Dialect, RecordBatch } from '../types.ts'
import { BATCH, MAX_CELL, MAX_COLUMNS, MAX_RECORD } from './limits.ts'
import { type QuotedRecord, readQuotedRecord, readWrapped } from './quoted.ts'
import { ReadFailure } from './read-failure.ts'
import type { Marks } from './requote.ts'
import { glued, gluesRecords, settle } from './settle.ts'
import { shown } from './shown.ts'

/** Text waits until there is this much of it, so that chunks of a few bytes are not scanned again and again. */
const WORTH_SCANNING = 1 << 14

export interface TokenizerOptions {
	/** Cells a record should have. Without it the header's, or anything when there is no header. */
	width?: number
	/** Keep each record's own text. */
	keepRaw?: boolean
	/** Characters that are waited for before they are scanned; tests of cuts set 0. */
	worthScanning?: number
}

export interface Tokenizer {
	/** Text in, complete batches out. */
	push(text: string): RecordBatch[]
	/** The last batches. */
	end(): RecordBatch[]
	/** What is there before the end, without the unfinished record. Nothing can be pushed afterwards. */
	partial(): RecordBatch[]
	/** The header's cells, once it was read; undefined when there is none (or not yet). */
	header(): string[] | undefined
	/** Why reading stopped: `cell_too_long` or `too_many_columns`. From then on no text is taken. */
	failure(): ReadFailure | undefined
}

/**
 * The grammar of `parse`, synchronous. The result depends on the text alone,
 * never on where it was cut: a record is only taken when everything that decides
 * about it is there.
 */
export function createTokenizer(dialect: Dialect, options: TokenizerOptions = {}): Tokenizer {
	const { delimiter, quote } = dialect
	const marks: Marks = { delimiter, quote: quote ?? '', escape: dialect.escape }
	const keepRaw = options.keepRaw ?? false
	const worthScanning = options.worthScanning ?? WORTH_SCANNING
	let width = options.width
	/** Cells before this index must be there; those from it on have no header. */
	let needed = options.width
	let header: string[] | undefined
	/** Of the header, apart, because every record's first cell is compared with it. */
	let firstName: string | undefined
	let waiting: string[] = []
	let waitingLength = 0
	let text = ''
	let line = 1
	let batch = emptyBatch(keepRaw)
	let full: RecordBatch[] = []
	let failure: ReadFailure | undefined
	let wellFormed = true
	/** A cell of one line was in quotes. */
	let hasQuoted = false

	function push(more: string): RecordBatch[] {
		if (failure) return []
		waiting.push(more)
		waitingLength += more.length
		// Twice the unfinished record: scanning it again stays linear however small the chunks are.
		if (waitingLength < worthScanning || (worthScanning > 0 && waitingLength < text.length)) return []
		return scanWaiting(false)
	}

	function end(): RecordBatch[] {
		if (failure) return []
		const batches = scanWaiting(true)
		return failure || batch.lines.length === 0 ? batches : [...batches, batch]
	}

	function partial(): RecordBatch[] {
		return [...scanWaiting(false), batch]
	}

	function scanWaiting(final: boolean): RecordBatch[] {
		text += waiting.length === 1 ? waiting[0] : waiting.join('')
		waiting = []
		waitingLength = 0
		// 165 ms for 119 MB when done once per chunk; per record it would be many times that.
		wellFormed = text.isWellFormed()
		try {
			text = text.slice(scan(text, final))
		} catch (error) {
			if (!(error instanceof ReadFailure)) throw error
			failure = error
			if (batch.lines.length > 0) full.push(batch)
		}
		const batches = full
		full = []
		return batches
	}

	/**
	 * Takes every complete record of `s`; answers with where the unfinished rest begins.
	 * The next place of each special character is looked for once and kept: indexOf
	 * anew for each line reads the rest of the text again when there is none.
	 */
	function scan(s: string, final: boolean): number {
		let at = 0
		let lf = -1
		let cr = -1
		let quoteAt = -1
		let delimiterAt = -1
		while (at < s.length) {
			if (lf < at) lf = find(s, '\n', at)
			if (cr < at) cr = find(s, '\r', at)
			const lineEnd = lf < cr ? lf : cr
			const skipped = line < dialect.header_line
			if (quote !== null && quoteAt < at) quoteAt = find(s, quote, at)
			if (quoteAt < lineEnd && quoteAt < s.length && !skipped) {
				const read = readQuotedRecord(s, at, marks, final)
				if (read === 'incomplete') return unfinished(s, at)
				if (read === 'cell_too_long') throw new ReadFailure(read, line)
				const wrapped = dialect.wrapped && !read.breach && readWrapped(read.cells, marks)
				if (wrapped) {
					take(wrapped.cells, wrapped.text, 0, wrapped.text.length, null)
					line += read.lines
					at = read.next
					continue
				}
				const record = settle(read, s, at, header?.length, marks, final)
				if (record === 'incomplete') return unfinished(s, at)
				take(record.cells, s, at, record.end, record.breach ?? gluing(record, s, at))
				line += record.lines
				at = record.next
				continue
			}
			if (lineEnd === s.length && !final) return unfinished(s, at)
			const next = s.charCodeAt(lineEnd) === 13 && s.charCodeAt(lineEnd + 1) === 10 ? lineEnd + 2 : lineEnd + 1
			// A CR that ends the chunk may be half of a CRLF.
			if (next > s.length - 1 && !final && lineEnd === cr) return unfinished(s, at)
			if (!skipped) {
				const cells: string[] = []
				let from = at
				if (delimiterAt < at) delimiterAt = find(s, delimiter, at)
				while (delimiterAt < lineEnd) {
					cells.push(s.slice(from, delimiterAt))
					from = delimiterAt + delimiter.length
					delimiterAt = find(s, delimiter, from)
				}
				cells.push(s.slice(from, lineEnd))
				take(cells, s, at, lineEnd, null)
			}
			line++
			at = next
		}
		return s.length
	}

	/** Of the records so far some tell whether this file quotes its cells. */
	function gluing({ cells, lines, end }: QuotedRecord, s: string, at: number): QuotedRecord['breach'] {
		if (lines > 1) return gluesRecords(s.slice(at, end), header?.length, hasQuoted, marks) ? glued(cells, marks) : null
		hasQuoted ||= s.startsWith(marks.quote, at) || s.slice(at, end).includes(delimiter + marks.quote)
		return null
	}

	function unfinished(s: string, at: number): number {
		if (s.length - at <= MAX_RECORD) return at
		const columns = s.slice(at, at + MAX_RECORD).split(delimiter, MAX_COLUMNS + 1).length
		throw new ReadFailure(columns > MAX_COLUMNS ? 'too_many_columns' : 'cell_too_long', line)
	}

	function take(cells: string[], s: string, start: number, end: number, breach: Omit<Breach, 'line'> | null): void {
		checkSize(cells, end - start)
		if (line >= dialect.header_line && dialect.header_line > 0 && !header) {
			header = cells
			firstName = cells[0]
			width ??= cells.length
			needed = Math.min(width, lastFilled(cells) + 1)
			return
		}
		if (
			!breach &&
			(isBlank(cells) || (delimiter === '|' && isRule(cells)) || (isFirstName(cells[0]) && repeatsHeader(cells)))
		)
			return
		batch.lines.push(line)
		batch.cells.push(cells)
		if (keepRaw) batch.raw!.push(s.slice(start, end))
		if (breach) batch.breaches.push({ line, ...breach })
		if (!breach && cells.length !== width) fitWidth(cells)
		if (!wellFormed) findUndecodable(cells)
		if (batch.lines.length === BATCH) {
			full.push(batch)
			batch = emptyBatch(keepRaw)
		}
	}

	function checkSize(cells: string[], length: number): void {
		if (cells.length > MAX_COLUMNS) throw new ReadFailure('too_many_columns', line)
		if (length <= MAX_CELL) return
		if (length > MAX_RECORD || cells.some((cell) => cell.length > MAX_CELL))
			throw new ReadFailure('cell_too_long', line)
	}

	/** Files put one below the other bring their byte order marks. */
	function isFirstName(cell: string | undefined): boolean {
		return cell === firstName || (cell?.charCodeAt(0) === BYTE_ORDER_MARK && cell.slice(1) === firstName)
	}

	/** The header once more, as where exports were put one below the other, is no record. One cell alone may be a value. */
	function repeatsHeader(cells: string[]): boolean {
		return (
			cells.length === header!.length && cells.length > 1 && cells.every((cell, i) => i === 0 || cell === header![i])
		)
	}

	/** Cells beyond the width are dropped when empty; missing ones are fine where the header has no name for them. */
	function fitWidth(cells: string[]): void {
		if (width === undefined || needed === undefined) return
		if (cells.length > width) {
			const filled = lastFilled(cells)
			if (filled < width) cells.length = width
			else batch.breaches.push({ line, code: 'too_many_fields', column: width, value: shown(cells[width]!) })
			return
		}
		if (cells.length < needed) batch.breaches.push({ line, code: 'too_few_fields', column: cells.length, value: null })
		while (cells.length < width) cells.push('')
	}

	function findUndecodable(cells: string[]): void {
		const column = cells.findIndex((cell) => !cell.isWellFormed())
		if (column >= 0) batch.breaches.push({ line, code: 'undecodable', column, value: shown(cells[column]!) })
	}

	return { push, end, partial, header: () => header, failure: () => failure }
}

const BYTE_ORDER_MARK = 0xfeff

function emptyBatch(keepRaw: boolean): RecordBatch {
	return { lines: [], cells: [], breaches: [], raw: keepRaw ? [] : null, bytes: 0 }
}

/** Like indexOf, but a missing character stands at the end, so the caller compares without a special case. */
function find(s: string, character: string, from: number): number {
	const at = s.indexOf(character, from)
	return at === -1 ? s.length : at
}

function lastFilled(cells: string[]): number {
	return cells.findLastIndex((cell) => cell.trim() !== '')
}

/** Nothing but spaces; or the byte 1A that ended files of DOS. */
function isBlank(cells: string[]): boolean {
	for (const cell of cells) if (cell !== '' && !isSpaces(cell)) return cells.length === 1 && cell === '\x1a'
	return true
}

/** `|---|:--:|` and `+----+----+` of tables drawn in text. A single dash stands for no value. */
function isRule(cells: string[]): boolean {
	return cells.some((cell) => cell.includes('---')) && cells.every((cell) => /^[-+:=\s]*$/.test(cell))
}

/** Without calling trim for every cell of a million rows. */
export function isSpaces(cell: string): boolean {
	const code = cell.charCodeAt(0)
	return (code <= 32 || code >= 160) && cell.trim() === ''
}
