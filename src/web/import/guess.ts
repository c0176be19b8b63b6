import type { Target } from '../../contract/fields.ts'

const USERS = [
	'uzivatelske jmeno',
	'username',
	'login',
	'prijmeni',
	'priezvisko',
	'last name',
	'surname',
	'nachname',
	'krestni',
]
const COMPANIES = [
	'ico',
	'ic',
	'dic',
	'ulice',
	'ulica',
	'street',
	'psc',
	'nazev',
	'nazov',
	'vat',
	'obchodni',
	'registration',
]

/**
 * What a file holds, from its first line and its name. Only a first proposal, made before
 * anything is uploaded; the person sees it and can change it. Null: it could be either.
 */
export function guessTarget(filename: string, head: string): Target | null {
	const header = fold(head.split(/\r?\n/).find((line) => line.trim() !== '') ?? '')
	const cells = header.split(/[;,\t|]/).map((cell) => cell.replace(/["']/g, '').trim())
	const score = (words: string[]) => cells.filter((cell) => words.some((word) => hasWord(cell, word))).length
	const users = score(USERS)
	const companies = score(COMPANIES)
	if (users !== companies) return users > companies ? 'users' : 'companies'
	const name = fold(filename)
	if (/(kontakt|uzivatel|osob|operator|contact|user|people)/.test(name)) return 'users'
	if (/(spolecnost|firm|compan|organi[sz]a|zakazni|customer)/.test(name)) return 'companies'
	return null
}

/** A header is rarely longer. */
const HEAD = 4096

/** The first bytes as text. Only the words of a header matter here, so two encodings are enough. */
export async function readHead(file: Blob): Promise<string> {
	const bytes = await file.slice(0, HEAD).arrayBuffer()
	const [first, second] = new Uint8Array(bytes)
	if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
	try {
		// A character cut at the end of the slice is not an error of the file.
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
	} catch {
		return new TextDecoder('windows-1250').decode(bytes)
	}
}

function hasWord(cell: string, word: string): boolean {
	return cell === word || cell.startsWith(`${word} `) || cell.endsWith(` ${word}`)
}

function fold(text: string): string {
	return text
		.slice(0, HEAD)
		.normalize('NFKD')
		.replace(/[\u0300-\u036f\ufeff]/g, '')
		.toLowerCase()
		.replace(/[_./-]/g, ' ')
		.replace(/ +/g, ' ')
}
