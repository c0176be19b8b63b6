import { isAscii, isUtf8 } from 'node:buffer'
import type { ReadAs } from '../../contract/imports.ts'
import { type Encoding, ESCAPED_BYTE, type SingleByteEncoding, singleByteTable } from './charsets.ts'
import { createDecoder, type Decoder } from './decode.ts'
import { countKnownHeaders } from './headers.ts'

/**
 * Which bytes over 0x7F a file has, apart by whether a lower-case letter a to z
 * stands before: enough to tell how Czech or Slovak each encoding would make the
 * text, in constant memory for a file of any length.
 */
export interface HighBytes {
	afterLetter: Float64Array
	elsewhere: Float64Array
	total: number
	/** The last byte or character seen, as the next one may be in another chunk. */
	before: number
}

/** After so many the verdict stands, and counting on would double the time of reading a long file. */
const ENOUGH = 100_000

export function noHighBytes(): HighBytes {
	return { afterLetter: new Float64Array(256), elsewhere: new Float64Array(256), total: 0, before: 0 }
}

export function countHighBytes(counts: HighBytes, bytes: Uint8Array): void {
	if (counts.total > ENOUGH) return
	for (let i = isAscii(bytes) ? bytes.length : 0; i < bytes.length; i++) {
		const byte = bytes[i]!
		if (byte >= 0x80) count(counts, byte, i === 0 ? counts.before : bytes[i - 1]!)
	}
	counts.before = bytes.at(-1) ?? counts.before
}

/** The same from text in which `decode` escaped the bytes that are not UTF-8; answers with how many there were. */
export function countEscapedBytes(counts: HighBytes, text: string): number {
	let found = 0
	for (let i = 0; i < text.length; i++) {
		const byte = text.charCodeAt(i) - ESCAPED_BYTE
		if (byte < 0x80 || byte > 0xff) continue
		const before = i === 0 ? counts.before : text.charCodeAt(i - 1)
		// The low half of a pair (an emoji) looks the same, but has a high half before it.
		if (before >= 0xd800 && before <= 0xdbff) continue
		count(counts, byte, before)
		found++
	}
	if (text !== '') counts.before = text.charCodeAt(text.length - 1)
	return found
}

function count(counts: HighBytes, byte: number, before: number): void {
	const where = before >= 97 && before <= 122 ? counts.afterLetter : counts.elsewhere
	where[byte]!++
	counts.total++
}

/** The encoding a byte order mark or the pattern of NUL bytes gives away. */
export function markedEncoding(head: Uint8Array): Encoding | undefined {
	if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
	if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
	if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
	const nul = [0, 0]
	const length = Math.min(head.length, 4_096)
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

/** The encoding of the first bytes of a file; what comes later may still speak against it. */
export function guessEncoding(head: Uint8Array): Encoding {
	const marked = markedEncoding(head)
	if (marked) return marked
	// Up to three bytes of the last character may be missing.
	for (let cut = 0; cut < 4 && cut <= head.length; cut++)
		if (isUtf8(head.subarray(0, head.length - cut))) return 'utf-8'
	const counts = noHighBytes()
	const text = createDecoder('utf-8').push(head)
	const broken = countEscapedBytes(counts, text)
	if (isMostlyUtf8(head.length - text.length, broken)) return 'utf-8'
	const all = noHighBytes()
	countHighBytes(all, head)
	return rankEncodings(all, head)[0]!.encoding
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

/** Per mille of letters in Czech and Slovak texts, roughly; German ones and the rest of the alphabet after them. */
// biome-ignore format: a table is read in rows
const FREQUENT: Readonly<Record<string, number>> = {
	á: 22, é: 13, í: 32, ě: 16, ř: 12, š: 8, ž: 10, č: 10, ý: 10, ů: 7, ú: 2, ó: 0.8, ť: 0.8, ď: 0.6, ň: 1.2,
	ľ: 3, ô: 1, ä: 0.8, ĺ: 0.05, ŕ: 0.05, ö: 0.6, ü: 0.6, ß: 0.3, ł: 0.1, ą: 0.05, ę: 0.05, ż: 0.05, ő: 0.1, ű: 0.05,
}
const PUNCTUATION = /[\u00a0–—„“”‚‘’…§°€®©™×·«»²³½±]/

/** Encodings by how likely the bytes are Czech or Slovak text in them, the likeliest first. Scores are log likelihoods. */
export function rankEncodings(counts: HighBytes, head: Uint8Array): { encoding: SingleByteEncoding; score: number }[] {
	return SINGLE_BYTE.map((encoding, order) => {
		const table = singleByteTable(encoding)
		// Equal for a file with no letter that tells them apart: then the more usual one comes first.
		let score = -order
		for (let byte = 0x80; byte < 0x100; byte++) {
			const character = String.fromCharCode(table[byte]!)
			score += counts.afterLetter[byte]! * likelihood(character, true)
			score += counts.elsewhere[byte]! * likelihood(character, false)
		}
		return { encoding, score: score + 10 * knownHeaders(head, encoding) }
	}).sort((a, b) => b.score - a.score)
}

function likelihood(character: string, afterLetter: boolean): number {
	const lower = character.toLowerCase()
	const frequency = FREQUENT[lower]
	if (frequency === undefined) {
		if (!afterLetter && PUNCTUATION.test(character)) return Math.log(0.8)
		if (/\p{L}/u.test(character)) return Math.log(0.02)
		// Invisible controls, box drawing and undefined bytes are the surest sign of a wrong reading.
		return /[\p{C}\u2500-\u259f]/u.test(character) ? Math.log(0.000_1) : Math.log(0.01)
	}
	if (lower === character) return Math.log(frequency)
	// A capital inside a word is what most wrong readings look like.
	return Math.log(afterLetter ? frequency * 0.002 : frequency * 0.3)
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

function isWordByte(byte: number): boolean {
	return byte >= 0x80 || (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90)
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
