import { trimEndOf } from './trim.ts'

/**
 * Is the value one address mail can be sent to? Pragmatic, with the lengths of RFC 5321: an ASCII
 * local part (mail servers that take another are rare, a lost diacritic is common), a domain of at
 * least two labels which may have letters with diacritics, no quoted parts, no IP literals.
 */
export function isEmail(value: string): boolean {
	const at = value.indexOf('@')
	if (at < 1 || at > 64 || value.length > 254) return false
	return isLocalPart(value, at) && isDomain(value, at + 1)
}

/**
 * The address of a cell that holds more: `Jan Novák <jan@x.cz>`, `mailto:jan@x.cz`, `jan@x.cz,`.
 * A cell with none or several is returned as it is.
 */
export function bareEmail(cell: string): string {
	if (cell.length > LONGEST_LIST || !WRAPPINGS.test(cell)) return cell
	const bare = cell.replace(/^[^<>@]*<([^<>]*)>$/, '$1').replace(/^mailto:\s*/i, '')
	const address = trimEndOf(bare, /[\s.,;]/)
	return isEmail(address) ? address : cell
}

/**
 * The addresses of a cell that holds several and nothing else: the first one, and the others as they are written
 * (`domů: jan@x.cz`, `Jan <jan@x.cz>`), each once. Undefined for anything else.
 */
export function splitEmails(cell: string): { first: string; others: string[] } | undefined {
	if (cell.indexOf('@') === cell.lastIndexOf('@') || cell.length > LONGEST_LIST) return undefined
	const parts = addressesIn(cell, LISTED) ?? addressesIn(cell, SPACED)
	if (!parts) return undefined
	const byAddress = new Map(parts.toReversed().map((part) => [labelled(part).toLowerCase(), part]))
	const first = labelled(parts[0]!)
	byAddress.delete(first.toLowerCase())
	return { first, others: [...byAddress.values()].reverse() }
}

/** More is no list a person typed. */
const LONGEST_LIST = 4_000
/** ` ::: ` is Google's. */
const LISTED = /[,;|\n]|:::|\s(?:nebo|alebo|a|or|and|oder|und)\s/
const SPACED = /[\s,;|/]+|:::/

function addressesIn(cell: string, between: RegExp): string[] | undefined {
	const parts = cell
		.split(between)
		.map((part) => part.trim())
		.filter((part) => part !== '')
	return parts.length > 1 && parts.every((part) => isEmail(labelled(part))) ? parts : undefined
}

/** The address behind a word for whose it is. */
function labelled(part: string): string {
	return bareEmail(part.replace(/^(?!mailto:)[\p{L}\d. -]{1,30}:\s*/iu, ''))
}

const WRAPPINGS = /^mailto:|[>.,;\s]$/i

function isLocalPart(value: string, end: number): boolean {
	let previous = DOT
	for (let at = 0; at < end; at++) {
		const code = value.charCodeAt(at)
		if (code > 127 || !ATEXT[code]) return false
		if (code === DOT && previous === DOT) return false
		previous = code
	}
	return previous !== DOT
}

/** Labels of 1 to 63 characters that neither start nor end with a hyphen; the last is no number. */
function isDomain(value: string, start: number): boolean {
	let label = start
	let labels = 0
	let isAscii = true
	for (let at = start; at <= value.length; at++) {
		const code = at < value.length ? value.charCodeAt(at) : DOT
		if (code === DOT) {
			if (at === label || at - label > 63) return false
			if (value.charCodeAt(label) === HYPHEN || value.charCodeAt(at - 1) === HYPHEN) return false
			labels++
			if (at < value.length) label = at + 1
			continue
		}
		if (code > 127) isAscii = false
		else if (!DOMAIN[code]) return false
	}
	if (labels < 2 || value.length - label < 2 || isDigit(value.charCodeAt(value.length - 1))) return false
	return isAscii || /^[\p{L}\p{M}\p{N}.-]+$/u.test(value.slice(start))
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57
}

const DOT = 46
const HYPHEN = 45
const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const ATEXT = asciiSet(`${LETTERS_AND_DIGITS}!#$%&'*+/=?^_\`{|}~.-`)
const DOMAIN = asciiSet(`${LETTERS_AND_DIGITS}-`)

function asciiSet(chars: string): Uint8Array {
	const set = new Uint8Array(128)
	for (const char of chars) set[char.charCodeAt(0)] = 1
	return set
}
