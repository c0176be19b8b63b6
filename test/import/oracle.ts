import type { SignInMethod } from '../../src/contract/people.ts'

/*
 * The rules about many rows as somebody would do them with a pencil: one row at a time, looking at every row above
 * and every record there is. Slow and obvious; the statements of the import must agree with it on any file.
 */

export interface CompanyLine {
	name: string
	registration_number: string
	external_id: string
}

export interface UserLine {
	username: string
	email: string
	company: string
	external_id: string
	/** `operator`, or nothing for a customer. */
	role: string
	/** Separated by commas. */
	groups: string
}

export interface Situation {
	signIn: SignInMethod
	onError: 'stop' | 'skip'
	missingCompany: 'error' | 'create' | 'empty'
	missingGroup: 'error' | 'create' | 'empty'
	/** What the database holds; its users have no company. */
	existing: { companies: CompanyLine[]; users: UserLine[]; groups: string[] }
	companies: CompanyLine[]
	users: UserLine[]
}

export interface Verdict {
	/** `line code`, sorted. */
	companies: string[]
	users: string[]
	written: boolean
	/** `username @ company` in lower case, for those the run makes. */
	made: string[]
	/** `username: groups` of the operators the run makes, in lower case, sorted. */
	members: string[]
}

/** A company as it is compared: its lower-case name, its number, and one spelling of its name. */
interface Known {
	name: string
	number: string
	spelling: string
}

export function judge(situation: Situation): Verdict {
	const { existing, onError } = situation
	const companies = situation.companies.map((row, i) => companyErrors(situation, row, i))
	const staged = situation.companies.filter((row, i) => row.name && (onError === 'stop' || companies[i]!.length === 0))
	const known = [...existing.companies, ...staged].map(knownOf)
	const users = situation.users.map((row, i) => userErrors(situation, known, row, i))
	const good = situation.users.filter((_, i) => users[i]!.length === 0)
	const refused = [...companies, ...users].some((errors) => errors.length > 0)
	const useful = companies.some((errors) => errors.length === 0) || good.length > 0
	const written = onError === 'stop' ? !refused : useful
	return {
		companies: linesOf(companies),
		users: linesOf(users),
		written,
		members: written
			? good
					.filter(isOperator)
					.map((row) => memberOf(situation, row))
					.sort()
			: [],
		made: written ? good.map((row) => `${row.username} @ ${companyOf(situation, known, good, row)}`.toLowerCase()) : [],
	}
}

function companyErrors({ existing, companies }: Situation, row: CompanyLine, at: number): string[] {
	const above = companies.slice(0, at)
	const errors: string[] = []
	if (row.name === '') errors.push('name_missing')
	errors.push(...unique('name', row, above, existing.companies, isSameText))
	errors.push(...unique('registration_number', row, above, existing.companies, isSame))
	errors.push(...unique('external_id', row, above, existing.companies, isSame))
	return errors
}

function userErrors({ existing, users, ...situation }: Situation, known: Known[], row: UserLine, at: number): string[] {
	const above = users.slice(0, at)
	const errors: string[] = []
	if (row.username === '') errors.push('username_missing')
	if (row.email === '') errors.push('email_missing')
	if (row.email !== '' && !row.email.includes('@')) errors.push('email_invalid')
	errors.push(...unique('username', row, above, existing.users, isSameText))
	errors.push(...unique('external_id', row, above, existing.users, isSame))
	if (situation.signIn === 'email') errors.push(...unique('email', row, above, existing.users, isSameText))
	if (row.company !== '') {
		const found = candidates(known, row.company)
		if (found.length > 1) errors.push('company_ambiguous')
		if (found.length === 0 && situation.missingCompany === 'error') errors.push('company_unknown')
	}
	const isKnown = (name: string) => existing.groups.some((group) => isSameText(group, name))
	if (isOperator(row) && situation.missingGroup === 'error' && !namesOf(row).every(isKnown))
		errors.push('group_unknown')
	return errors
}

function isOperator({ role }: UserLine): boolean {
	return role !== ''
}

function namesOf({ groups }: UserLine): string[] {
	const names = groups.split(',').map((name) => name.trim().toLowerCase())
	return [...new Set(names.filter((name) => name !== ''))].sort()
}

function memberOf({ existing, missingGroup }: Situation, row: UserLine): string {
	const isThere = (name: string) =>
		missingGroup === 'create' || existing.groups.some((group) => isSameText(group, name))
	return `${row.username.toLowerCase()}: ${namesOf(row).filter(isThere).join(' | ')}`
}

function unique<Row>(
	field: keyof Row & string,
	row: Row,
	above: Row[],
	existing: Row[],
	same: (a: unknown, b: unknown) => boolean,
): string[] {
	if (row[field] === '') return []
	const errors: string[] = []
	for (const other of above) if (same(other[field], row[field])) errors.push(`${field}_repeated`)
	for (const other of existing) if (same(other[field], row[field])) errors.push(`${field}_taken`)
	return [...new Set(errors)]
}

/** Different names in the first tier that has any. */
function candidates(known: Known[], company: string): string[] {
	const wanted = knownOf({ name: company, registration_number: '', external_id: '' })
	const tiers: ((candidate: Known) => boolean)[] = [
		(candidate) => /^\d{6,10}$/.test(company) && candidate.number === company,
		(candidate) => candidate.name === wanted.name,
		(candidate) => candidate.spelling === wanted.spelling,
	]
	for (const tier of tiers) {
		const names = [...new Set(known.filter(tier).map(({ name }) => name))]
		if (names.length > 0) return names
	}
	return []
}

function companyOf(situation: Situation, known: Known[], good: UserLine[], row: UserLine): string {
	if (row.company === '') return '-'
	const [found] = candidates(known, row.company)
	if (found !== undefined) return found
	if (situation.missingCompany === 'empty') return '-'
	// Made from the first row that is not refused… but spelled as the file first spells it among those.
	const same = good.filter(({ company }) => company !== '' && spellingOf(company) === spellingOf(row.company))
	return same[0]!.company
}

function knownOf(row: CompanyLine): Known {
	return { name: row.name.toLowerCase(), number: row.registration_number, spelling: spellingOf(row.name) }
}

/** Enough for the names of the test: no diacritics, no punctuation, the legal form as one word. */
function spellingOf(name: string): string {
	const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
	const words = plain.replace(/[.,]/g, ' ').replace(/\s+/g, ' ').trim()
	return words.replace(/ (?:spol s r o|s r o)$/, ' sro').replace(/ a s$/, ' as')
}

function linesOf(rows: string[][]): string[] {
	return rows.flatMap((errors, i) => errors.map((code) => `${i + 2} ${code}`)).sort()
}

function isSame(a: unknown, b: unknown): boolean {
	return a === b
}

function isSameText(a: unknown, b: unknown): boolean {
	return String(a).toLowerCase() === String(b).toLowerCase()
}
