/**
 * Can people be called on what the cell holds? A shape check, not a numbering plan: the value is
 * kept as typed and a wrong one is a warning. Several numbers in a cell are fine, extensions too.
 */
export function isPhone(value: string): boolean {
	if (value.length > LONGEST_LIST) return false
	return isPlainPhone(value) || value.replace(EXTENSIONS, '').split(SEPARATORS).every(isOneOrSlashed)
}

/** The ordinary case by itself: one number of digits and spaces, perhaps with a plus in front. */
export function isPlainPhone(value: string): boolean {
	const hasPlus = value.charCodeAt(0) === PLUS
	let digits = 0
	let head = 0
	let code = 0
	for (let at = hasPlus ? 1 : 0; at < value.length; at++) {
		code = value.charCodeAt(at)
		if (code >= 48 && code <= 57) {
			if (digits < HEAD) head = head * 10 + code - 48
			digits++
		} else if (code !== SPACE || digits === 0) return false
	}
	return code !== SPACE && isPlausible(hasPlus, head, digits)
}

const PLUS = 43
const SPACE = 32
/** How many digits tell where a number belongs: `00420`. */
const HEAD = 5
/** More is no list a person typed. */
const LONGEST_LIST = 1_000
/*
 * Blanks in front are taken from the first of them only: begun anew at each, a long row of them would take its square.
 */
/** `l. 123`, `kl. 12`, `, linka 5` behind a number; first, because a comma before one separates no numbers. */
const EXTENSIONS =
	/(?:(?<![\s,;])[\s,;]+)?(?:\b(?:linka|klapka|kl|l|ext|x|dw)\b\.?|#)[\s:]*\d{1,6}(?=\s*(?:$|[,;/\n]))/gi
const SEPARATORS = /(?:(?<!\s)\s+)?(?:[,;\n]|:::|\bnebo\b|\balebo\b|\bor\b|\boder\b)\s*/

/** `602 123 456/603 123 456` is two numbers, `602/123 456` one: the slash was once part of an area code. */
function isOneOrSlashed(value: string): boolean {
	if (isOne(value)) return true
	const halves = value.split('/')
	return halves.length > 1 && halves.every((half) => isOne(half.trim()))
}

function isOne(value: string): boolean {
	const number = value.replace(LABEL, '').trim()
	if (!NUMBER.test(number)) return false
	const digits = number.replace(/\(0\)|\D/g, '')
	return isPlausible(number.includes('+'), Number(digits.slice(0, HEAD)), digits.length)
}

/**
 * The numbers of a cell with more than one, without words such as `mob.:` before them; undefined for anything else. An
 * extension stays with its number.
 */
export function splitPhones(value: string): string[] | undefined {
	if (value.length > LONGEST_LIST || isPlainPhone(value)) return undefined
	const parts = value
		.replace(EXTENSIONS, (extension) => extension.replace(/[,;\n]/g, ''))
		.split(SEPARATORS)
		.flatMap((part) => (isOne(withoutExtension(part)) ? [part] : part.split('/')))
		.map((part) => part.trim())
	if (parts.length < 2 || !parts.every((part) => isOne(withoutExtension(part)))) return undefined
	return parts.map((part) => part.replace(LABEL, '').trim())
}

/** Czech and Slovak mobile numbers, and those of our neighbours written with their country. */
export function isMobile(value: string): boolean {
	const digits = value.replace(/\(0\)|[^\d+]/g, '').replace(/^00/, '+')
	return /^(?:\+?420)?[67]\d{8}$|^(?:\+?421|0)9\d{8}$|^\+491[567]\d{6,}$|^\+436\d{6,}$/.test(digits)
}

function withoutExtension(part: string): string {
	return part.replace(EXTENSIONS, '')
}

const LABEL = /^(?:telefon|tel|mobil|mob|gsm|t|m)[.:]+\s*/i
const NUMBER = /^\(?\+?[\d\s().\-\u2010\u2011–/]+$/

/**
 * `head` is the first five digits as a number. E.164 allows 15 digits; Czech and Slovak numbers have
 * 9 after +420 and +421 and no more. A number without a country that is shorter has lost digits.
 */
function isPlausible(hasPlus: boolean, head: number, digits: number): boolean {
	if (hasPlus) return isInternational(Math.floor(head / 100), digits)
	if (head >= 10_000) return digits >= 9 && digits <= 13
	if (head < 1000) return isInternational(head, digits - 2)
	return digits >= 8 && digits <= 13
}

/** `country` is the first three digits after `+` or `00`. */
function isInternational(country: number, digits: number): boolean {
	if (country === 420 || country === 421) return digits === 12
	return digits >= 7 && digits <= 15
}
