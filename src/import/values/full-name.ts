import { normalForm } from '../../values/normal.ts'
import { isFirstName } from './first-names.ts'
import { continuesTitle, isAddress, titlePlace } from './name-titles.ts'
import { cleanLine } from './text.ts'

/** In which order a name without any other sign stands: Jan Novák, or Novák Jan. */
export type NameOrder = 'first_last' | 'last_first'

/** A whole name taken apart; null: there is none. */
export interface NameParts {
	title_before: string | null
	first_name: string | null
	last_name: string | null
	title_after: string | null
}

/**
 * A whole name in its parts: `prof. MUDr. Petr Svoboda, DrSc.`, `Nováková, Jana`, `Jan Amos Komenský`. Every word of the
 * cell is in one of them. What cannot be taken apart without guessing (one word, two people, a department) is the
 * surname as it stands.
 */
export function splitName(cell: string, order: NameOrder): NameParts {
	const text = cleanLine(cell)
	const whole: NameParts = { title_before: null, first_name: null, last_name: text || null, title_after: null }
	const read = readName(text)
	if (!read) return whole
	const { before, after, pieces } = read
	const titles = { title_before: before.join(' ') || null, title_after: after.join(', ') || null }
	const [words = [], given = []] = pieces
	if (pieces.length === 2) return { ...titles, first_name: given.join(' '), last_name: words.join(' ') }
	if (words.length === 1) return { ...titles, first_name: null, last_name: words[0]! }
	if (!isPerson(words)) return whole
	const surname = signedSurname(words) ?? surnameByOrder(words, order)
	if (!surname) return { ...titles, first_name: null, last_name: words.join(' ') }
	const { from, to } = surname
	const first = [...words.slice(0, from), ...words.slice(to)].join(' ')
	return { ...titles, first_name: first, last_name: words.slice(from, to).join(' ') }
}

/** The order a name shows by itself: by its ending, capitals or a first name people have; undefined: none of them. */
export function orderOf(cell: string): NameOrder | undefined {
	const [words = [], ...others] = readName(cleanLine(cell))?.pieces ?? []
	if (others.length > 0 || words.length < 2 || words.length > 4) return undefined
	const surname = signedSurname(words)
	if (surname) return surname.from === 0 ? 'last_first' : 'first_last'
	const startsWithFirst = isFirstName(words[0]!)
	if (startsWithFirst === isFirstName(words.at(-1)!)) return undefined
	return startsWithFirst ? 'first_last' : 'last_first'
}

interface ReadName {
	before: string[]
	after: string[]
	/** Words between commas; two pieces are a surname and what stands behind its comma. */
	pieces: string[][]
}

const LONGEST = 120
/** Numbers, addresses, several people, remarks: no name to take apart. */
const NO_NAME = /[\d@()[\]{}&+/\\|<>=:!?#%*]|(^|\s)(a|i|und|and|or|nebo)(\s|$)/

function readName(text: string): ReadName | undefined {
	if (text === '' || text.length > LONGEST || NO_NAME.test(text)) return undefined
	const name: ReadName = { before: [], after: [], pieces: [[]] }
	const tokens = tokensOf(text)
	let last: string[] | undefined
	for (const [at, token] of tokens.entries()) {
		if (token === ',') {
			if (name.pieces.at(-1)!.length > 0) name.pieces.push([])
			continue
		}
		const place = titlePlace(token) ?? (at === 0 && tokens.length > 2 && isAddress(token) ? 'before' : undefined)
		if (!place && last && continuesTitle(token)) {
			last.push(`${last.pop()} ${token}`)
			continue
		}
		last = place && name[place]
		if (last) last.push(token)
		else addWord(name.pieces.at(-1)!, token)
	}
	if (name.pieces.at(-1)!.length === 0) name.pieces.pop()
	return name.pieces.length === 1 || name.pieces.length === 2 ? name : undefined
}

function tokensOf(text: string): string[] {
	const spaced = text
		.replace(/\b(Ph|Th|LL)\.\s+(D|M|B)\b/gi, '$1.$2')
		// `Ing.Jan`, but not `J.R.R.Tolkien`.
		.replace(/(\p{L}{2})\.(?=\p{Lu}\p{Ll})/gu, '$1. ')
	return spaced.match(/[^\s,;]+|[,;]/g)?.map((token) => (token === ';' ? ',' : token)) ?? []
}

/** `Horáková - Nováková` is one surname. */
function addWord(words: string[], token: string): void {
	const before = words.at(-1)
	const isGlued = before !== undefined && (/^[-–]/.test(token) || /[-–]$/.test(before))
	if (isGlued) words.push(`${words.pop()} ${token}`)
	else words.push(token)
}

/** Not two surnames, and not `Obchodní oddělení`: small letters are of a person only beside a first name people have. */
function isPerson(words: readonly string[]): boolean {
	if (words.every(isFeminine)) return false
	const own = words.filter((word) => !isParticle(word))
	const small = own.filter((word) => /^\p{Ll}/u.test(word)).length
	return small === 0 || small === own.length || own.some(isFirstName)
}

interface Span {
	from: number
	to: number
}

/** The surname that shows itself: NOVÁK among other words, or the ending -ová no first name has. */
function signedSurname(words: readonly string[]): Span | undefined {
	return edge(words, isCapitals) ?? edge(words, isFeminine) ?? vietnamese(words)
}

function isFeminine(word: string): boolean {
	return /.ov[áa]$/i.test(word) && !isFirstName(word)
}

/** The words of a kind, when they stand together at the beginning or at the end, and others do not. */
function edge(words: readonly string[], isOne: (word: string) => boolean): Span | undefined {
	const from = words.findIndex(isOne)
	const to = words.findLastIndex(isOne) + 1
	if (from < 0 || to - from === words.length || (from > 0 && to < words.length)) return undefined
	return words.slice(from, to).every(isOne) ? { from, to } : undefined
}

function isCapitals(word: string): boolean {
	return /^\p{Lu}[\p{Lu}'’.-]*\p{Lu}$/u.test(word)
}

const VIETNAMESE = /^(nguy[eễ]n|tr[aầ]n|ph[aạ]m|ho[aà]ng|hu[yỳ]nh|phan|[dđ][aặ]ng|b[uù]i|ng[oô]|d[uư][oơ]ng)$/i

/** Nguyen Van Nam: the first of three or more is the family's. */
function vietnamese(words: readonly string[]): Span | undefined {
	return words.length >= 3 && VIETNAMESE.test(normalForm(words[0]!, 'NFC')) ? { from: 0, to: 1 } : undefined
}

const PARTICLES = new Set(
	'van von der den de del della da di du la le ten ter zu zum of af al el bin ibn ben dos das'.split(' '),
)

function isParticle(word: string): boolean {
	return PARTICLES.has(word.toLowerCase())
}

/** @returns undefined when nothing would be left for the first name */
function surnameByOrder(words: readonly string[], order: NameOrder): Span | undefined {
	if (order === 'first_last') {
		const particle = words.findIndex((word, at) => at > 0 && at < words.length - 1 && isParticle(word))
		return { from: particle < 0 ? words.length - 1 : particle, to: words.length }
	}
	let to = 1
	while (to < words.length && isParticle(words[to - 1]!)) to++
	return to < words.length ? { from: 0, to } : undefined
}
