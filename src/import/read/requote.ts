import type { Breach } from '../types.ts'
import { shown } from './shown.ts'

/** The characters of a dialect. */
export interface Marks {
	delimiter: string
	quote: string
	escape: string | null
}

export interface Requoted {
	cells: string[]
	/** Null when there is exactly one way to read the line and no quote of it is left over. */
	breach: Omit<Breach, 'line'> | null
}

/** A line with more delimiters than this is not worth the squares of it. */
const MOST_CELLS = 300
const LONGEST = 1 << 16

/** Quotes inside a quoted cell that are not doubled. */
const LONE_QUOTE = 1
/** A quote at the end of a cell that has none at its beginning: an inch mark, or half of a quoted cell. */
const CLOSING_QUOTE = 10
/** A quote that opens nothing and is text. */
const STRAY_QUOTE = 100

/**
 * Another reading of a line whose quotes break the rules: one that gives exactly
 * `fields` cells. A quoted cell then ends with any quote before a delimiter, and
 * a quote that opens nothing is text. Of such readings the one with the fewest
 * broken rules is taken. It is certain when there is no other and no quote had to
 * become text (`"Nábytek "Klasik" s.r.o.";Praha`); else it stays a breach.
 *
 * @returns undefined when no reading, or one no better than another, has so many cells
 */
export function requote(text: string, fields: number, marks: Marks): Requoted | undefined {
	const { starts, ends } = places(text, marks.delimiter)
	const count = starts.length
	if (count < fields || count > MOST_CELLS || text.length > LONGEST) return undefined
	// cost[k][i]: the cheapest reading of everything from start i on as k cells.
	let cost = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY)
	cost[count] = 0
	let ways = new Uint8Array(count + 1)
	ways[count] = 1
	const choice: Int16Array[] = []
	const prices = starts.map((start, i) =>
		ends.map((end, j) => (j < i ? 0 : price(text.slice(start, end), i === j, marks))),
	)
	for (let k = 1; k <= fields; k++) {
		const next = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY)
		const nextWays = new Uint8Array(count + 1)
		const chosen = new Int16Array(count).fill(-1)
		for (let i = 0; i < count; i++)
			for (let j = i; j < count; j++) {
				const total = prices[i]![j]! + cost[j + 1]!
				if (total === Number.POSITIVE_INFINITY || total > next[i]!) continue
				nextWays[i] = Math.min(2, total === next[i] ? nextWays[i]! + ways[j + 1]! : ways[j + 1]!)
				next[i] = total
				chosen[i] = j
			}
		choice.push(chosen)
		cost = next
		ways = nextWays
	}
	if (cost[0] === Number.POSITIVE_INFINITY || ways[0] !== 1) return undefined
	const raw: string[] = []
	for (let i = 0, k = fields; k > 0; k--) {
		const j = choice[k - 1]![i]!
		raw.push(text.slice(starts[i]!, ends[j]!))
		i = j + 1
	}
	return finished(raw, marks)
}

/** The same without a known number of cells: a quoted cell ends with the first quote before a delimiter. Always a breach. */
export function requoteBlindly(text: string, marks: Marks): Requoted {
	const { starts, ends } = places(text, marks.delimiter)
	const raw: string[] = []
	for (let i = 0; i < starts.length; i++) {
		let j = i
		if (text.slice(starts[i]!, ends[i]!).trimStart().startsWith(marks.quote)) {
			const last = Math.min(ends.length, i + MOST_CELLS)
			while (j < last && !isQuoted(text.slice(starts[i]!, ends[j]!), marks)) j++
			if (j === last) j = i
		}
		raw.push(text.slice(starts[i]!, ends[j]!))
		i = j
	}
	const { cells, breach } = finished(raw, marks)
	return { cells, breach: breach ?? { code: 'text_after_quote', column: 0, value: shown(cells[0]!) } }
}

function places(text: string, delimiter: string): { starts: number[]; ends: number[] } {
	const starts = [0]
	const ends: number[] = []
	for (let at = text.indexOf(delimiter); at !== -1; at = text.indexOf(delimiter, at + delimiter.length)) {
		ends.push(at)
		starts.push(at + delimiter.length)
		if (starts.length > MOST_CELLS) break
	}
	ends.push(text.length)
	return { starts, ends }
}

/** What it costs to read the text as one cell; `single`: no delimiter is inside. */
function price(raw: string, single: boolean, marks: Marks): number {
	if (isQuoted(raw, marks)) return hasLoneQuote(inner(raw), marks) ? LONE_QUOTE : 0
	if (!single || /[\r\n]/.test(raw)) return Number.POSITIVE_INFINITY
	if (raw.startsWith(marks.quote)) return STRAY_QUOTE
	return raw.endsWith(marks.quote) ? CLOSING_QUOTE : 0
}

/** Begins and ends with a quote, spaces aside, and the one at the end is not escaped by a backslash. */
function isQuoted(raw: string, { quote, escape: mark }: Marks): boolean {
	const cell = raw.trim()
	if (cell.length < 2 || !cell.startsWith(quote) || !cell.endsWith(quote)) return false
	return mark !== '\\' || !/(^|[^\\])(\\\\)*\\.$/.test(cell)
}

function inner(raw: string): string {
	return raw.trim().slice(1, -1)
}

function hasLoneQuote(text: string, { quote, escape: mark }: Marks): boolean {
	const plain = mark === '\\' ? text.replace(/\\./gs, '') : text
	return plain.replaceAll(quote + quote, '').includes(quote)
}

function finished(raw: string[], marks: Marks): Requoted {
	const cells = raw.map((cell) => (isQuoted(cell, marks) ? plainText(inner(cell), marks) : cell))
	const broken = raw.findIndex((cell) => isStray(cell, marks) || isSuspicious(cell, marks))
	if (broken < 0) return { cells, breach: null }
	const value = raw[broken]!
	const code = value.includes(marks.quote, 1) ? 'text_after_quote' : 'quote_not_closed'
	return { cells, breach: { code, column: broken, value: shown(value) } }
}

function isStray(cell: string, marks: Marks): boolean {
	return cell.startsWith(marks.quote) && !isQuoted(cell, marks)
}

/** One cell, or several: two quotes with a delimiter between them, or a line end, hardly stand in a text that does not double its quotes. */
function isSuspicious(cell: string, marks: Marks): boolean {
	if (!isQuoted(cell, marks) || !hasLoneQuote(inner(cell), marks)) return false
	return /[\r\n]/.test(cell) || inner(cell).includes(marks.quote + marks.delimiter + marks.quote)
}

/** Where every quote that is not doubled has a backslash before it, the backslashes are no text. */
function plainText(cell: string, marks: Marks): string {
	const backslashed = { ...marks, escape: '\\' }
	const isBackslashed = cell.includes(`\\${marks.quote}`) && !hasLoneQuote(cell, backslashed)
	return unescaped(cell, isBackslashed ? backslashed : marks)
}

/** The text of a cell without its quotes. */
export function unescaped(cell: string, { quote, escape: mark }: Marks): string {
	if (mark !== '\\') return cell.includes(quote) ? cell.replaceAll(quote + quote, quote) : cell
	return cell.includes('\\') ? cell.replace(/\\(["'\\])/g, '$1') : cell
}
