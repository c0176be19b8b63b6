import { isUtf8 } from 'node:buffer'
import type { ReadAs } from '../../contract/imports.ts'
import { isAccentedName } from './accented-names.ts'
import { type Encoding, type SingleByteEncoding, singleByteTable } from './charsets.ts'
import { createDecoder, type Decoder } from './decode.ts'
import { countKnownHeaders } from './headers.ts'
import {
	closeHighBytes,
	countEscapedBytes,
	countHighBytes,
	type HighBytes,
	KINDS,
	noHighBytes,
	placeOf,
} from './high-bytes.ts'
import { likelihood } from './likelihood.ts'
import { createTellingWords, isWordByte } from './words.ts'

/** The encoding a byte order mark or the pattern of NUL bytes gives away. */
export function markedEncoding(head: Uint8Array): Encoding | undefined {
	if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
	if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
	if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
	const nul = [0, 0]
	// A file may be padded with NULs.
	const length = Math.min(head.findLastIndex((byte) => byte !== 0) + 1, 4_096)
	for (let i = 0; i < length; i++) if (head[i] === 0) nul[i % 2]!++
	const [even = 0, odd = 0] = nul
	// Of Latin text in UTF-16 nearly every second byte is zero, of Czech about 85 % of them.
	if (odd > length / 4 && even < length / 40) return 'utf-16le'
	if (even > length / 4 && odd < length / 40) return 'utf-16be'
	return undefined
}

/** Whether bytes that are not valid UTF-8 throughout are UTF-8 with a few broken bytes, and not another encoding. */
export function isMostlyUtf8(validSequences: number, brokenBytes: number): boolean {
	// Of Czech text in another encoding hardly a pair of bytes happens to be valid UTF-8.
	return brokenBytes === 0 || validSequences >= brokenBytes
}

/**
 * Letters no word of ours has: far alphabets, the rare ones of Cyrillic, and marks but those that letters of people
 * here are taken apart into (`e` + U+030C).
 */
const FAR =
	'[\\u0250-\\u02ff\\u0305\\u030d-\\u031a\\u031c-\\u0322\\u0324-\\u0326\\u0329-\\u036f\\u0460-\\u048f\\u0492-\\u1cff\\u3040-\\ud7ff]'
/** Letters, and bytes that are no UTF-8 (`decode.ts` escapes them). */
const NEAR = '[a-z\\udc80-\\udcff]'
const MIXED = new RegExp(`(?<=${NEAR})${FAR}|${FAR}(?=${NEAR})`, 'gi')

/**
 * Whether most of what is not ASCII are such letters inside words of ours: `Dvoއk` is `Dvořák` of another encoding,
 * whose two bytes happen to be a character of UTF-8. Names in an alphabet of their own stand alone.
 */
function mixesAlphabets(text: string): boolean {
	const mixed = text.match(MIXED)
	return mixed !== null && mixed.length * 2 > text.match(/[^\p{ASCII}\ud800-\udfff]/gu)!.length
}

/** The encoding of the first bytes of a file; what comes later may still speak against it. */
export function guessEncoding(head: Uint8Array): Encoding {
	const marked = markedEncoding(head)
	if (marked) return marked
	// Up to three bytes of the last character may be missing.
	for (let cut = 0; cut < 4 && cut <= head.length; cut++)
		if (isUtf8(head.subarray(0, head.length - cut)) && !mixesAlphabets(head.toString())) return 'utf-8'
	const counts = noHighBytes()
	const text = createDecoder('utf-8').push(head)
	const broken = countEscapedBytes(counts, text)
	if (isMostlyUtf8(head.length - text.length, broken) && !mixesAlphabets(text)) return 'utf-8'
	const all = noHighBytes()
	countHighBytes(all, head)
	const words = createTellingWords()
	words.add(head)
	return rankEncodings(all, head, words.finish())[0]!.encoding
}

/**
 * Text of an alphabet none of our single-byte encodings has, such as Russian in
 * windows-1251. Of Czech letters one in four is outside ASCII, of such text nearly all are.
 */
export function isForeign(head: Uint8Array, encoding: string): boolean {
	if (encoding.startsWith('utf-')) return false
	let high = 0
	let ascii = 0
	for (const byte of head) {
		if (byte >= 0x80) high++
		else if (isWordByte(byte)) ascii++
	}
	return high > 20 && high > ascii * 1.5
}

const SINGLE_BYTE: readonly SingleByteEncoding[] = [
	'windows-1250',
	'iso-8859-2',
	'cp852',
	'maccenteuro',
	'windows-1252',
]

/**
 * Encodings by how likely the bytes are Czech or Slovak text in them, the likeliest first. Scores are log likelihoods.
 *
 * @param words some with bytes over 0x7F; where there is one alone, it may be known as a name
 */
export function rankEncodings(
	counts: HighBytes,
	head: Uint8Array,
	words: readonly Uint8Array[],
): { encoding: SingleByteEncoding; score: number }[] {
	closeHighBytes(counts, 0)
	return SINGLE_BYTE.map((encoding, order) => {
		const table = singleByteTable(encoding)
		// Of a file with hardly a letter that tells them apart the more usual one comes first.
		let score = -order * UNUSUAL
		for (let byte = 0x80; byte < 0x100; byte++) {
			const character = String.fromCharCode(table[byte]!)
			for (let before = 0; before < KINDS; before++)
				for (let behind = 0; behind < KINDS; behind++) {
					const times = counts.counts[placeOf(byte, before, behind)]!
					if (times > 0) score += times * Math.log(likelihood(character, before, behind))
				}
		}
		return { encoding, score: score + KNOWN * (knownHeaders(head, encoding) + knownNames(words, encoding)) }
	}).sort((a, b) => b.score - a.score)
}

const UNUSUAL = 0.7
/** By chance hardly one in ten thousand readings is a known word. */
const KNOWN = 10

function knownNames(words: readonly Uint8Array[], encoding: Encoding): number {
	return words.filter((word) => isAccentedName(whole(createDecoder(encoding), word))).length
}

function knownHeaders(head: Uint8Array, encoding: Encoding): number {
	const lines = createDecoder(encoding)
		.push(head.subarray(0, 16_384))
		.split(/\r\n|\r|\n/, 20)
	return Math.max(
		0,
		...lines.map((line) => countKnownHeaders(line.split(/[;,\t|]/).map((cell) => cell.replaceAll('"', '')))),
	)
}

/**
 * Encodings the same bytes could be in, the chosen one first, each with how the same words would read. Those that read
 * them no other way than one before say nothing new and are left out. The words of UTF-16 come as UTF-8: nothing else
 * could have such bytes.
 */
export function readings(words: readonly Uint8Array[], chosen: string): ReadAs[] {
	if (words.length === 0) return []
	if (chosen.startsWith('utf-16'))
		return [{ encoding: chosen, words: words.map((word) => Buffer.from(word).toString()) }]
	const read = (encoding: string) => words.map((word) => whole(createDecoder(encoding), word))
	const others = ['utf-8', ...SINGLE_BYTE]
		.filter((encoding) => encoding !== chosen)
		.map((encoding) => ({ encoding, words: read(encoding) }))
		.filter(({ words }) => words.every((word) => word.isWellFormed() && !/\p{Cc}/u.test(word)))
	const all = [{ encoding: chosen, words: read(chosen).map((word) => word.toWellFormed()) }, ...others]
	return all.filter(({ words }, at) => all.findIndex((one) => one.words.join() === words.join()) === at)
}

function whole(decoder: Decoder, word: Uint8Array): string {
	return decoder.push(word) + decoder.end()
}
