import { isAscii, isUtf8 } from 'node:buffer'
import type { ReadAs } from '../../contract/imports.ts'
import { type Encoding, ESCAPED_BYTE, type SingleByteEncoding, singleByteTable } from './charsets.ts'
import { createDecoder, type Decoder } from './decode.ts'
import { countKnownHeaders } from './headers.ts'

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
const NEIGHBOURS = { none: 0, vowel: 1, softened: 2, consonant: 3, capitalVowel: 4, capital: 5, high: 6 } as const
const KINDS = 7

/** After so many the verdict stands, and counting on would double the time of reading a long file. */
const ENOUGH = 100_000

export function noHighBytes(): HighBytes {
	return { counts: new Float64Array(128 * KINDS * KINDS), total: 0, before: 0, open: -1 }
}

export function countHighBytes(counts: HighBytes, bytes: Uint8Array): void {
	if (counts.total > ENOUGH || bytes.length === 0) return
	close(counts, bytes[0]!)
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
	close(counts, text.charCodeAt(0))
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
function close(counts: HighBytes, behind: number): void {
	if (counts.open >= 0) counts.counts[counts.open + kindOf(behind)]!++
	counts.open = -1
}

function placeOf(byte: number, before: number, behind: number): number {
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
 * Whether most of what is not ASCII are letters of far alphabets inside words of ours: `Dvoއk` is `Dvořák` of another
 * encoding, whose two bytes happen to be a character of UTF-8. Names in an alphabet of their own stand alone.
 */
function mixesAlphabets(text: string): boolean {
	const mixed = text.match(
		/(?<=[a-z])[\u0250-\u02ff\u0500-\u1cff\u3040-\ud7ff]|[\u0250-\u02ff\u0500-\u1cff\u3040-\ud7ff](?=[a-z])/gi,
	)
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

/** Per mille of letters in Czech and Slovak texts, roughly; Polish and German ones and the rest of the alphabet after them. */
// biome-ignore format: a table is read in rows
const FREQUENT: Readonly<Record<string, number>> = {
	á: 22, é: 13, í: 32, ě: 16, ř: 12, š: 8, ž: 10, č: 10, ý: 10, ů: 7, ú: 2, ó: 1, ť: 0.8, ď: 0.6, ň: 1.2,
	ľ: 2, ô: 0.8, ä: 0.8, ĺ: 0.1, ŕ: 0.1, ö: 0.6, ü: 0.6, ß: 0.3, ł: 0.5, ą: 0.2, ę: 0.2, ż: 0.3, ś: 0.3, ń: 0.2,
	ć: 0.2, ź: 0.05, ő: 0.1, ű: 0.05, ñ: 0.1, å: 0.05, ø: 0.05, ç: 0.05, è: 0.05,
}
/** Hardly any word begins with these. */
const NOT_FIRST = 'ěýůĺŕäľńáéí'
/** And none, but one in capitals, with the capitals of these. */
const NOT_FIRST_CAPITAL = 'ÍÝĚŮĹŔŃ'
/** Hardly any ends with these; `ů` and `ě` are endings of the common words a list of names has few of. */
const NOT_LAST = 'ěůôĺŕäďúó'
const PUNCTUATION = /[\u00a0–—„“”‚‘’…§°€®©™×·«»²³½±]/

/** Encodings by how likely the bytes are Czech or Slovak text in them, the likeliest first. Scores are log likelihoods. */
export function rankEncodings(counts: HighBytes, head: Uint8Array): { encoding: SingleByteEncoding; score: number }[] {
	close(counts, 0)
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
		return { encoding, score: score + 10 * knownHeaders(head, encoding) }
	}).sort((a, b) => b.score - a.score)
}

const UNUSUAL = 0.7

function likelihood(character: string, before: number, behind: number): number {
	const lower = character.toLowerCase()
	const frequency = FREQUENT[lower]
	const { none, capital, softened } = NEIGHBOURS
	const afterSmall = isSmall(before)
	if (frequency === undefined) {
		if (!afterSmall && PUNCTUATION.test(character)) return isSmall(behind) ? 0.05 : 0.8
		if (/\p{L}/u.test(character)) return afterSmall && lower !== character ? 0.000_1 : 0.02
		// Invisible controls, box drawing and undefined bytes are the surest sign of a wrong reading.
		return /[\p{C}\u2500-\u259f]/u.test(character) ? 0.000_1 : 0.01
	}
	const afterCapital = before === capital || before === NEIGHBOURS.capitalVowel
	const beforeCapital = behind === capital || behind === NEIGHBOURS.capitalVowel
	// A capital inside a word is what most wrong readings look like.
	if (lower !== character) {
		if (before === none && isSmall(behind) && NOT_FIRST_CAPITAL.includes(character)) return frequency * 0.005
		return frequency * (afterSmall || (afterCapital && isSmall(behind)) ? 0.002 : 0.3)
	}
	if (afterCapital && beforeCapital) return frequency * 0.02
	if (before === none && NOT_FIRST.includes(character)) return frequency * 0.005
	if (character === 'ě' && before !== softened && before !== capital && before !== NEIGHBOURS.high) return 0.02
	// Before a vowel Polish writes `ni`.
	if (character === 'ń' && (behind === NEIGHBOURS.vowel || behind === NEIGHBOURS.capitalVowel)) return frequency * 0.01
	if (behind === none && NOT_LAST.includes(character)) return frequency * 0.2
	return frequency * amongLetters(isVowel(character), before, behind)
}

function isSmall(kind: number): boolean {
	return kind === NEIGHBOURS.vowel || kind === NEIGHBOURS.softened || kind === NEIGHBOURS.consonant
}

/** Slovak `ĺ` and `ŕ` make a syllable. */
function isVowel(character: string): boolean {
	return 'ĺŕ'.includes(character) || /[aeiouy]/.test(character.normalize('NFD'))
}

/** Vowels stand among consonants, and the other way round. */
function amongLetters(vowel: boolean, before: number, behind: number): number {
	const { softened, consonant, capital } = NEIGHBOURS
	const vowels: number[] = [NEIGHBOURS.vowel, NEIGHBOURS.capitalVowel]
	const like = vowel ? vowels : [softened, consonant, capital]
	const alike = Number(like.includes(before)) + Number(like.includes(behind))
	return (vowel ? [1, 0.15, 0.02] : [1, 0.7, 0.05])[alike]!
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
