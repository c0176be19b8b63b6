import type { Format, Section } from './formats.ts'

const DAY = 86_400

/**
 * The number of a cell as the person saw it in a Czech spreadsheet: leading zeros
 * and spaces of its format, dates as `1.2.2026`, a decimal comma. Where Excel
 * would leave digits out (`4,20602E+11`, `####`) all of them are given, as they
 * are a phone or a number of something.
 */
export function shownNumber(value: number, format: Format, from1904: boolean): string {
	if (format.kind === 'date') return shownDate(value, format, from1904) ?? general(value)
	if (format.kind === 'general') return general(value)
	const section = chooseSection(value, format.sections)
	if (!section || section.plain || Math.abs(value) >= 1e15) return general(value)
	// A section for negative numbers shows its own sign, or none.
	const hasSign = value < 0 && (section === format.sections[0] || section.condition !== undefined)
	return (hasSign ? '-' : '') + inSection(Math.abs(value), section)
}

/** 15 digits are what a spreadsheet keeps; the rest is noise of binary fractions. */
function general(value: number): string {
	if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
	const rounded = Number(value.toPrecision(15))
	const text = String(rounded)
	if (!text.includes('e')) return text.replace('.', ',')
	return Math.abs(rounded) >= 1 ? BigInt(rounded).toString() : text.replace('.', ',')
}

function chooseSection(value: number, sections: readonly Section[]): Section | undefined {
	if (sections.some(({ condition }) => condition))
		return sections.find(({ condition }) => !condition || condition(value))
	if (value < 0) return sections[1] ?? sections[0]
	return value === 0 ? (sections[2] ?? sections[0]) : sections[0]
}

function inSection(value: number, { whole, fraction, grouped, percent }: Section): string {
	const places = fraction.filter((piece) => 'digit' in piece).length
	const [digits = '', decimals = ''] = (percent ? value * 100 : value).toFixed(Math.min(places, 15)).split('.')
	const behind = inFraction(decimals, fraction)
	return inWhole(digits === '0' ? '' : digits, whole, grouped) + behind
}

/** Digits go into their places from the right, so that `000 00` makes `120 00`; those left over stand before the first. */
function inWhole(digits: string, pieces: Section['whole'], grouped: boolean): string {
	const firstPlace = pieces.findIndex((piece) => 'digit' in piece)
	let left = digits
	let placed = 0
	let out = ''
	const add = (digit: string) => {
		out = digit + (grouped && placed > 0 && placed % 3 === 0 && digit !== '' ? '\u00a0' : '') + out
		placed++
	}
	for (let i = pieces.length - 1; i >= 0; i--) {
		const piece = pieces[i]!
		if ('literal' in piece) {
			// A space between places is only shown between digits.
			if (i > firstPlace && firstPlace >= 0 && left === '' && !hasZeroBefore(pieces, i)) continue
			out = piece.literal + out
			continue
		}
		if (left !== '') add(left.slice(-1))
		else if (piece.digit === '0') add('0')
		left = left.slice(0, -1)
		if (i === firstPlace) for (; left !== ''; left = left.slice(0, -1)) add(left.slice(-1))
	}
	return out
}

function hasZeroBefore(pieces: Section['whole'], index: number): boolean {
	return pieces.slice(0, index).some((piece) => 'digit' in piece && piece.digit === '0')
}

function inFraction(decimals: string, pieces: Section['fraction']): string {
	let digits = ''
	let literals = ''
	let at = 0
	let needed = 0
	for (const piece of pieces) {
		if ('literal' in piece) {
			literals += piece.literal
			continue
		}
		digits += decimals[at++] ?? '0'
		if (piece.digit !== '#') needed = at
	}
	while (digits.length > needed && digits.endsWith('0')) digits = digits.slice(0, -1)
	return (digits === '' ? '' : `,${digits}`) + literals
}

/** Days since the end of 1899, with the 29 February 1900 that never was; or since 1904. */
function shownDate(
	value: number,
	{ date, time, seconds, elapsed }: Extract<Format, { kind: 'date' }>,
	from1904: boolean,
): string | undefined {
	// To the end of the year 9999; a negative one is shown as ####.
	if (value < 0 || value >= 2_958_466) return undefined
	let day = Math.floor(value)
	let second = Math.round((value - day) * DAY)
	if (second === DAY) {
		day++
		second = 0
	}
	if (elapsed) return clock(day * DAY + second, seconds)
	const parts: string[] = []
	if (date) parts.push(calendar(from1904 ? day + 1_462 : day))
	if (time && !(date && second === 0)) parts.push(clock(second, seconds || second % 60 !== 0))
	return parts.join(' ')
}

function calendar(day: number): string {
	if (day === 60) return '29.2.1900'
	const date = new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY * 1000)
	return `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`
}

function clock(second: number, withSeconds: boolean): string {
	const two = (n: number) => String(n).padStart(2, '0')
	const minutes = `${Math.floor(second / 3600)}:${two(Math.floor(second / 60) % 60)}`
	return withSeconds ? `${minutes}:${two(second % 60)}` : minutes
}

/** A date written out in the file (`2026-02-01T10:30:00`), shown like the others. */
export function shownIsoDate(text: string): string {
	const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?Z?)?$/.exec(text)
	if (!found) return text
	const [, year, month, day, hour, minute, second = '00'] = found
	const date = `${Number(day)}.${Number(month)}.${year}`
	if (hour === undefined || `${hour}${minute}${second}` === '000000') return date
	return `${date} ${Number(hour)}:${minute}${second === '00' ? '' : `:${second}`}`
}
