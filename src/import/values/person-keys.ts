/*
 * What `users` is ordered and searched by, computed while a file is read: the same as the SQL functions
 * `user_sort_key` and `user_search_words`, at a thirtieth of their cost. A test holds them together. Text with
 * letters beyond Latin gives null, and the database computes it.
 */

interface Person {
	username: string
	email: string
	first_name: string | null
	last_name: string | null
}

/** Letters with marks and the ones they are searched as; `fold` of the first migration. */
const FOLD_FROM = 'áàâäãåąčćçďđéèêëěęíìîïľĺłňńñóòôöõőøřŕšśșťțúùûüůűýÿžźż'
const FOLD_TO = 'aaaaaaacccddeeeeeeiiiilllnnnooooooorrsssttuuuuuuyyzzz'
const SPACED = '@.,;:-_/\\()[]{}\'"„“”’‚‘+*&#!?<>|\u00A0\u2013\u2014'

/** The same without č, ř, š and ž, which are letters of their own in the order; `czech_sort_key`. */
const ORDER_FROM = 'áàâäãåąćçďđéèêëěęíìîïľĺłňńñóòôöõőøŕśșťțúùûüůűýÿźż'
const ORDER_TO = 'aaaaaaaccddeeeeeeiiiilllnnnooooooorssttuuuuuuyyzz'

/** Codes up to here are letters whose lower case is the same in JavaScript and PostgreSQL (İ aside). */
const LAST_LATIN = 0x17f
const DOTTED_I = 0x130

const FOLD = tableOf(FOLD_FROM, FOLD_TO)
for (const char of SPACED) FOLD.set(char.charCodeAt(0), ' ')
const ORDER = tableOf(ORDER_FROM, ORDER_TO)
for (const letter of 'řžšč') ORDER.set(letter.charCodeAt(0), `${'rzsc'['řžšč'.indexOf(letter)]}~`)

/** Czech alphabetical order for comparing byte by byte; null: the database knows better. */
export function sortKey({ username, first_name, last_name }: Person): string | null {
	const name = last_name === null ? (first_name ?? username) : `${last_name} ${first_name ?? ''}`
	const lower = lowered(name)
	return lower === null ? null : mapped(lower, ORDER, true)
}

/** A tsvector's text: the words somebody is found by, each once; null: the database knows better. */
export function searchWords(person: Person & { phone: string | null; mobile: string | null }): string | null {
	const { username, email, first_name, last_name, phone, mobile } = person
	const lower = lowered(
		`${username} ${email} ${first_name ?? ''} ${last_name ?? ''} ${digits(phone)} ${digits(mobile)}`,
	)
	if (lower === null) return null
	const words = mapped(lower, FOLD, false).split(' ')
	let text = ''
	for (let i = 0; i < words.length; i++) {
		const word = words[i]!
		if (word !== '' && words.indexOf(word) === i) text += `'${word}' `
	}
	return text
}

/** The last nine without separators: `+420 602 123 456` = `602/123456`. */
function digits(phone: string | null): string {
	return phone === null ? '' : phone.replace(/[ +\-/().\u00A0]/g, '').slice(-9)
}

function lowered(text: string): string | null {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code > LAST_LATIN && !FOLD.has(code)) return null
		if (code === DOTTED_I) return null
	}
	return text.toLowerCase()
}

function mapped(lower: string, table: Map<number, string>, joinsCh: boolean): string {
	let out = ''
	for (let i = 0; i < lower.length; i++) {
		const code = lower.charCodeAt(i)
		const letter = joinsCh && code < 128 ? lower[i]! : (table.get(code) ?? lower[i]!)
		const isCh = joinsCh && letter === 'c' && lower[i + 1] === 'h'
		out += isCh ? 'h~' : letter
		if (isCh) i++
	}
	return out
}

function tableOf(from: string, to: string): Map<number, string> {
	return new Map([...from].map((char, index) => [char.charCodeAt(0), to[index]!]))
}
