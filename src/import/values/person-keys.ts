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
const SPACED = ' @.,;:-_/\\()[]{}\'"„“”’‚‘+*&#!?<>|\u00A0\u2013\u2014'

/** The same without č, ř, š and ž, which are letters of their own in the order; `czech_sort_key`. */
const ORDER_FROM = 'áàâäãåąćçďđéèêëěęíìîïľĺłňńñóòôöõőøŕśșťțúùûüůűýÿźż'
const ORDER_TO = 'aaaaaaaccddeeeeeeiiiilllnnnooooooorssttuuuuuuyyzz'

/** Codes up to here are letters whose lower case is the same in JavaScript and PostgreSQL (İ aside). */
const LAST_LATIN = 0x17f
const DOTTED_I = 0x130
const SPACE = 0x20
/** Characters that are no text, such as a tab, and that PostgreSQL may take for spaces. */
const isControl = (code: number) => code < 0x20 || (code >= 0x7f && code < 0xa0)

/** Code by code; 0: the character stays as it is. A typed array, because an array with such gaps is looked up by hash. */
const FOLD = new Uint16Array(0x2100)
for (const [index, char] of [...FOLD_FROM].entries()) FOLD[char.charCodeAt(0)] = FOLD_TO.charCodeAt(index)
for (const char of SPACED) FOLD[char.charCodeAt(0)] = SPACE
const ORDER = new Map([...ORDER_FROM].map((char, index) => [char, ORDER_TO[index]!]))
for (const [index, char] of [...'řžšč'].entries()) ORDER.set(char, `${'rzsc'[index]}~`)

/** Czech alphabetical order for comparing byte by byte; null: the database knows better. */
export function sortKey({ username, first_name, last_name }: Person): string | null {
	if (last_name === null) return orderOf(first_name ?? username)
	const last = orderOf(last_name)
	const first = first_name === null ? '' : orderOf(first_name)
	return last === null || first === null ? null : `${last} ${first}`
}

/** A tsvector's text: the words somebody is found by, without their numbers; null: the database knows better. */
export function searchWords({ username, email, first_name, last_name }: Person): string | null {
	const at = email.indexOf('@')
	const parts = [
		wordsOf(username),
		// Half of the usernames are addresses, and most of the others are their first half.
		email === username ? [] : wordsOf(at < 0 ? email : email.slice(0, at)),
		at < 0 || email === username ? [] : commonWordsOf(email.slice(at)),
		first_name === null ? [] : commonWordsOf(first_name),
		last_name === null ? [] : commonWordsOf(last_name),
	]
	return joined(parts)
}

/** Those of the numbers, apart: whoever mends a phone need not know whose it is. */
export function phoneWords(phone: string | null, mobile: string | null): string | null {
	return joined([phone, mobile].map((number) => (number === null ? [] : wordsOf(digits(number)))))
}

function joined(parts: readonly (string[] | null)[]): string | null {
	const words: string[] = []
	for (const part of parts) {
		if (part === null) return null
		for (const word of part) if (!words.includes(word)) words.push(word)
	}
	// Nothing in a word has a meaning in a tsvector's text, so that none needs quotes.
	return words.join(' ')
}

/** The last nine without separators: `+420 602 123 456` = `602/123456`. */
function digits(phone: string): string {
	return phone.replace(/[ +\-/().\u00A0]/g, '').slice(-9)
}

/** First names, surnames and domains come again and again: their words and keys are made once. */
const commonWordsOf = remembered(wordsOf)
const orderOf = remembered((name) => {
	const lower = lowered(name)
	return lower === null ? null : ordered(lower)
})

const REMEMBERED = 20_000

function remembered<T>(make: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>()
	return (text) => {
		let made = known.get(text)
		if (made !== undefined) return made
		made = make(text)
		if (known.size === REMEMBERED) known.clear()
		// A copy: a piece of a record would keep the whole text it was cut from.
		known.set(Buffer.from(text).toString(), made)
		return made
	}
}

function wordsOf(text: string): string[] | null {
	const lower = lowered(text)
	if (lower === null) return null
	const words: string[] = []
	const add = (word: string) => {
		if (word !== '' && !words.includes(word)) words.push(word)
	}
	let word = ''
	let from = 0
	for (let i = 0; i < lower.length; i++) {
		const code = FOLD[lower.charCodeAt(i)]!
		if (code === 0) continue
		// Cut by the piece: letters that stay as they are cost nothing.
		word += lower.slice(from, i)
		from = i + 1
		if (code !== SPACE) word += String.fromCharCode(code)
		else {
			add(word)
			word = ''
		}
	}
	add(word + lower.slice(from))
	return words
}

function lowered(text: string): string | null {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code > LAST_LATIN && !FOLD[code]) return null
		if (code === DOTTED_I || isControl(code)) return null
	}
	return text.toLowerCase()
}

function ordered(lower: string): string {
	let out = ''
	for (let i = 0; i < lower.length; i++) {
		const letter = ORDER.get(lower[i]!) ?? lower[i]!
		const isCh = letter === 'c' && lower[i + 1] === 'h'
		out += isCh ? 'h~' : letter
		if (isCh) i++
	}
	return out
}
