import i18next from 'i18next'
import { FIELDS } from '../../../contract/fields.ts'
import type { Import, Row } from '../../../contract/imports.ts'
import { filledFields } from '../../../contract/mapping.ts'
import { keyOf } from '../sums.ts'
import { choiceName } from '../words.ts'

/** Columns of the grid after the line number: what a row is known by first, then the fields in the contract's order. */
export function gridFields(item: Pick<Import, 'target' | 'mapping' | 'options' | 'constants'>): string[] {
	const made = (name: string) =>
		(name === 'username' && item.options.usernames !== 'given') || (name === 'email' && item.options.placeholder_emails)
	const required = FIELDS[item.target].filter((field) => field.required).map((field) => field.name)
	const fields = FIELDS[item.target].map((field) => field.name)
	const filled = filledFields(item.mapping)
	const shown = fields.filter(
		(name) => filled.includes(name) || (item.target === 'users' && made(name)) || required.includes(name as 'name'),
	)
	const key = shown.includes(keyOf(item)) ? keyOf(item) : shown[0]
	return key === undefined ? [] : [key, ...shown.filter((name) => name !== key)]
}

const WIDTHS: Record<string, number> = { note: 260, email: 240, company: 220, name: 240, username: 180, street: 200 }

export function widthOf(field: string): number {
	return WIDTHS[field] ?? 140
}

export type Issue = Row['issues'][number]

export function worstIssue(row: Row, field: string | null): Issue | undefined {
	const here = row.issues.filter((issue) => issue.field === field)
	return here.find((issue) => issue.severity === 'error') ?? here[0]
}

/** What stands in the cell: an unreadable or refused value is still shown as it was in the file. */
export function shownValue(row: Row, field: string): string {
	const value = row.values[field]
	// List values are kept as codes and read and typed in the words of the screens.
	if (value && ['role', 'language', 'active', 'company_tickets'].includes(field))
		return choiceName(i18next.t, field, value)
	return value ?? worstIssue(row, field)?.value ?? ''
}

/** The column of the next or previous error in this row, strictly beyond the given one. */
export function errorColumn(
	row: Row,
	fields: string[],
	from: number,
	direction: 'next' | 'previous',
): number | undefined {
	const bad = fields.flatMap((field, index) => {
		const wrong = row.issues.some((issue) => issue.severity === 'error' && issue.field === field)
		return wrong ? [index + 1] : []
	})
	// What is wrong with the whole record stands at its line number.
	const columns = row.issues.some((issue) => issue.severity === 'error' && !fields.includes(issue.field ?? ''))
		? [0, ...bad]
		: bad
	return direction === 'next' ? columns.find((column) => column > from) : columns.findLast((column) => column < from)
}
