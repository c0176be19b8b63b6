import { repairMisread } from '../values/misread.ts'
import type { Decoder } from './decode.ts'

/** The decoder's text without the damage of an earlier wrong reading; the pieces may be cut anywhere. */
export function repairing(decoder: Decoder): Decoder {
	let held = ''
	const take = (text: string, isLast: boolean) => {
		const all = held + text
		// A letter in pieces, and the small letter that may stand beside it.
		const from = isLast ? all.length : unfinishedFrom(all)
		held = all.slice(from)
		return repairMisread(all.slice(0, from))
	}
	return {
		push: (chunk) => take(decoder.push(chunk), false),
		end: () => take(decoder.end(), true),
	}
}

/** Where the last letters begin, the end when there are none. */
function unfinishedFrom(text: string): number {
	let from = text.length
	for (let letters = 0; letters < LONGEST_WORD && from > 0; letters++) {
		const isPair = from > 1 && text.codePointAt(from - 2)! > 0xffff
		const start = from - (isPair ? 2 : 1)
		if (!LETTER.test(text.slice(start, from))) break
		from = start
	}
	return from
}

/** A file without spaces must not be held whole. */
const LONGEST_WORD = 64
const LETTER = /[\p{L}\u0080-\uffff]/u
