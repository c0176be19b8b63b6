import { FIELDS, type Target } from '../../contract/fields.ts'
import { createMapper } from '../map.ts'
import { stagedColumns } from '../slots.ts'
import type { MapPlan, RowIssue } from '../types.ts'
import { LISTS, type Meanings } from '../values/lists.ts'
import { cleanLines } from '../values/text.ts'

/** A staged row as it is kept, without line and marks of its own kind: column → text; marks as `'t'` and `'f'`. */
export type StagedValues = Record<string, string | null>

/** A staged row and what the rules about single rows found in it. */
export interface StagedRow {
	line: number
	skipped: boolean
	values: StagedValues
	issues: RowIssue[]
}

/** What is to happen to a row. */
export interface Mending {
	line: number
	/** Field → text as typed. */
	cells: Record<string, string | null>
	/** Left out, or a broken record that is taken as it is shown. */
	action: 'set' | 'skip' | 'accept'
	/** Values that get a number where somebody has them. */
	number?: readonly ('username' | 'email')[]
}

export interface Mended extends StagedRow {
	/** Generated values that were made anew, to be numbered where somebody has them. */
	generated: ('username' | 'email')[]
}

/** What is wrong with how a record is written; no rule speaks about such a row. */
const BREACHES = ['too_many_fields', 'too_few_fields', 'quote_not_closed', 'text_after_quote', 'undecodable']
/** Found by rules that look at several values of a row: asked for again whichever of them was mended. */
const RECORD_CODES = ['postal_code_invalid', 'email_placeholder', 'name_missing', 'username_missing', 'email_missing']
/** Computed beside the fields. */
const KEYS = ['sort_key', 'words']
/** What generated values are made of. */
const NAMES = ['first_name', 'last_name']

/**
 * The rules of `map` for rows that were mended: the row is read as a record whose cells are its values. Values
 * nobody touched stay exactly as they are, with what was found in them when the file was read.
 */
export function createMender(plan: MapPlan): (row: StagedRow, mending: Mending) => Mended {
	const fields = FIELDS[plan.target].map(({ name }) => name)
	const constants: Record<string, string> = plan.constants.role === undefined ? {} : { role: plan.constants.role }
	const allFields: MapPlan = { ...plan, mapping: fields, constants, value_map: withoutCodes(plan.value_map) }
	const generating = createReading(allFields)
	const given = createReading({ ...allFields, options: { ...plan.options, usernames: 'given' } })
	const generatesUsernames = plan.target === 'users' && plan.options.usernames !== 'given'

	return (row, { cells, action, number = [] }) => {
		if (action === 'skip') return { ...row, skipped: true, issues: [], generated: [] }
		const breaches = row.issues.filter(({ code }) => BREACHES.includes(code))
		const left = action === 'accept' ? [] : breaches.filter((breach) => !mends(breach, cells))
		if (left.length > 0) return keepBroken(row, cells, left)

		const touched = breaches.length > 0 ? fields : Object.keys(cells)
		const made = madeAnew(row, touched, generatesUsernames)
		const typed = fields.map((name) => {
			if (name === 'email' && made.email) return ''
			return (name in cells ? cells[name] : row.values[name]) ?? ''
		})
		const mended = merge(row, made.username ? generating(typed) : given(typed), touched, plan.target)
		return { ...mended, generated: [...mended.generated, ...number] }
	}
}

/** What stands in a staged row is a code already, and means itself. */
function withoutCodes(meanings: Meanings = {}): Meanings {
	const fields = Object.entries(meanings).map(([field, values]) => {
		const others = Object.entries(values).filter(([value]) => !LISTS[field]?.codes.includes(value))
		return [field, Object.fromEntries(others)]
	})
	return Object.fromEntries(fields)
}

/** Bytes that were no text are gone once the cell was typed again. */
function mends(breach: RowIssue, cells: Record<string, string | null>): boolean {
	return breach.code === 'undecodable' && breach.field !== null && breach.field in cells
}

/** A record in pieces is shown as it was cut, and so are its mended cells, until it is accepted. */
function keepBroken(row: StagedRow, cells: Record<string, string | null>, issues: RowIssue[]): Mended {
	const values = { ...row.values }
	for (const [name, value] of Object.entries(cells)) values[name] = cleanLines(value ?? '') || null
	return { ...row, values, issues, generated: [] }
}

function madeAnew({ values }: StagedRow, touched: readonly string[], generatesUsernames: boolean) {
	const renamed = NAMES.some((name) => touched.includes(name))
	const wasMade = (name: string) => values[`${name}_generated`] === 't' || values[name] === null
	return {
		username:
			generatesUsernames &&
			!touched.includes('username') &&
			wasMade('username') &&
			(renamed || touched.includes('email') || values.username === null),
		email: !touched.includes('email') && values.email_generated === 't' && renamed,
	}
}

interface Reading {
	values: StagedValues
	issues: RowIssue[]
}

/** One record through the mapper; it takes batches, and one row of overhead is a few microseconds. */
function createReading(plan: MapPlan): (cells: string[]) => Reading {
	const map = createMapper(plan)
	const columns = stagedColumns(plan.target)
	return (cells) => {
		const { rows, issues } = map({ lines: [0], cells: [cells], breaches: [], raw: null, bytes: 0 })
		return { values: Object.fromEntries(columns.map(({ name }, slot) => [name, rows[0]!.values[slot]!])), issues }
	}
}

function merge(row: StagedRow, read: Reading, touched: readonly string[], target: Target): Mended {
	const values = { ...row.values }
	const generated: Mended['generated'] = []
	// Read again, a value nobody touched may come out otherwise (a formula's second apostrophe): the first reading stands.
	let isExact = true
	for (const { name, mark } of stagedColumns(target)) {
		if (mark || KEYS.includes(name)) continue
		const isMade = read.values[`${name}_generated`] === 't'
		if (isMade && (name === 'username' || name === 'email')) generated.push(name)
		if (touched.includes(name) || isMade) values[name] = read.values[name]!
		else if (values[name] !== read.values[name]) isExact = false
	}
	if (target === 'users') {
		values.email_placeholder = read.values.email_placeholder!
		for (const name of ['username', 'email'] as const) {
			if (generated.includes(name)) values[`${name}_generated`] = 't'
			else if (touched.includes(name)) values[`${name}_generated`] = 'f'
		}
		for (const key of KEYS) values[key] = isExact ? read.values[key]! : null
	}
	const isAsked = ({ field, code }: RowIssue) =>
		RECORD_CODES.includes(code) || (field !== null && touched.includes(field))
	const kept = row.issues.filter((issue) => !isAsked(issue) && !BREACHES.includes(issue.code))
	const found = read.issues.filter(isAsked).map((issue) => ({ ...issue, line: row.line }))
	return { line: row.line, skipped: false, values, issues: [...kept, ...found], generated }
}
