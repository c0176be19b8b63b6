import { TARGETS } from '../../contract/fields.ts'
import { joinsOf } from '../../contract/mapping.ts'
import { createDecoder } from './decode.ts'
import { createEncoder } from './encode.ts'
import { type Concept, conceptOfTight, FIELD_OF, foldHeader, synonyms } from './headers.ts'

/** Words that say whose the value is or that it must be filled in, and nothing about what it is. */
const NOISE = new Set(
	've firme sidlo kontaktu kontaktni uzivatele zakaznika klienta osoby firmy spolecnosti hlavni primarni povinne povinny nepovinne required optional udaj pole hodnota contact customer user primary main'.split(
		' ',
	),
)

/** The concept whose synonym differs from the header by a slip of the pen or by a word that adds nothing. */
export function similarConcept(header: string): Concept | undefined {
	const repaired = repairs(header)
		.map(conceptOfTight)
		.find((concept) => concept !== undefined)
	if (repaired) return repaired
	const folded = foldHeader(header)
	if (folded === '') return undefined
	const numbered = numberedConcept(header)
	if (numbered) return numbered
	const noted = withNote(header)
	const byNote = noted && (conceptOfTight(noted.name) ?? conceptOfTight(noted.note))
	if (byNote) return byNote
	const words = folded.split(' ')
	const telling = words.filter((word) => !NOISE.has(word)).join(' ')
	const byWords = telling === folded ? undefined : synonyms().get(telling)
	if (byWords) return byWords
	const found = new Set<Concept>()
	for (const [synonym, concept] of synonyms()) if (isSlip(folded, synonym)) found.add(concept)
	return found.size === 1 ? [...found][0] : undefined
}

/** `Telefon (mobil)`: what stands before the brackets at the end, and what is in them. */
function withNote(header: string): { name: string; note: string } | undefined {
	const text = header.trim()
	if (!/[)\]]$/.test(text)) return undefined
	const inside = text.slice(0, -1)
	const earlier = Math.max(inside.lastIndexOf(')'), inside.lastIndexOf(']'), 0) + 1
	const opened = inside.slice(earlier).search(/[([]/) + earlier
	return opened < earlier ? undefined : { name: inside.slice(0, opened).trimEnd(), note: inside.slice(opened + 1) }
}

/** The concept of a header with a number behind it, as in `Poznámka 2`; not of keys: `User 1` is no username. */
export function numberedConcept(header: string): Concept | undefined {
	const folded = foldHeader(header)
	const bare = folded.replace(/ \d$/, '')
	const concept = bare === folded ? undefined : synonyms().get(bare)
	const isJoined = TARGETS.some((target) => joinsOf(target, (concept && FIELD_OF[target][concept]) ?? '').length > 0)
	return isJoined ? concept : undefined
}

/**
 * What a header may have been before it was read in a wrong encoding and saved
 * again: `PĹ™Ă­jmenĂ­` and `PÅ™Ã­jmenÃ­` were UTF-8, `Pøíjmení` was windows-1250.
 */
function repairs(header: string): string[] {
	if (!/[^\x20-\x7e]/.test(header)) return []
	const misread = [
		['windows-1250', 'utf-8'],
		['windows-1252', 'utf-8'],
		['windows-1252', 'windows-1250'],
	] as const
	return misread.map(([readAs, written]) => createDecoder(written).push(createEncoder(readAs)(header)))
}

/** One letter wrong, missing, added or swapped with its neighbour; two in long words. Short words are too near each other. */
function isSlip(a: string, b: string): boolean {
	const allowed = allowedSlips(Math.min(a.length, b.length))
	return Math.abs(a.length - b.length) <= allowed && distance(a, b) <= allowed
}

function allowedSlips(length: number): number {
	if (length < 6) return 0
	return length < 11 ? 1 : 2
}

/** Optimal string alignment distance. */
function distance(a: string, b: string): number {
	let before: number[] = []
	let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
	for (let i = 1; i <= a.length; i++) {
		const row = [i]
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1]
			let cost = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + (same ? 0 : 1))
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
			row.push(cost)
		}
		before = previous
		previous = row
	}
	return previous[b.length]!
}
