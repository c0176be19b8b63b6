import { isRegistrationNumber } from './registration-number.ts'

/**
 * Is it a VAT number (DIČ, IČ DPH) that can be right? Czech and Slovak ones by their check digits,
 * those of other EU states, Britain and Switzerland by their shape; `false` is a warning. Spaces,
 * dots and hyphens are ignored. Without a country the digits may be Czech or Slovak ones.
 */
export function isVatNumber(value: string): boolean {
	const bare = value.replace(/[\s.\-/]+/g, '').toUpperCase()
	if (/^\d+$/.test(bare)) return isCzech(bare) || isSlovak(bare)
	const country = bare.slice(0, 2)
	const number = bare.slice(2)
	if (country === 'CZ') return isCzech(number)
	if (country === 'SK') return isSlovak(number)
	return SHAPES[country]?.test(number) ?? false
}

/** Legal entities have their IČO; people their birth number; 9 digits from 6 are special, VAT groups among them. */
function isCzech(number: string): boolean {
	if (!/^\d{8,10}$/.test(number)) return false
	if (number.length === 8) return isRegistrationNumber(number)
	if (number.length === 9 && number.startsWith('6')) return isSpecial(number)
	return isBirthNumber(number)
}

/**
 * Weights 8 to 2 over the second to eighth digit; the check digit counts down from 8 with 10 less
 * the remainder by 11. (npm `stdnum` 1.12.0 refuses this whole class; checked with `640903926` and
 * the VAT groups `699001182`, `699000761`, `699001261`.)
 */
function isSpecial(number: string): boolean {
	let sum = 0
	for (let at = 1; at < 8; at++) sum += Number(number[at]) * (9 - at)
	return Number(number[8]) === (18 - ((21 - (sum % 11)) % 11)) % 10
}

/** YYMMDD and 3 digits (born before 1954) or 4, then divisible by 11; women have 50 added to the month, full days 20. */
function isBirthNumber(number: string): boolean {
	const year = Number(number.slice(0, 2))
	const month = Number(number.slice(2, 4)) % 50
	const day = Number(number.slice(4, 6))
	const isNew = number.length === 10
	const isMonth = (month >= 1 && month <= 12) || (isNew && month >= 21 && month <= 32)
	if (!isMonth || day < 1 || day > 31) return false
	if (!isNew) return year < 54
	// Until 1985 a remainder of 10 was written as check digit 0.
	return Number(number) % 11 === 0 || (Number(number.slice(0, 9)) % 11 === 10 && number.endsWith('0'))
}

function isSlovak(number: string): boolean {
	return /^[1-9]\d{9}$/.test(number) && Number(number) % 11 === 0
}

/** What follows the country, as the VIES system of the European Commission describes it. */
const SHAPES: Readonly<Record<string, RegExp>> = {
	AT: /^U\d{8}$/,
	BE: /^[01]\d{9}$/,
	BG: /^\d{9,10}$/,
	CH: /^E\d{9}(?:MWST|TVA|IVA)?$/,
	CY: /^\d{8}[A-Z]$/,
	DE: /^\d{9}$/,
	DK: /^\d{8}$/,
	EE: /^\d{9}$/,
	EL: /^\d{9}$/,
	ES: /^[A-Z\d]\d{7}[A-Z\d]$/,
	FI: /^\d{8}$/,
	FR: /^[A-Z\d]{2}\d{9}$/,
	GB: /^(?:\d{9}|\d{12}|(?:GD|HA)\d{3})$/,
	GR: /^\d{9}$/,
	HR: /^\d{11}$/,
	HU: /^\d{8}$/,
	IE: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
	IT: /^\d{11}$/,
	LT: /^(?:\d{9}|\d{12})$/,
	LU: /^\d{8}$/,
	LV: /^\d{11}$/,
	MT: /^\d{8}$/,
	NL: /^\d{9}B\d{2}$/,
	PL: /^\d{10}$/,
	PT: /^\d{9}$/,
	RO: /^\d{2,10}$/,
	SE: /^\d{12}$/,
	SI: /^\d{8}$/,
	XI: /^(?:\d{9}|\d{12}|(?:GD|HA)\d{3})$/,
}
