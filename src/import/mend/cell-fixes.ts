import type { Field } from '../../contract/fields.ts'
import type { FixName } from '../../contract/mending.ts'
import { isEmail } from '../../values/email.ts'
import { normalForm } from '../../values/normal.ts'
import { isPhone } from '../../values/phone.ts'
import { trimEndOf, trimStartOf } from '../../values/trim.ts'
import { isUsername } from '../../values/username.ts'
import { withMeantDomain } from '../values/email-domains.ts'
import { fold } from '../values/fold.ts'
import { repairMisread } from '../values/misread.ts'
import { isPostalCode } from '../values/postal-code.ts'
import { createReader } from '../values/reader.ts'
import { isRegistrationNumber } from '../values/registration-number.ts'
import { isVatNumber } from '../values/vat-number.ts'
import type { StagedValues } from './cells.ts'

/** A way to mend one cell that needs nothing but the cell and its row. */
export interface CellFix {
	fix: FixName
	codes: readonly string[]
	/** @returns undefined when the fix has nothing to say about the value */
	change(value: string, values: StagedValues, field: Field): string | undefined
}

export const CELL_FIXES: readonly CellFix[] = [
	{ fix: 'clean', codes: ['email_invalid'], change: cleanEmail },
	{ fix: 'plain_letters', codes: ['email_invalid'], change: plainLetters },
	{
		fix: 'email_domain',
		codes: ['email_mistyped', 'email_invalid'],
		change: (value) => withMeantDomain(cleanEmail(value)),
	},
	{ fix: 'first_address', codes: ['email_invalid'], change: firstAddress },
	{ fix: 'username_letters', codes: ['username_invalid'], change: usernameLetters },
	{ fix: 'phone', codes: ['phone_invalid', 'spreadsheet_damage'], change: normalisePhone },
	{ fix: 'pad_zeros', codes: ['registration_number_invalid'], change: padNumber },
	{ fix: 'repair', codes: ['spreadsheet_damage'], change: repaired },
	{ fix: 'clean', codes: ['registration_number_invalid'], change: (value) => ifOther(value, value.replace(/\D/g, '')) },
	{ fix: 'postal_code', codes: ['postal_code_invalid'], change: postalCode },
	{ fix: 'vat_prefix', codes: ['vat_number_invalid'], change: vatNumber },
	{ fix: 'shorten', codes: ['_too_long'], change: shorten },
]

/** The fixes that may help with a cause. */
export function cellFixesFor(code: string): CellFix[] {
	return CELL_FIXES.filter(({ codes }) =>
		codes.some((one) => (one.startsWith('_') ? code.endsWith(one) : code === one)),
	)
}

/**
 * Whether a value is rid of the cause: the field's own rules read it again. A fix that does not help is not offered,
 * and never applied.
 */
export function createCure(code: string, field: Field): (value: string, values: StagedValues) => boolean {
	let found = false
	const read = createReader(field, (reported) => {
		found ||= reported === code
	})
	return (value, values) => {
		if (code === 'postal_code_invalid') return isPostalCode(value, values.country)
		found = false
		read(value)
		return !found
	}
}

const INVISIBLE = /[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+/g

function cleanEmail(value: string): string {
	const bare = normalForm(value, 'NFKC')
		.replace(INVISIBLE, '')
		.replace(/^mailto:/i, '')
		.replace(/[([{](?:at|zavinac|zavináč)[)\]}]/i, '@')
	const [local = '', ...domains] = trimEndOf(trimStartOf(bare, /[<"'.,;:]/), /[>"'.,;:]/)
		.replace(/@+/g, '@')
		.split('@')
	// A comma in a domain is a dot that was missed.
	const domain = domains.join('@').replaceAll(',', '.').replace(/\.+/g, '.').replace(/^\./, '')
	const name = local.replace(/\.+/g, '.').replace(/\.$/, '')
	return domains.length === 0 ? name : `${name}@${domain}`
}

/** A diacritic in an address is nearly always a slip. */
function plainLetters(value: string): string | undefined {
	const clean = cleanEmail(value)
	return /^[ -~]*$/.test(clean) ? undefined : fold(clean)
}

function firstAddress(value: string): string | undefined {
	const addresses = value
		.split(/[\s,;|/]+/)
		.map(cleanEmail)
		.filter(isEmail)
	// One address among other words may be a part of it: `jan novak@x.cz`.
	return addresses.length > 1 ? addresses[0] : undefined
}

/** Not where a letter lost its other half when the cell was cleaned: what is left of it would stay. */
function repaired(value: string): string | undefined {
	// The no-break space that is half of `Š` became an ordinary one.
	const whole = repairMisread(value.replace(/([ĂĹÃÅ])(?: |$)/g, '$1\u00a0'))
	return /[ĂĹÃÅÂ]/.test(whole) ? undefined : ifOther(value, whole)
}

function usernameLetters(value: string): string | undefined {
	const plain = fold(value)
		.replace(/[\s,;/\\]+/g, '.')
		.replace(/[^a-z0-9._@+-]/g, '')
		.replace(/\.+/g, '.')
		.replace(/^\.|\.$/g, '')
	return isUsername(plain) ? ifOther(value, plain) : undefined
}

/** `+420 602 123 456`; a number without its country stays without it. */
function normalisePhone(value: string): string | undefined {
	// Letters typed for digits, only where everything else is a digit.
	const typed = /^[\d\soO+().\-/]+$/.test(value) ? value.replace(/[oO]/g, '0') : value
	const kept = typed.replace(/\(0\)|[^\d+]/g, '').replace(/^00/, '+')
	const phone = grouped(kept.lastIndexOf('+') > 0 ? kept.replace(/(?!^)\+/g, '') : kept)
	return isPhone(phone) ? ifOther(value, phone) : undefined
}

function grouped(number: string): string {
	const inThrees = (digits: string) => `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`
	if (/^\d{9}$/.test(number)) return inThrees(number)
	if (/^09\d{8}$/.test(number)) return `+421 ${inThrees(number.slice(1))}`
	if (/^\+?42[01]\d{9}$/.test(number)) return `+${number.slice(-12, -9)} ${inThrees(number.slice(-9))}`
	return number
}

/** Spreadsheets take zeros from the beginning of numbers; the check digit says whether that is what happened. */
function padNumber(value: string): string | undefined {
	const digits = value.replace(INVISIBLE, '')
	if (!/^\d{1,7}$/.test(digits)) return undefined
	const padded = digits.padStart(8, '0')
	return isRegistrationNumber(padded) ? padded : undefined
}

function postalCode(value: string, { country = null }: StagedValues): string | undefined {
	const digits = value.replace(/\D/g, '')
	const whole = digits.length === 4 && isPostalCode(`0${digits}`, country) && country ? `0${digits}` : digits
	const spaced = whole.length === 5 ? `${whole.slice(0, 3)} ${whole.slice(3)}` : undefined
	return spaced && ifOther(value, spaced)
}

function vatNumber(value: string): string | undefined {
	const bare = value.toUpperCase().replace(/[^A-Z0-9]/g, '')
	return [bare, `CZ${bare}`, `SK${bare}`].find((number) => number !== value && isVatNumber(number))
}

function shorten(value: string, _values: StagedValues, { max }: Field): string {
	return [...value].slice(0, max).join('').trim()
}

function ifOther(value: string, changed: string): string | undefined {
	return changed === value || changed === '' ? undefined : changed
}
