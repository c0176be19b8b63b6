import { normalForm } from '../../values/normal.ts'

/**
 * Text for comparing words: lower case, no diacritics, letters without a decomposition spelled out
 * (`ł`, `đ`, `ø`, `ß`, `æ`), every run of anything but letters and digits as one space.
 */
export function foldWords(text: string): string {
	return fold(text)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
}

/** Lower case and no diacritics; punctuation and spaces stay. */
export function fold(text: string): string {
	const lower = text.toLowerCase()
	if (!NOT_ASCII.test(lower)) return lower
	return normalForm(lower, 'NFD').replace(MARKS, '').replace(UNDECOMPOSED, spelled)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII starts there
const NOT_ASCII = /[^\u0000-\u007f]/
const MARKS = /\p{M}+/gu
const UNDECOMPOSED = /[łđøßæœðþı]/g
const SPELLED: Readonly<Record<string, string>> = {
	ł: 'l',
	đ: 'd',
	ø: 'o',
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ð: 'd',
	þ: 'th',
	ı: 'i',
}

function spelled(letter: string): string {
	return SPELLED[letter] ?? letter
}
