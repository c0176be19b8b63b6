import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { copyRow } from '../src/db/copy.ts'
import { createPersonKeys, phoneWords } from '../src/import/values/person-keys.ts'
import { ascii, companyName, generator, person, pick } from './names.ts'
import { NOTES, POSITIONS, STREETS, TOWNS } from './words.ts'

/** One data set: what a person would import, and the same values as the floor copies them. */
export interface DataSet {
	rows: number
	companies: DataFile
	users: DataFile
}

export interface DataFile {
	csv: string
	/** COPY text of the values the import makes of the file; its columns are `floor.ts`'s. */
	copy: string
	records: number
	/** Of the CSV. */
	bytes: number
}

/** Companies are 2 % of the users. */
const USERS_A_COMPANY = 50

/**
 * Writes `rows` users and their companies into `folder`. The same call makes the same bytes, on every machine.
 *
 * `from` goes on where a set of that many users ended: no name of one is in the other. With `changedEvery` 10 every
 * tenth user has another position, and is otherwise who they were.
 */
export function generate(folder: string, rows: number, { from = 0, changedEvery = 0 } = {}): DataSet {
	mkdirSync(folder, { recursive: true })
	const first = from / USERS_A_COMPANY
	const names: string[] = []
	const companies = writeBoth(join(folder, 'Společnosti'), COMPANY_HEADER, companyRecords(rows, first, names))
	const users = writeBoth(join(folder, 'Kontakty'), USER_HEADER, userRecords(rows, from, names, changedEvery))
	return { rows, companies, users }
}

/** A record's cells as they stand in the file, and its values as the database has them. */
interface MadeRecord {
	cells: string[]
	values: (string | number | null)[]
}

const COMPANY_HEADER = ['Název', 'IČO', 'DIČ', 'Ulice', 'Město', 'PSČ', 'Země', 'Telefon', 'E-mail', 'Web', 'Poznámka']

function* companyRecords(rows: number, first: number, names: string[]): Generator<MadeRecord> {
	const random = generator(1 + first)
	const count = Math.max(1, Math.floor(rows / USERS_A_COMPANY))
	for (let nth = first; nth < first + count; nth++) {
		const name = companyName(nth, random)
		names.push(name)
		const number = registrationNumber(nth)
		const domain = domainOf(name)
		const cells = [
			name,
			number,
			random() < 0.7 ? `CZ${number}` : '',
			`${pick(STREETS, random)} ${1 + Math.floor(random() * 900)}`,
			pick(TOWNS, random),
			`${100 + Math.floor(random() * 690)} ${String(Math.floor(random() * 100)).padStart(2, '0')}`,
			'Česko',
			random() < 0.8 ? landline(random) : '',
			`info@${domain}`,
			random() < 0.5 ? `https://www.${domain}` : '',
			random() < 0.05 ? pick(NOTES, random) : '',
		]
		yield { cells, values: [...cells.map((cell) => cell || null), lineOf(nth - first)] }
	}
}

const USER_HEADER = words('Jméno;Příjmení;E-mail;Uživatelské jméno;Společnost;Telefon;Mobil;Pozice;Role;Jazyk;Poznámka')

const keysOf = createPersonKeys()

function* userRecords(rows: number, from: number, companies: string[], changedEvery: number): Generator<MadeRecord> {
	const random = generator(2 + from)
	const domains = companies.map(domainOf)
	for (let nth = from; nth < from + rows; nth++) {
		const { first_name, last_name, username } = person(nth)
		// Some companies are much larger than others, and some people belong to none.
		const company = random() < 0.04 ? undefined : Math.floor(companies.length * random() ** 2)
		const email = `${username}@${company === undefined ? 'seznam.cz' : domains[company]}`
		const phone = random() < 0.25 ? landline(random) : ''
		const mobile = random() < 0.35 ? mobileNumber(random) : ''
		const usual = random() < 0.25 ? pick(POSITIONS, random) : ''
		const position = changedEvery > 0 && nth % changedEvery === 0 ? 'Nová pozice' : usual
		const isOperator = random() < 0.002
		const role = isOperator ? 'Operátor' : random() < 0.15 ? 'Koncový uživatel' : ''
		const language = random() < 0.2 ? 'čeština' : ''
		const note = random() < 0.03 ? pick(NOTES, random) : ''
		const name = company === undefined ? '' : companies[company]!
		const keys = { first_name, last_name, username, email, phone: phone || null, mobile: mobile || null }
		const { sort_key, words } = keysOf(keys)
		yield {
			cells: [first_name, last_name, email, username, name, phone, mobile, position, role, language, note],
			values: [
				...[first_name, last_name, email, username, company === undefined ? null : company + 1],
				...[phone || null, mobile || null, position || null, isOperator ? 'operator' : 'customer'],
				...[
					language ? 'cs' : null,
					note || null,
					sort_key,
					`${words} ${phoneWords(keys.phone, keys.mobile)}`,
					lineOf(nth - from),
				],
			],
		}
	}
}

/** Its place, not its physical line: notes have line breaks, which the floor need not count. */
function lineOf(nth: number): number {
	return nth + 2
}

function registrationNumber(nth: number): string {
	const digits = String(1_000_000 + ((nth * 7_919) % 8_999_993))
	let sum = 0
	for (let at = 0; at < 7; at++) sum += Number(digits[at]) * (8 - at)
	return digits + String((11 - (sum % 11)) % 10)
}

function landline(random: () => number): string {
	return `+420 5${twoDigits(random)} ${threeDigits(random)} ${threeDigits(random)}`
}

function mobileNumber(random: () => number): string {
	return `6${twoDigits(random)} ${threeDigits(random)} ${threeDigits(random)}`
}

const twoDigits = (random: () => number) => String(10 + Math.floor(random() * 90))
const threeDigits = (random: () => number) => String(100 + Math.floor(random() * 900))

function domainOf(company: string): string {
	return `${ascii(company.replace(/,? (s\.r\.o\.|spol\. s r\.o\.|a\.s\.|v\.o\.s\.|z\.s\.)$/, '')).replaceAll(' ', '-')}.cz`
}

function writeBoth(path: string, header: string[], records: Iterable<MadeRecord>): DataFile {
	const csv = writer(`${path}.csv`)
	const copy = writer(`${path}.copy`)
	csv.write(`${header.join(';')}\r\n`)
	let count = 0
	for (const { cells, values } of records) {
		csv.write(`${cells.map(quoted).join(';')}\r\n`)
		copy.write(copyRow(values))
		count++
	}
	copy.end()
	return { csv: `${path}.csv`, copy: `${path}.copy`, records: count, bytes: csv.end() }
}

function quoted(cell: string): string {
	return /[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Writes by the megabyte: nothing of the file is held longer than that. */
function writer(path: string): { write(text: string): void; end(): number } {
	const file = openSync(path, 'w')
	let text = ''
	let bytes = 0
	const flush = () => {
		bytes += writeSync(file, text)
		text = ''
	}
	return {
		write(more) {
			text += more
			if (text.length > 1 << 20) flush()
		},
		end() {
			flush()
			closeSync(file)
			return bytes
		},
	}
}

function words(text: string): string[] {
	return text.split(';')
}
