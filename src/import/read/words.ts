import { isAscii } from 'node:buffer'

/** Up to five different words with bytes over 0x7F, wherever in the file they stand. */
export interface TellingWords {
	/** The lines down to the header's come apart: its words are used where the rows have too few. */
	startBelow(headerLine: number): void
	add(bytes: Uint8Array): void
	/** There are enough of them. */
	complete(): boolean
	/** Those of the rows first, else in the order of the file; at most 40 bytes of each. */
	finish(): Uint8Array[]
}

const WORDS = 5
const LONGEST = 40

/**
 * For showing how an encoding would read the file. Looks no further once it has enough; of a file without accents each
 * chunk is only asked whether it is ASCII.
 */
export function createTellingWords(): TellingWords {
	const header = collectWords()
	const rows = collectWords()
	let above = 0

	/** Where in the bytes the rows begin. */
	function endOfHeader(bytes: Uint8Array): number {
		for (let at = 0; at < bytes.length; at++) {
			const ends = bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)
			if (ends && --above === 0) return at + 1
		}
		return bytes.length
	}

	return {
		startBelow(headerLine) {
			above = headerLine
		},
		add(bytes) {
			const end = above > 0 ? endOfHeader(bytes) : 0
			if (end > 0) header.add(bytes.subarray(0, end))
			if (end < bytes.length) rows.add(bytes.subarray(end))
		},
		complete: () => rows.complete(),
		finish: () => [...new Map([...rows.finish(), ...header.finish()]).values()].slice(0, WORDS),
	}
}

function collectWords() {
	const words = new Map<string, Uint8Array>()
	let isFirst = true
	let open = Buffer.alloc(0)

	function add(chunk: Uint8Array): void {
		if (words.size === WORDS) return
		const bytes =
			open.length > 0 ? Buffer.concat([open, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
		// The mark of UTF-8 is no part of the first word.
		const start = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
		isFirst = false
		let end = bytes.length
		while (end > start && bytes.length - end < LONGEST && isWordByte(bytes[end - 1]!)) end--
		// The last word may go on in the next chunk.
		open = Buffer.from(bytes.subarray(end))
		take(bytes.subarray(start, end))
	}

	function take(bytes: Buffer): void {
		for (let at = isAscii(bytes) ? bytes.length : 0; at < bytes.length && words.size < WORDS; at++) {
			if (bytes[at]! < 0x80) continue
			let from = at
			while (from > 0 && isWordByte(bytes[from - 1]!)) from--
			while (at < bytes.length && isWordByte(bytes[at]!)) at++
			// A copy: the word would keep its whole chunk in memory.
			const word = Buffer.from(bytes.subarray(from, Math.min(at, from + LONGEST)))
			words.set(word.toString('latin1'), word)
		}
	}

	return {
		add,
		complete: () => words.size === WORDS,
		/** By what they read as in latin1, which tells any bytes apart. */
		finish() {
			take(open)
			open = Buffer.alloc(0)
			return words
		},
	}
}

/** A letter, or what may be one in some encoding. */
export function isWordByte(byte: number): boolean {
	return byte >= 0x80 || (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90)
}
