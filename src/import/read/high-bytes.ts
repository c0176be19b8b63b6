import { isAscii } from 'node:buffer'
import { ESCAPED_BYTE } from './charsets.ts'

/**
 * Which bytes over 0x7F a file has, apart by what stands before and behind: enough to tell how Czech or Slovak each
 * encoding would make the text, in constant memory for a file of any length.
 */
export interface HighBytes {
	/** By byte and the two neighbours, see `placeOf`. */
	counts: Float64Array
	total: number
	/** The last byte or character seen, as the next one may be in another chunk. */
	before: number
	/** What the last one counts as once its neighbour is known; -1: it is none. */
	open: number
}

/** What stands beside a byte. `high` may be any letter; after the `softened` consonants `ě` is written, after no other. */
export const NEIGHBOURS = {
	none: 0,
	vowel: 1,
	softened: 2,
	consonant: 3,
	capitalVowel: 4,
	capital: 5,
	high: 6,
} as const
export const KINDS = 7

/** After so many the verdict stands, and counting on would double the time of reading a long file. */
const ENOUGH = 100_000

export function noHighBytes(): HighBytes {
	return { counts: new Float64Array(128 * KINDS * KINDS), total: 0, before: 0, open: -1 }
}

export function countHighBytes(counts: HighBytes, bytes: Uint8Array): void {
	if (counts.total > ENOUGH || bytes.length === 0) return
	closeHighBytes(counts, bytes[0]!)
	for (let i = isAscii(bytes) ? bytes.length : 0; i < bytes.length; i++) {
		const byte = bytes[i]!
		if (byte >= 0x80) count(counts, byte, i === 0 ? counts.before : bytes[i - 1]!, bytes[i + 1])
	}
	counts.before = bytes.at(-1)!
}

/** The same from text in which `decode` escaped the bytes that are not UTF-8; answers with how many there were. */
export function countEscapedBytes(counts: HighBytes, text: string): number {
	if (text === '') return 0
	let found = 0
	closeHighBytes(counts, text.charCodeAt(0))
	for (let i = 0; i < text.length; i++) {
		const byte = text.charCodeAt(i) - ESCAPED_BYTE
		if (byte < 0x80 || byte > 0xff) continue
		const before = i === 0 ? counts.before : text.charCodeAt(i - 1)
		// The low half of a pair (an emoji) looks the same, but has a high half before it.
		if (before >= 0xd800 && before <= 0xdbff) continue
		count(counts, byte, before, i + 1 === text.length ? undefined : text.charCodeAt(i + 1))
		found++
	}
	counts.before = text.charCodeAt(text.length - 1)
	return found
}

function count(counts: HighBytes, byte: number, before: number, behind: number | undefined): void {
	counts.total++
	const place = placeOf(byte, kindOf(before), 0)
	if (behind === undefined) counts.open = place
	else counts.counts[place + kindOf(behind)]!++
}

/** The byte that ended the chunk before is followed by this one. */
export function closeHighBytes(counts: HighBytes, behind: number): void {
	if (counts.open >= 0) counts.counts[counts.open + kindOf(behind)]!++
	counts.open = -1
}

export function placeOf(byte: number, before: number, behind: number): number {
	return ((byte - 0x80) * KINDS + before) * KINDS + behind
}

function kindOf(code: number): number {
	if (code >= 0x80) return NEIGHBOURS.high
	const kind = KIND_OF[code | 0x20] ?? NEIGHBOURS.none
	if (code >= 97 || kind === NEIGHBOURS.none) return kind
	return kind === NEIGHBOURS.vowel ? NEIGHBOURS.capitalVowel : NEIGHBOURS.capital
}

const KIND_OF: Readonly<Record<number, number>> = Object.fromEntries(
	[...Buffer.from('abcdefghijklmnopqrstuvwxyz')].map((code) => {
		const letter = String.fromCharCode(code)
		if ('aeiouy'.includes(letter)) return [code, NEIGHBOURS.vowel]
		return [code, 'bdfmnptv'.includes(letter) ? NEIGHBOURS.softened : NEIGHBOURS.consonant]
	}),
)
