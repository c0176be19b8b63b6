import { FIELDS, type Field, type Target } from '../contract/fields.ts'
import type { IssueCode } from '../contract/issues.ts'
import { isSplit, SPLITS, type SplitName } from '../contract/mapping.ts'
import { splitEmails } from '../values/email.ts'
import { isMobile, splitPhones } from '../values/phone.ts'
import { type NameOrder, splitName } from './values/full-name.ts'
import { isLonger, type Reader } from './values/reader.ts'
import { cleanLines } from './values/text.ts'

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
	/** The positions in the row that are its own: what it fills besides is added to what is there. */
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
	/** What stands between the values in a field. */
	between(field: string): string
	report(code: IssueCode, field: string, value: string): void
}

/** The fields several columns are joined in, and the columns that are taken apart. Decided once; costs other files nothing. */
export function composedOf(mapper: Mapper): Composed[] {
	const byField = new Map<string, number[]>()
	for (const [index, mapped] of mapper.mapping.entries()) {
		if (mapped !== null) byField.set(mapped, [...(byField.get(mapped) ?? []), index])
	}
	const all = [...byField]
	const joins = all.flatMap(([mapped, indexes]) =>
		indexes.length > 1 && !isSplit(mapped) ? [joined(mapper, mapped, indexes)] : [],
	)
	// Last: what a cell is taken apart into is added to what columns of that field hold.
	const splits = all.flatMap(([mapped, indexes]) => (isSplit(mapped) ? [split(mapper, mapped, indexes[0]!)] : []))
	return [...joins, ...splits]
}

function joined(mapper: Mapper, name: string, indexes: number[]): Composed {
	const slot = mapper.slot(name)
	const read = mapper.reader(name)
	const between = mapper.between(name)
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
	if (mapped === 'emails') return emails(mapper, index)
	return fullName(mapper, index, mapped === 'full_name' ? 'first_last' : 'last_first')
}

function fullName(mapper: Mapper, index: number, order: NameOrder): Composed {
	const parts = SPLITS.full_name.fills.map((name) => ({
		name,
		slot: mapper.slot(name),
		read: mapper.reader(name),
		between: mapper.between(name),
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
	return { indexes: [index], slot, between: ' ', slots: [mapper.slot('first_name'), slot], fill }
}

/**
 * The first mobile number goes to the mobile, unless a column of mobiles filled it; all others stay in the phone. More
 * than one there is a warning: nothing is lost, but nobody can dial it.
 */
function phones(mapper: Mapper, index: number): Composed {
	const [phone, mobile] = [mapper.slot('phone'), mapper.slot('mobile')]
	const read = mapper.reader('phone')
	const between = mapper.between('phone')
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
	return { indexes: [index], slot: phone, between, slots: [phone], fill }
}

/** The first address is the person's; the others go to the note, behind what it holds, with a warning. */
function emails(mapper: Mapper, index: number): Composed {
	const [email, note] = [mapper.slot('email'), mapper.slot('note')]
	const [readEmail, readNote] = [mapper.reader('email'), mapper.reader('note')]
	const between = mapper.between('note')
	const { max } = FIELDS[mapper.target].find((field: Field) => field.name === 'note')!
	const fill = (cells: readonly string[], values: Values) => {
		const cell = cells[index]
		if (!cell) return
		const found = splitEmails(cleanLines(cell))
		values[email] = readEmail(found?.first ?? cell)
		if (!found || found.others.length === 0) return
		mapper.report('email_several', 'email', cleanLines(cell))
		const others = readNote(found.others.join(', '))!
		const text = values[note] ? values[note] + between + others : others
		values[note] = text
		if (text.length > max && isLonger(text, max)) mapper.report('note_too_long', 'note', text)
	}
	return { indexes: [index], slot: email, between: ', ', slots: [email], fill }
}
