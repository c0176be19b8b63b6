import type { Field, FieldKind } from '../../contract/fields.ts'
import type { IssueCode } from '../../contract/issues.ts'
import { bareEmail, isEmail } from '../../values/email.ts'
import { isFormula, restore, unwrap } from '../../values/formula.ts'
import { isPhone, isPlainPhone } from '../../values/phone.ts'
import { isPlaceholderEmail } from '../../values/placeholder-email.ts'
import { isAsciiUsername, isUsername } from '../../values/username.ts'
import { findDamage } from './damage.ts'
import { isMistyped } from './email-domains.ts'
import { parseGroups, writeGroups } from './groups.ts'
import { LISTS, type Meanings } from './lists.ts'
import { bareRegistrationNumber, isRegistrationNumber } from './registration-number.ts'
import { EXPONENT, SUSPECT, scan } from './scan.ts'
import { cleanLine, cleanLines, isEmptyMarker } from './text.ts'
import { isVatNumber } from './vat-number.ts'

/** Takes what a rule found in the cell being read. */
export type Report = (code: IssueCode, value: string) => void

/** A cell as it stands in the file → what the row holds; null when it is empty. */
export type Reader = (cell: string) => string | null

/**
 * Everything the importer does with one cell of a field: clean, undo marks, judge, convert. A value
 * that cannot be right is reported and kept as typed, so that the person sees what to fix.
 *
 * `meanings` are what a person decided values of a list to mean.
 *
 * Made once per column, because this runs eleven million times for a million users: the ordinary
 * cell meets one scan or the quick check of its kind, and allocates nothing.
 */
export function createReader(field: Field, report: Report, meanings: Meanings = {}): Reader {
	const { quick, judge } = kindOf(field, report, meanings)
	const readSlowly = createSlowReader(field, judge, report)
	if (!quick) return readSlowly
	return (cell) => (cell.length <= field.max ? quick(cell) : undefined) ?? readSlowly(cell)
}

/** What is particular to a kind of value. */
interface Kind {
	/**
	 * The value of a cell that is in order as it stands: nothing to clean, to undo or to report. Else
	 * undefined, and the cell goes the long way.
	 */
	quick?: (cell: string) => string | undefined
	/**
	 * The value of a clean cell; reports what is wrong with it. `isStrange`: damage or a formula was
	 * reported already, so a warning about the shape would say it twice.
	 */
	judge: (value: string, isStrange: boolean) => string | null
}

const ANYTHING: Kind = { judge: (value) => value }

function createSlowReader(field: Field, judge: Kind['judge'], report: Report): Reader {
	const clean = ['phone', 'groups'].includes(field.kind) || field.name === 'note' ? cleanLines : cleanLine
	const tooLong: IssueCode = `${field.name}_too_long`
	const { max } = field

	return (cell) => {
		const found = scan(cell)
		const isDamaged = (found & (SUSPECT | EXPONENT)) !== 0 && findDamage(cell, found) !== undefined
		let value = clean(cell, found)
		if (value === '') return null

		let isStrange = isDamaged
		if (value.charCodeAt(0) <= LAST_MARK) {
			value = withoutMark(value, clean)
			if (value === '') return null
			if (isFormula(value)) {
				report('formula', value)
				isStrange = true
			}
		}
		if (isDamaged) report('spreadsheet_damage', value)
		if (value.length > max && isLonger(value, max)) {
			report(tooLong, value)
			return value
		}
		return judge(value, isStrange)
	}
}

/** `@`, the last of `=`, `+`, `-`, `@` and the apostrophe; few names begin with anything before the letters. */
const LAST_MARK = 64

function withoutMark(value: string, clean: (cell: string) => string): string {
	const bare = value.charCodeAt(0) === EQUALS ? unwrap(value) : restore(value)
	return bare === value ? value : clean(bare)
}

const EQUALS = 61

/** In Unicode code points, as the limits of fields are. */
export function isLonger(value: string, max: number): boolean {
	let points = 0
	for (const _ of value) points++
	return points > max
}

const KINDS: Partial<Record<FieldKind, (report: Report, field: Field) => Kind>> = {
	email: (report) => ({
		quick: (cell) => (startsPlainly(cell) && isReachable(cell) ? cell : undefined),
		judge(typed) {
			if (!isEmail(typed) && isEmptyMarker(typed)) return null
			const value = bareEmail(typed)
			if (!isEmail(value)) report('email_invalid', value)
			else if (isPlaceholderEmail(value)) report('email_placeholder', value)
			else if (isMistyped(value)) report('email_mistyped', value)
			return value
		},
	}),

	username: (report) => ({
		quick: (cell) => (startsPlainly(cell) && isAsciiUsername(cell) ? cell : undefined),
		judge(value) {
			if (!isUsername(value)) report('username_invalid', value)
			return value
		},
	}),

	phone: (report) => ({
		quick: (cell) => (isPlainPhone(cell) ? cell : undefined),
		judge(value, isStrange) {
			if (isPhone(value)) return value
			if (isEmptyMarker(value)) return null
			if (!isStrange) report('phone_invalid', value)
			return value
		},
	}),

	registration_number: (report) => ({
		quick: (cell) => (isRegistrationNumber(cell) ? cell : undefined),
		judge(typed, isStrange) {
			const value = bareRegistrationNumber(typed)
			if (!isStrange && !isRegistrationNumber(value)) report('registration_number_invalid', typed)
			return value
		},
	}),

	vat_number: (report) => ({
		judge(value, isStrange) {
			if (!isStrange && !isVatNumber(value)) report('vat_number_invalid', value)
			return value
		},
	}),

	groups: () => ({ judge: (value) => writeGroups(parseGroups(value)) || null }),
}

function kindOf(field: Field, report: Report, meanings: Meanings): Kind {
	const list = LISTS[field.name]
	if (list) return codes(list.parse, `${field.name}_invalid` as IssueCode, report, meanings[field.name] ?? {})
	return KINDS[field.kind]?.(report, field) ?? ANYTHING
}

/** An address that mail would be sent to as it stands. */
function isReachable(value: string): boolean {
	return isEmail(value) && !isPlaceholderEmail(value) && !isMistyped(value)
}

/** With an ASCII letter: neither a formula nor a number that a spreadsheet rounded. */
function startsPlainly(cell: string): boolean {
	const small = cell.charCodeAt(0) | 0x20
	return small >= 97 && small <= 122
}

/** Columns of codes repeat a few words a million times; each way of writing is recognised once. */
function codes(
	parse: (value: string) => string | undefined,
	invalid: IssueCode,
	report: Report,
	meanings: Readonly<Record<string, string>>,
): Kind {
	const known = new Map(Object.entries(meanings))
	return {
		quick: (cell) => known.get(cell) || undefined,
		judge(value) {
			const decided = known.get(value)
			if (decided !== undefined) return decided || null
			const code = parse(value)
			if (code === undefined) {
				report(invalid, value)
				return value
			}
			// A column of something else, mapped by mistake, must not fill the memory.
			if (known.size < 1000) known.set(value, code)
			return code
		},
	}
}
