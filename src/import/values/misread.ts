import { isUtf8 } from 'node:buffer'
import { USUAL_TEXT } from './damage.ts'

/**
 * Text that was UTF-8, was read as windows-1250 or 1252 and saved again (`PĹ™Ă­jmenĂ­`, `PÅ™Ã­jmenÃ­`), as it was before.
 * Letters that were right stay: next to each other they are no UTF-8 in either encoding.
 */
export function repairMisread(text: string): string {
	return text.replace(RUNS, (run, at: number) => {
		if (AS_WORDS.test(run) && !isBesideSmall(text, at, run.length)) return run
		return reread(run) ?? run
	})
}

// From the first letter of such a pair (`Â` to `ô`, as the encodings have it) to the last character that is no ASCII.
const RUNS = /[\u0080-\uffff]{2,}/g
/** Pairs that stand in real words in capitals, as in Slovak `PÄŤ`. */
const AS_WORDS = /^(?:[ÄÂ][ŤŽŠ]|Ă[ŞŢ])$/

function isBesideSmall(text: string, at: number, length: number): boolean {
	return /\p{Ll}/u.test(text[at - 1] ?? '') || /\p{Ll}/u.test(text[at + length] ?? '')
}

function reread(run: string): string | undefined {
	for (const table of TABLES) {
		const bytes = Buffer.alloc(run.length)
		let known = 0
		while (known < run.length) {
			const byte = table.get(run.charCodeAt(known))
			if (byte === undefined) break
			bytes[known++] = byte
		}
		const read = known === run.length && isUtf8(bytes) ? bytes.toString() : ''
		// Anything else was an accident.
		if (USUAL_TEXT.test(read)) return read
	}
	return undefined
}

/** Character → byte of what the text was read as; bytes without a character stand for themselves, as in browsers. */
const TABLES = ['windows-1250', 'windows-1252'].map((encoding) => {
	const decoder = new TextDecoder(encoding)
	const bytes = Array.from({ length: 128 }, (_, i) => 128 + i)
	return new Map(bytes.map((byte) => [decoder.decode(Buffer.of(byte)).charCodeAt(0), byte]))
})
