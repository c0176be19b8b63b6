import { FIELDS, type Field, type Target } from '../contract/fields.ts'
import type { IssueCode } from '../contract/issues.ts'
import { isSplit, joinOf, SPLITS, type SplitName } from '../contract/mapping.ts'
import { isMobile, splitPhones } from '../values/phone.ts'
import { type NameOrder, splitName } from './values/full-name.ts'
import { isLonger, type Reader } from './values/reader.ts'

/** Values of a row, by `slot`. */
type Values = (string | null)[]

/** Columns that fill a row in another way than one column one field. */
export interface Composed {
	/** Positions in the record. */
	indexes: readonly number[]
	/** Where the cells go as they stand when the record is broken. */
	slot: number
	/** What stands between them then. */
	between: string
	/** All positions in the row it fills. */
	slots: readonly number[]
	/** After the other columns of the row. */
	fill(cells: readonly string[], values: Values): void
}

/** What composing needs of the mapper. */
export interface Mapper {
	target: Target
	mapping: readonly (string | null)[]
	slot(field: string): number
	reader(field: string): Reader
	report(code: IssueCode, field: string, value: string): void
}

/** The fields several columns are joined in, and the columns that are taken apart. Decided once; costs other files nothing. */
export function composedOf(mapper: Mapper): Composed[] {
	const byField = new Map<string, number[]>()
	for (const [index, mapped] of mapper.mapping.entries()) {
		if (mapped !== null) byField.set(mapped, [...(byField.get(mapped) ?? []), index])
	}
	return [...byField].flatMap(([mapped, indexes]): Composed[] => {
		if (isSplit(mapped)) return [split(mapper, mapped, indexes[0]!)]
		return indexes.length > 1 ? [joined(mapper, mapped, indexes)] : []
	})
}

function joined(mapper: Mapper, name: string, indexes: number[]): Composed {
	const slot = mapper.slot(name)
	const read = mapper.reader(name)
	const between = joinOf(mapper.target, name) ?? ' '
	const { max } = FIELDS[mapper.target].find((field: Field) => field.name === name)!
	const fill = (cells: readonly string[], values: Values) => {
		let text: string | null = null
		let isReported = false
		for (const index of indexes) {
			const value = cells[index] ? read(cells[index]) : null
			if (value === null) continue
			// The part was said to be too long already.
			isReported ||= value.length > max
			text = text === null ? value : text + between + value
		}
		if (text === null) return
		values[slot] = text
		if (!isReported && text.length > max && isLonger(text, max)) mapper.report(`${name}_too_long`, name, text)
	}
	return { indexes, slot, between, slots: [slot], fill }
}

function split(mapper: Mapper, mapped: SplitName, index: number): Composed {
	if (mapped === 'phones') return phones(mapper, index)
	return fullName(mapper, index, mapped === 'full_name' ? 'first_last' : 'last_first')
}

function fullName(mapper: Mapper, index: number, order: NameOrder): Composed {
	const parts = SPLITS.full_name.fills.map((name) => ({
		name,
		slot: mapper.slot(name),
		read: mapper.reader(name),
		between: joinOf(mapper.target, name)!,
	}))
	const fill = (cells: readonly string[], values: Values) => {
		const cell = cells[index]
		if (!cell) return
		const found = splitName(cell, order)
		for (const { name, slot, read, between } of parts) {
			const part = found[name as keyof typeof found]
			const value = part === null ? null : read(part)
			if (value === null) continue
			const given = values[slot]
			// A column of titles may say the same as the name.
			values[slot] = given && given !== value ? given + between + value : value
		}
	}
	const slot = mapper.slot('last_name')
	return { indexes: [index], slot, between: ' ', slots: parts.map((part) => part.slot), fill }
}

/**
 * The first mobile number goes to the mobile, unless a column of mobiles filled it; all others stay in the phone. More
 * than one there is a warning: nothing is lost, but nobody can dial it.
 */
function phones(mapper: Mapper, index: number): Composed {
	const [phone, mobile] = [mapper.slot('phone'), mapper.slot('mobile')]
	const read = mapper.reader('phone')
	const between = joinOf(mapper.target, 'phone')!
	const fill = (cells: readonly string[], values: Values) => {
		const value = cells[index] ? read(cells[index]) : null
		if (value === null) return
		const numbers = splitPhones(value)
		if (!numbers) {
			values[phone] = value
			return
		}
		const first = values[mobile] ? -1 : numbers.findIndex(isMobile)
		if (first >= 0) values[mobile] = numbers.splice(first, 1)[0]!
		values[phone] = numbers.join(between)
		if (numbers.length > 1) mapper.report('phone_several', 'phone', values[phone])
	}
	return { indexes: [index], slot: phone, between, slots: [phone, mobile], fill }
}
