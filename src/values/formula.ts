import { isPhone } from './phone.ts'

/**
 * Would a spreadsheet run the value? Contract code `formula`: it starts with `=` or `@`, or with
 * `+` or `-` followed by something that is no phone and no number. Stored as typed, only reported.
 */
export function isFormula(value: string): boolean {
	const first = value.charCodeAt(0)
	if (first === EQUALS || first === AT || WIDE_SIGNS.includes(value[0] ?? ' ')) return true
	if (first !== PLUS && first !== MINUS) return false
	return value.length > 1 && !isPhone(first === PLUS ? value : value.slice(1)) && !NUMBER.test(value)
}

/**
 * A value as a CSV of ours may hold it: one apostrophe in front of what a spreadsheet would run.
 * Phones (`+420 602 123 456`) and numbers (`-5`) stay. `restore` is the exact inverse.
 */
export function neutralise(value: string): string {
	if (!DANGEROUS.test(value)) return value
	const first = value.charCodeAt(0)
	const isHarmless = (first === PLUS || first === MINUS) && !isFormula(value)
	return isHarmless ? value : `'${value}`
}

/**
 * Takes away the mark `neutralise` writes, and nothing else: an apostrophe before `=`, `+`, `-`,
 * `@`, TAB or CR. That is also what people type in Excel to keep `'+420…` from being calculated.
 */
export function restore(value: string): string {
	return value.charCodeAt(0) === APOSTROPHE && DANGEROUS.test(value) ? value.slice(1) : value
}

/** The content of `="777123456"`, which exporters write so that Excel keeps zeros and pluses. */
export function unwrap(value: string): string {
	return WRAPPED.test(value) ? value.slice(2, -1).replaceAll('""', '"') : value
}

const EQUALS = 61
const AT = 64
const PLUS = 43
const MINUS = 45
const APOSTROPHE = 39
// Apostrophes of the value's own are counted in: without them `'=1` would come back as `=1`.
const DANGEROUS = /^'*[=+\-@\t\r＝＋－＠]/
/** Full-width ones, which a spreadsheet set to Japanese or Chinese reads as the others. */
const WIDE_SIGNS = '＝＋－＠'
const NUMBER = /^[+-]\s?(?:\d[\d\s]*)?(?:[.,]\d+)*(?:E[+-]?\d+)?\s?%?$/i
const WRAPPED = /^="(?:[^"]|"")*"$/
