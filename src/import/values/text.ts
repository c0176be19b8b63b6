import { normalForm } from '../../values/normal.ts'
import { trimOf } from '../../values/trim.ts'
import { NO_WIDTH, ODD, ODD_SPACES, SPACE, scan, WIDE } from './scan.ts'

/**
 * A cell of one line: NFC, no characters of no width, no control characters, inner runs of any
 * spaces and line breaks as one space, none at the ends. An ordinary cell is returned as it is.
 *
 * Markers such as `-`, `není` or `NULL` stay: in a name or a note they may be meant
 * (`isEmptyMarker` is for the kinds where they cannot be).
 */
export function cleanLine(cell: string, found: number = scan(cell)): string {
	if (found & (ODD | WIDE)) return cleaned(cell).replace(RUNS, ' ').trim()
	if (!(found & SPACE)) return cell
	const trimmed = cell.trim()
	return trimmed.includes('  ') ? trimmed.replace(RUNS, ' ') : trimmed
}

/** A cell of several lines: as `cleanLine`, but its inner spaces stay and its line breaks become `\n`. */
export function cleanLines(cell: string, found: number = scan(cell)): string {
	if (found & (ODD | WIDE)) return trimmed(cleaned(cell.replace(LINE_BREAKS, '\n')))
	return found & SPACE ? cell.trim() : cell
}

/**
 * What people write into a cell that has nothing to say. Only for e-mail addresses and phone
 * numbers, which none of these can be; elsewhere `-` or `x` may be a value.
 */
export function isEmptyMarker(value: string): boolean {
	return value.length <= LONGEST_MARKER && EMPTY_MARKERS.has(value.toLowerCase())
}

const RUNS = new RegExp(`[ \\n\\r${ODD_SPACES}]+`, 'g')
const LINE_BREAKS = /\r\n?|\u0085|\u2028|\u2029/g
// Control characters but tab and line breaks, which are spaces. COPY refuses NUL, so it may not get any further.
const DROPPED = new RegExp(`[\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f${NO_WIDTH}]`, 'g')
// Joiners mean something inside Persian words and emoji, so only those at the ends go.
const ENDS = /[\s\u200c-\u200f\u0085]/

function cleaned(cell: string): string {
	return trimmed(normalForm(cell.replace(DROPPED, ''), 'NFC'))
}

function trimmed(cell: string): string {
	return trimOf(cell, ENDS)
}

const EMPTY_MARKERS = new Set([
	...['-', '--', '---', '–', '—', '.', '?', 'x', 'xx', 'xxx', '0', 'n/a', 'n.a.', 'null', 'none', 'nan'],
	...['není', 'neni', 'nemá', 'nema', 'nemám', 'nemam', 'neuvedeno', 'neuveden', 'nezadáno', 'nezadano', 'neznámý'],
	...['neznamy', 'neznámá', 'neznámé', 'bez', 'žádný', 'zadny', 'nie je', 'neuvedené', 'unknown', 'keine', 'keiner'],
])
const LONGEST_MARKER = Math.max(...[...EMPTY_MARKERS].map((marker) => marker.length))
