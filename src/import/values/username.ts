import { fold } from './fold.ts'

/**
 * May someone sign in under it? 1 to 100 letters of any script, digits, and `. _ - @ +`; no spaces,
 * no control characters. Expects NFC, as the importer stores it.
 */
export function isUsername(value: string): boolean {
	return isAsciiUsername(value) || ANY_SCRIPT.test(value)
}

/** The ordinary case by itself, without a regular expression. */
export function isAsciiUsername(value: string): boolean {
	if (value.length === 0 || value.length > 100) return false
	for (let at = 0; at < value.length; at++) {
		const code = value.charCodeAt(at)
		if (code > 127 || ALLOWED[code] === 0) return false
	}
	return true
}

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
	const username = email.toLowerCase().normalize('NFC').replace(FORBIDDEN, '')
	return [...username].slice(0, GENERATED_MAX).join('') || undefined
}

/** The rest of the 100 is for the number that tells equal ones apart. */
const GENERATED_MAX = 90

const ANY_SCRIPT = /^[\p{L}\p{M}\p{N}._@+-]{1,100}$/u
const FORBIDDEN = /[^\p{L}\p{M}\p{N}._@+-]/gu
const APOSTROPHES = /['’‘ʼ`´]/g
const ALLOWED = new Uint8Array(128)
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@+-')
	ALLOWED[char.charCodeAt(0)] = 1

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
