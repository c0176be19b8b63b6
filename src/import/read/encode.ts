import { ESCAPED_BYTE, findEncoding, type SingleByteEncoding, singleByteTable } from './charsets.ts'

/**
 * Text back into the bytes of its file: the mirror of `decode`. Whatever `decode`
 * made of valid or broken bytes comes out as those bytes, except half a UTF-16
 * unit at the end of a file, which stays a whole unit so that text after it is
 * not shifted. A character the encoding does not have (our own words among the
 * source's) loses its diacritics, or becomes `?`.
 *
 * @throws RangeError when the encoding is not one of `ENCODINGS`
 */
export function createEncoder(encoding: string): (text: string) => Buffer {
	const known = findEncoding(encoding)
	if (!known) throw new RangeError(`unknown encoding ${encoding}`)
	if (known === 'utf-8') return encodeUtf8
	if (known === 'utf-16le') return (text) => Buffer.from(withNul(text), 'utf16le')
	if (known === 'utf-16be') return (text) => Buffer.from(withNul(text), 'utf16le').swap16()
	return singleByteEncoder(known)
}

/** The mark a file of this encoding begins with so that spreadsheets recognise it; empty where there is none. */
export function byteOrderMark(encoding: string): Buffer {
	const known = findEncoding(encoding)
	if (known === 'utf-8') return Buffer.of(0xef, 0xbb, 0xbf)
	if (known === 'utf-16le') return Buffer.of(0xff, 0xfe)
	if (known === 'utf-16be') return Buffer.of(0xfe, 0xff)
	return Buffer.alloc(0)
}

/** A lone surrogate, low half of no pair. With the `u` flag a pair is one character and does not match. */
const ESCAPED = /[\udc00-\udcff]/u

/** In UTF-16 the only escaped character is NUL; every other lone surrogate is a unit of the source. */
function withNul(text: string): string {
	return text.isWellFormed() ? text : text.replace(/\udc00/gu, '\0')
}

function encodeUtf8(text: string): Buffer {
	if (text.isWellFormed()) return Buffer.from(text, 'utf8')
	const parts: Buffer[] = []
	let rest = text
	for (let found = ESCAPED.exec(rest); found; found = ESCAPED.exec(rest)) {
		parts.push(Buffer.from(rest.slice(0, found.index), 'utf8'))
		parts.push(Buffer.of(rest.charCodeAt(found.index) - ESCAPED_BYTE))
		rest = rest.slice(found.index + 1)
	}
	parts.push(Buffer.from(rest, 'utf8'))
	return Buffer.concat(parts)
}

function singleByteEncoder(encoding: SingleByteEncoding): (text: string) => Buffer {
	const bytes = new Map<number, number>()
	for (const [byte, unit] of singleByteTable(encoding).entries()) bytes.set(unit, byte)
	const one = (character: string) => bytes.get(character.charCodeAt(0))
	return (text) => {
		const out: number[] = []
		for (const character of text) {
			// Beyond the basic plane there is nothing in a table of 256; its first unit must not be looked up.
			const byte = character.length === 1 ? (one(character) ?? escapedByte(character)) : undefined
			if (byte !== undefined) out.push(byte)
			else for (const plain of withoutMarks(character)) out.push(one(plain) ?? 0x3f)
		}
		return Buffer.from(out)
	}
}

/** A byte escaped under another encoding, which happens when a person changes the encoding in between. */
function escapedByte(character: string): number | undefined {
	const byte = character.charCodeAt(0) - ESCAPED_BYTE
	return byte >= 0 && byte < 256 ? byte : undefined
}

function withoutMarks(character: string): string {
	return character.normalize('NFD').replace(/\p{M}/gu, '')
}
