/**
 * Groups of three letters of a text, words padded in front by two blanks and behind by one (as
 * PostgreSQL's pg_trgm does), without diacritics and letter case. Written into `into`; the answer is
 * how many. Numbers below `GROUPS`; letters of other scripts share the 36 of ours, which may only
 * make two texts look nearer than they are.
 */
export function letterGroups(text: string, into: Uint16Array): number {
	let count = 0
	let before = 0
	let last = 0
	const end = Math.min(text.length, into.length - 2)
	for (let at = 0; at <= end; at++) {
		const code = at < end ? CODES[text.charCodeAt(at)]! : 0
		if (code !== 0) {
			into[count++] = (before * LETTERS + last) * LETTERS + code
			before = last
			last = code
			continue
		}
		if (last !== 0) into[count++] = (before * LETTERS + last) * LETTERS
		before = 0
		last = 0
	}
	return count
}

/**
 * 0 to 1: Jaro's share of letters that agree within half the longer text, raised for up to four
 * equal first letters (Winkler).
 */
export function jaroWinkler(a: string, b: string): number {
	const agreeing = agreeingLetters(a, b)
	const m = agreeing.count
	if (m === 0) return 0
	const jaro = (m / a.length + m / b.length + (m - agreeing.moved / 2) / m) / 3
	let prefix = 0
	while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++
	return jaro + prefix * 0.1 * (1 - jaro)
}

/** Letters and digits are 1 to 36, everything between words is 0. */
const LETTERS = 37
/** How many different groups there can be: 50,653, so a group fits 16 bits. */
export const GROUPS = LETTERS ** 3

const CODES = codes()

function codes(): Uint8Array {
	const table = new Uint8Array(0x10000)
	for (let code = 0x30; code < table.length; code++) {
		const char = String.fromCharCode(code)
		const base = char.toLowerCase().normalize('NFD').charCodeAt(0)
		if (base >= 48 && base <= 57) table[code] = base - 47
		else if (base >= 97 && base <= 122) table[code] = base - 86
		else if (/[\p{L}\p{N}]/u.test(char)) table[code] = 1 + (base % 36)
	}
	return table
}

/** `moved`: how many of the agreeing letters stand in another order. */
function agreeingLetters(a: string, b: string): { count: number; moved: number } {
	const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
	const used = new Uint8Array(b.length)
	const ofA: string[] = []
	for (let i = 0; i < a.length; i++) {
		const to = Math.min(b.length - 1, i + reach)
		for (let j = Math.max(0, i - reach); j <= to; j++) {
			if (used[j] || a[i] !== b[j]) continue
			used[j] = 1
			ofA.push(a[i]!)
			break
		}
	}
	const ofB = [...used.keys()].filter((j) => used[j]).map((j) => b[j])
	return { count: ofA.length, moved: ofA.filter((letter, at) => letter !== ofB[at]).length }
}
