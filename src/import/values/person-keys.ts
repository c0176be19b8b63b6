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

export interface PersonKeys {
	/** Czech alphabetical order for comparing byte by byte; null: the database knows better. */
	sort_key: string | null
	/** A tsvector's text: the words somebody is found by, without their numbers; null: the database knows better. */
	words: string | null
}

/** Names come again and again, so that the keys of the first thousands of them are made once, for whoever has this function. */
export function createPersonKeys(): (person: Person) => PersonKeys {
	const keysOfName = remembered((name): NameKeys => ({ order: orderOf(name), words: wordsOf(name) }))

	return ({ username, email, first_name, last_name }) => {
		const first = first_name === null ? undefined : keysOfName(first_name)
		const last = last_name === null ? undefined : keysOfName(last_name)
		const at = email.indexOf('@')
		const local = at < 0 ? email : email.slice(0, at)
		// Half of the usernames are addresses, and most of the others are their first half.
		const isAddress = email === username
		const words = joined([
			wordsOf(username),
			isAddress || local === username ? [] : wordsOf(local),
			isAddress || at < 0 ? [] : wordsOf(email.slice(at)),
			first === undefined ? [] : first.words,
			last === undefined ? [] : last.words,
		])
		return { sort_key: sortKey(username, first, last), words }
	}
}

interface NameKeys {
	order: string | null
	words: string[] | null
}

function sortKey(username: string, first: NameKeys | undefined, last: NameKeys | undefined): string | null {
	if (!last) return first ? first.order : orderOf(username)
	if (last.order === null || first?.order === null) return null
	return `${last.order} ${first?.order ?? ''}`
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

/** More of them would not stay in the processor's memory: looked up there, a domain cost three times what its words do. */
const REMEMBERED = 5_000

function remembered<T>(make: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>()
	return (text) => {
		const found = known.get(text)
		if (found !== undefined) return found
		const made = make(text)
		// A copy: a piece of a record would keep the whole text it was cut from.
		if (known.size < REMEMBERED) known.set(Buffer.from(text).toString(), made)
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

function orderOf(name: string): string | null {
	const lower = lowered(name)
	return lower === null ? null : ordered(lower)
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
