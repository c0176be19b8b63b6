import { ESCAPED_BYTE } from './charsets.ts'
import type { Decoder } from './decode.ts'

/** The decoder's text without the NULs a file ends with, where something filled up its last block with them. */
export function withoutPadding(decoder: Decoder): Decoder {
	let held = 0
	const take = (text: string) => {
		let end = text.length
		while (end > 0 && text.charCodeAt(end - 1) === ESCAPED_BYTE) end--
		if (end === 0 && held < MOST) {
			held += text.length
			return ''
		}
		const all = NUL.repeat(held) + text.slice(0, end)
		held = text.length - end
		return all
	}
	return { push: (chunk) => take(decoder.push(chunk)), end: () => take(decoder.end()) }
}

const NUL = String.fromCharCode(ESCAPED_BYTE)
/** So many in a row are not counted on: between them and more text, they would have to be given back at once. */
const MOST = 1 << 20
