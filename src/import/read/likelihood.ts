import { NEIGHBOURS } from './high-bytes.ts'

/** Per mille of letters in Czech and Slovak texts, roughly; Polish and German ones and the rest of the alphabet after them. */
// biome-ignore format: a table is read in rows
const FREQUENT: Readonly<Record<string, number>> = {
	á: 22, é: 13, í: 32, ě: 16, ř: 12, š: 8, ž: 10, č: 10, ý: 10, ů: 7, ú: 2, ó: 1, ť: 0.8, ď: 0.6, ň: 1.2,
	ľ: 2, ô: 0.8, ä: 0.8, ĺ: 0.1, ŕ: 0.1, ö: 0.6, ü: 0.6, ß: 0.3, ł: 0.5, ą: 0.2, ę: 0.2, ż: 0.3, ś: 0.3, ń: 0.2,
	ć: 0.2, ź: 0.05, ő: 0.1, ű: 0.05, ñ: 0.1, å: 0.05, ø: 0.05, ç: 0.05, è: 0.05,
}
/** Hardly any word begins with these. */
const NOT_FIRST = 'ěýůĺŕäľńáéí'
/** And none, but one in capitals, with the capitals of these. */
const NOT_FIRST_CAPITAL = 'ÍÝĚŮĹŔŃ'
/** Hardly any ends with these; `ů` and `ě` are endings of the common words a list of names has few of. */
const NOT_LAST = 'ěůôĺŕäďúó'
const PUNCTUATION = /[\u00a0–—„“”‚‘’…§°€®©™×·«»²³½±]/

/** How likely a text of ours has the character between such neighbours. */
export function likelihood(character: string, before: number, behind: number): number {
	const lower = character.toLowerCase()
	const frequency = FREQUENT[lower]
	const { none, capital, softened } = NEIGHBOURS
	const afterSmall = isSmall(before)
	if (frequency === undefined) {
		if (!afterSmall && PUNCTUATION.test(character)) return isSmall(behind) ? 0.05 : 0.8
		if (/\p{L}/u.test(character)) return afterSmall && lower !== character ? 0.000_1 : 0.02
		// Invisible controls, box drawing and undefined bytes are the surest sign of a wrong reading.
		return /[\p{C}\u2500-\u259f]/u.test(character) ? 0.000_1 : 0.01
	}
	const afterCapital = before === capital || before === NEIGHBOURS.capitalVowel
	const beforeCapital = behind === capital || behind === NEIGHBOURS.capitalVowel
	// A capital inside a word is what most wrong readings look like.
	if (lower !== character) {
		if (before === none && isSmall(behind) && NOT_FIRST_CAPITAL.includes(character)) return frequency * 0.005
		return frequency * (afterSmall || (afterCapital && isSmall(behind)) ? 0.002 : 0.3)
	}
	if (afterCapital && beforeCapital) return frequency * 0.02
	if (before === none && NOT_FIRST.includes(character)) return frequency * 0.005
	if (character === 'ě' && before !== softened && before !== capital && before !== NEIGHBOURS.high) return 0.02
	// Before a vowel Polish writes `ni`.
	if (character === 'ń' && (behind === NEIGHBOURS.vowel || behind === NEIGHBOURS.capitalVowel)) return frequency * 0.01
	if (behind === none && NOT_LAST.includes(character)) return frequency * 0.2
	return frequency * amongLetters(isVowel(character), before, behind)
}

function isSmall(kind: number): boolean {
	return kind === NEIGHBOURS.vowel || kind === NEIGHBOURS.softened || kind === NEIGHBOURS.consonant
}

/** Slovak `ĺ` and `ŕ` make a syllable. */
function isVowel(character: string): boolean {
	return 'ĺŕ'.includes(character) || /[aeiouy]/.test(character.normalize('NFD'))
}

/** Vowels stand among consonants, and the other way round. */
function amongLetters(vowel: boolean, before: number, behind: number): number {
	const { softened, consonant, capital } = NEIGHBOURS
	const vowels: number[] = [NEIGHBOURS.vowel, NEIGHBOURS.capitalVowel]
	const like = vowel ? vowels : [softened, consonant, capital]
	const alike = Number(like.includes(before)) + Number(like.includes(behind))
	return (vowel ? [1, 0.15, 0.02] : [1, 0.7, 0.05])[alike]!
}
