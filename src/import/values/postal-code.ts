import { foldWords } from './fold.ts'

/**
 * Is it a postal code of the country? Czech and Slovak ones are five digits, written `11000` or
 * `110 00`; without a country both are meant. What other countries write is taken as text. `false`
 * is a warning.
 */
export function isPostalCode(value: string, country?: string | null): boolean {
	const folded = country ? foldWords(country) : ''
	if (folded === '') return FIVE_DIGITS.test(value)
	if (CZECHIA.has(folded)) return FIVE_DIGITS.test(value) && CZECH_START.test(value)
	if (SLOVAKIA.has(folded)) return FIVE_DIGITS.test(value) && SLOVAK_START.test(value)
	return true
}

const FIVE_DIGITS = /^\d{3}\s?\d{2}$/
const CZECH_START = /^[1-7]/
const SLOVAK_START = /^[089]/
const CZECHIA = new Set(
	'cz|cze|cr|cesko|ceska republika|czechia|czech republic|the czech republic|tschechien|tschechische republik'.split(
		'|',
	),
)
const SLOVAKIA = new Set('sk|svk|sr|slovensko|slovenska republika|slovakia|slovak republic|slowakei'.split('|'))
