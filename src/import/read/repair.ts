import { repairMisread } from '../values/misread.ts'
import type { Decoder } from './decode.ts'

/** The decoder's text without the damage of an earlier wrong reading; the pieces may be cut anywhere. */
export function repairing(decoder: Decoder): Decoder {
	let held = ''
	const take = (text: string, isLast: boolean) => {
		const all = held + text
		// A letter in pieces, and the small letter that may stand beside it.
		const from = isLast ? all.length : all.search(UNFINISHED)
		held = all.slice(from)
		return repairMisread(all.slice(0, from))
	}
	return {
		push: (chunk) => take(decoder.push(chunk), false),
		end: () => take(decoder.end(), true),
	}
}

/** Always matches, if only at the end. No word is longer, and a file without spaces must not be held whole. */
const UNFINISHED = /(?:\p{L}|[\u0080-\uffff]){0,64}$/u
