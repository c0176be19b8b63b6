import { createMapper } from '../map.ts'
import { stagedColumns } from '../slots.ts'
import type { MapPlan, MappedBatch, RowIssue } from '../types.ts'
import { LISTS, type Meanings } from '../values/lists.ts'
import { cleanLines } from '../values/text.ts'
import { arePhonesSeen, hasBreach, isBreach, isPersonSeen } from './seen.ts'

/** A staged row as it is kept, without line and marks of its own kind: column → text; marks as `'t'` and `'f'`. */
export type StagedValues = Record<string, string | null>

/** A staged row and what the rules about single rows found in it. */
export interface StagedRow {
	line: number
	skipped: boolean
	/** Fields that were loaded: all, or what the step has to see. The others stay as they are. */
	fields: readonly string[]
	values: StagedValues
	issues: RowIssue[]
	/** A rule about many rows refuses it. Whether that is still so is asked again afterwards, where it can have changed. */
	refusedByOthers: boolean
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
	/** What was to happen, where it was not a step taken back. */
	mending?: Mending
}

/** Found by rules that look at several values of a row: asked for again whichever of them was mended. */
const RECORD_CODES = ['postal_code_invalid', 'email_placeholder', 'name_missing', 'username_missing', 'email_missing']
/** What generated values are made of. */
const NAMES = ['first_name', 'last_name']

/**
 * The rules of `map` for rows that were mended: the row is read as a record whose cells are its values. Values
 * nobody touched stay exactly as they are, with what was found in them when the file was read.
 */
export function createMender(plan: MapPlan): (row: StagedRow, mending: Mending) => Mended {
	const constants: Record<string, string> = plan.constants.role === undefined ? {} : { role: plan.constants.role }
	const rules: MapPlan = { ...plan, constants, value_map: withoutCodes(plan.value_map) }
	const readings = createReadings(rules)
	const generatesUsernames = plan.target === 'users' && plan.options.usernames !== 'given'

	return (row, { cells, action, number = [] }) => {
		if (action === 'skip') return { ...row, skipped: true, issues: [], refusedByOthers: false, generated: [] }
		const isBroken = hasBreach(row.issues)
		if (isBroken && action !== 'accept') {
			const left = row.issues.filter((issue) => isBreach(issue.code) && !mends(issue, cells))
			if (left.length > 0) return keepBroken(row, cells, left)
		}
		const touched = isBroken ? row.fields : Object.keys(cells)
		const made = madeAnew(row, touched, generatesUsernames)
		const typed = row.fields.map((name) => {
			if (name === 'email' && made.email) return ''
			return (name in cells ? cells[name] : row.values[name]) ?? ''
		})
		const { generating, given } = readings(row.fields)
		const mended = merge(row, made.username ? generating(typed) : given(typed), touched)
		if (number.length > 0) mended.generated.push(...number)
		return mended
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

/** What the rules make of a row. */
class Reading {
	readonly issues: readonly RowIssue[]
	readonly #values: readonly (string | null)[]
	readonly #slots: ReadonlyMap<string, number>

	constructor({ rows, issues }: MappedBatch, slots: ReadonlyMap<string, number>) {
		this.issues = issues
		this.#values = rows[0]!.values
		this.#slots = slots
	}

	/** Of a column of the staged table. */
	value(name: string): string | null {
		return this.#values[this.#slots.get(name)!]!
	}
}

type Read = (cells: string[]) => Reading

/** Rows loaded together share one list of fields: readings are made once for each list, and go with it. */
function createReadings(plan: MapPlan): (fields: readonly string[]) => { generating: Read; given: Read } {
	const made = new WeakMap<readonly string[], { generating: Read; given: Read }>()
	return (fields) => {
		const known = made.get(fields)
		if (known) return known
		const some: MapPlan = { ...plan, mapping: [...fields] }
		const readings = {
			generating: createReading(some),
			given: createReading({ ...some, options: { ...plan.options, usernames: 'given' } }),
		}
		made.set(fields, readings)
		return readings
	}
}

/** One record through the mapper; it takes batches, and one row of overhead is a few microseconds. */
function createReading(plan: MapPlan): Read {
	const map = createMapper(plan, (field) => plan.mapping.includes(field))
	const slots = new Map(stagedColumns(plan.target).map(({ name }, slot) => [name, slot]))
	return (cells) => new Reading(map({ lines: [0], cells: [cells], breaches: [], raw: null, bytes: 0 }), slots)
}

function merge(row: StagedRow, read: Reading, touched: readonly string[]): Mended {
	const { fields, line, refusedByOthers } = row
	const values = { ...row.values }
	const isPerson = isPersonSeen(fields)
	const generated = isPerson ? MADE.filter((name) => read.value(`${name}_generated`) === 't') : []
	// Read again, a value nobody touched may come out otherwise (a formula's second apostrophe): the first reading stands.
	let isExact = true
	for (const name of fields) {
		const value = read.value(name)
		if (values[name] === value) continue
		if (touched.includes(name) || generated.some((made) => made === name)) values[name] = value
		else isExact = false
	}
	if (isPerson) {
		values.email_placeholder = read.value('email_placeholder')
		for (const name of MADE) {
			if (generated.includes(name)) values[`${name}_generated`] = 't'
			else if (touched.includes(name)) values[`${name}_generated`] = 'f'
		}
		for (const key of ['sort_key', 'words']) values[key] = isExact ? read.value(key) : null
	}
	if (arePhonesSeen(fields)) values.phone_words = isExact ? read.value('phone_words') : null
	const isAsked = ({ field, code }: RowIssue) =>
		field !== null && (touched.includes(field) || (RECORD_CODES.includes(code) && fields.includes(field)))
	const issues: RowIssue[] = []
	for (const issue of row.issues) if (!isAsked(issue) && !isBreach(issue.code)) issues.push(issue)
	for (const issue of read.issues) if (isAsked(issue)) issues.push({ ...issue, line })
	return { line, skipped: false, fields, values, issues, refusedByOthers, generated }
}

/** Values that can be made of others. */
const MADE = ['username', 'email'] as const
