import { normalForm } from '../../values/normal.ts'
import { fold } from './fold.ts'

/**
 * `jmeno.prijmeni` out of any parts of a name: letters without diacritics, digits, one dot between
 * words. Undefined when nothing of it can be written so (a name in Cyrillic letters).
 */
export function usernameFromName(...parts: readonly (string | null | undefined)[]): string | undefined {
	let username = ''
	for (const part of parts) {
		const words = part ? plainWords(part) : ''
		if (words) username += username ? `.${words}` : words
	}
	return username.slice(0, GENERATED_MAX).replace(/\.$/, '') || undefined
}

/** The address in lower case, without the characters a username cannot have. */
export function usernameFromEmail(email: string): string | undefined {
	const username = normalForm(email.toLowerCase(), 'NFC').replace(FORBIDDEN, '')
	return [...username].slice(0, GENERATED_MAX).join('') || undefined
}

/** The rest of the 100 is for the number that tells equal ones apart. */
const GENERATED_MAX = 90

const FORBIDDEN = /[^\p{L}\p{M}\p{N}._@+-]|[\p{Default_Ignorable_Code_Point}\p{Me}]/gu
const APOSTROPHES = /['’‘ʼ`´]/g

/** First names and surnames come again and again, and each takes half a microsecond to spell. */
const spelled = new Map<string, string>()
const SPELLED_MAX = 10_000
/**
 * V8 keeps a part of 13 or more characters as a view of the text it was cut from, so remembering a
 * long cell would remember the whole chunk of the file with it.
 */
const COPIED_LENGTH = 12

function plainWords(name: string): string {
	const known = spelled.get(name)
	if (known !== undefined) return known
	const words = fold(name)
		.replace(APOSTROPHES, '')
		.replace(/[^a-z0-9]+/g, '.')
		.replace(/^\.|\.$/g, '')
	if (name.length > COPIED_LENGTH) return words
	if (spelled.size === SPELLED_MAX) spelled.clear()
	spelled.set(name, words)
	return words
}
