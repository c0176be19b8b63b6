import { splitEmails } from '../../values/email.ts'
import { splitPhones } from '../../values/phone.ts'
import { orderOf } from '../values/full-name.ts'

/** How many of the sampled filled cells of a column look like something. */
export interface Facts {
	sampled: number
	emails: number
	phones: number
	registrationNumbers: number
	vatNumbers: number
	postalCodes: number
	urls: number
	countries: number
	titles: number
	legalForms: number
	/** A comma or a postal code: more than a street. */
	wholeAddresses: number
	/** Two words or more. */
	severalWords: number
	/** CZ or SK before the digits. */
	prefixedVatNumbers: number
	/** Whole names of people that show their order. */
	namesFirstLast: number
	namesLastFirst: number
	/** More than one phone number. */
	severalPhones: number
	/** More than one address. */
	severalEmails: number
}

// The first dot of a domain is as good as any later one, so that only one way of reading a cell has to be tried.
const PATTERNS = {
	emails: /^(mailto:)?[^\s@,;]+@[^\s@,;][^\s@,;.]*\.[^\s@,;]{2,}$/i,
	urls: /^(https?:\/\/|www\.)\S[^\s.]*\.\S+$/i,
	vatNumbers: /^(CZ ?\d{8,10}|SK ?\d{10}|AT ?U\d{8}|DE ?\d{9}|PL ?\d{10}|HU ?\d{8})$/i,
	prefixedVatNumbers: /^(CZ|SK) ?\d/i,
	postalCodes: /^\d{3} ?\d{2}$/,
	countries:
		/^(cz|sk|de|at|pl|hu|fr|it|es|ch|gb|uk|us|usa|nl|be|ro|bg|hr|si|ua|cze|svk|deu|aut|pol|česko|čr|česká republika|slovensko|sr|slovenská republika|czechia|czech republic|slovakia|německo|germany|rakousko|austria|polsko|poland|maďarsko|hungary|francie|france|itálie|italy|španělsko|spain|švýcarsko|switzerland|velká británie|united kingdom|spojené státy|united states|nizozemsko|netherlands|belgie|belgium|rumunsko|romania|bulharsko|bulgaria|chorvatsko|croatia|slovinsko|slovenia|ukrajina|ukraine)$/i,
	titles:
		/^((bc|mgr|ing|arch|mudr|judr|phdr|rndr|mvdr|paeddr|thdr|doc|prof|mga|dr|dipl|bca|ph\.?d|csc|drsc|mba|dis|ll\.?m|th\.?d|msc)\.?[ ,]*)+$/i,
	legalForms:
		/(^|[\s,.])(s\.? ?r\.? ?o\.?|spol\. s r\. ?o\.|a\.? ?s\.|v\. ?o\. ?s\.|k\. ?s\.|z\. ?s\.|z\. ?ú\.|o\. ?p\. ?s\.|s\. ?p\.|p\. ?o\.|družstvo|nadace|nadační fond|zapsaný spolek|gmbh|ag|ltd\.?|llc|inc\.?|kft\.?|sp\. z o\. ?o\.)\s*$/i,
	wholeAddresses: /,|\n|(^|\s)\d{3} ?\d{2}(\s|$)/,
	severalWords: /\S\s+\S/,
} as const

/** Names and phone numbers are shorter; notes are not worth looking at. */
const LONGEST_TOLD = 80

export function noFacts(): Facts {
	return {
		sampled: 0,
		emails: 0,
		phones: 0,
		registrationNumbers: 0,
		vatNumbers: 0,
		postalCodes: 0,
		urls: 0,
		countries: 0,
		titles: 0,
		legalForms: 0,
		wholeAddresses: 0,
		severalWords: 0,
		prefixedVatNumbers: 0,
		namesFirstLast: 0,
		namesLastFirst: 0,
		severalPhones: 0,
		severalEmails: 0,
	}
}

/** Adds what one filled cell looks like. */
export function addFacts(facts: Facts, cell: string): void {
	const value = cell.trim()
	facts.sampled++
	for (const name of Object.keys(PATTERNS) as (keyof typeof PATTERNS)[]) if (PATTERNS[name].test(value)) facts[name]++
	if (isPhone(value)) facts.phones++
	if (isRegistrationNumber(value)) facts.registrationNumbers++
	if ((splitEmails(value)?.others.length ?? 0) > 0) facts.severalEmails++
	if (value.length > LONGEST_TOLD) return
	const order = PATTERNS.severalWords.test(value) ? orderOf(value) : undefined
	if (order) facts[order === 'first_last' ? 'namesFirstLast' : 'namesLastFirst']++
	if (/^\D*\d{3}.*[,;/\n:onr]/.test(value) && splitPhones(value)) facts.severalPhones++
}

/** The share of the sampled cells, 0 when there are none. */
export function share(facts: Facts, name: Exclude<keyof Facts, 'sampled'>): number {
	return facts.sampled === 0 ? 0 : facts[name] / facts.sampled
}

/** Data and no header: an address, a phone, a longer number, a company with its legal form. */
export function looksLikeValue(cell: string): boolean {
	const value = cell.trim()
	return (
		PATTERNS.emails.test(value) ||
		PATTERNS.urls.test(value) ||
		isPhone(value) ||
		/^(CZ|SK)?[\d ]{5,}$/.test(value) ||
		(PATTERNS.severalWords.test(value) && hasLegalForm(value))
	)
}

/** `s.r.o.`, `a. s.`, `GmbH` and the like at the end of a name. */
export function hasLegalForm(value: string): boolean {
	return PATTERNS.legalForms.test(value.trim())
}

function isPhone(value: string): boolean {
	if (!/^[+(]?[\d\s()/.-]{9,24}$/.test(value)) return false
	const digits = value.replace(/\D/g, '')
	if (value.startsWith('+') || value.startsWith('00') || value.startsWith('(+'))
		return digits.length >= 9 && digits.length <= 16
	return (digits.length === 9 && /^[2-9]/.test(digits)) || (digits.length === 10 && digits.startsWith('0'))
}

/** Eight digits whose last one agrees with the weights 8 to 2 of the others, modulo 11. */
export function isRegistrationNumber(value: string): boolean {
	const digits = value.replaceAll(' ', '')
	if (!/^\d{8}$/.test(digits) || digits === '00000000') return false
	let sum = 0
	for (let i = 0; i < 7; i++) sum += Number(digits[i]) * (8 - i)
	return (11 - (sum % 11)) % 10 === Number(digits[7])
}
