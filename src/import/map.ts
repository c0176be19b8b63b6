import { FIELDS, type Field } from '../contract/fields.ts'
import { isSplit, SPLITS, textBetween } from '../contract/mapping.ts'
import { type Composed, composedOf } from './compose.ts'
import { type Findings, noFindings, report } from './findings.ts'
import { generatesUsernames, recordRulesOf } from './record-rules.ts'
import { STAGED, slotOf } from './slots.ts'
import type { Breach, MapPlan, MappedBatch, MappedRow, RecordBatch, RowIssue } from './types.ts'
import { createReader, type Reader } from './values/reader.ts'
import { cleanLines } from './values/text.ts'

/**
 * Stage 3: records into rows under our fields, with every finding that one record alone can give.
 *
 * What needs other rows or the database (repeated, taken, unknown company, numbers behind generated
 * usernames) is a statement of `check.ts`. Throws only for a plan that names an unknown field:
 * whatever stands in a record becomes a row and issues.
 *
 * @param isAsked whether a field is asked about at all: where it is not, no rule misses or makes a value of it
 */
export function createMapper(
	plan: MapPlan,
	isAsked: (field: string) => boolean = () => true,
): (batch: RecordBatch) => MappedBatch {
	const findings: Findings = noFindings()
	const columns = columnsOf(plan, findings)
	const composed = composedOf({
		target: plan.target,
		mapping: plan.mapping,
		slot: (field) => slotOf(plan.target, field),
		reader: (field) => readerOf(plan, field, findings),
		between: (field) => textBetween(plan.target, field, plan.options.join_with),
		report: (code, field, value) => report(findings, code, field, value),
	})
	const template = templateOf(plan, new Set([...columns, ...composed].flatMap(slotsOf)))
	const recordRules = recordRulesOf(plan, findings, isAsked)

	return (batch) => {
		findings.issues = []
		const breaches = byLine(batch.breaches)
		const rows = new Array<MappedRow>(batch.cells.length)
		for (let at = 0; at < rows.length; at++) {
			const line = batch.lines[at]!
			const cells = batch.cells[at]!
			const values = template.values.slice()
			const broken = breaches?.get(line)
			findings.line = line
			findings.refused = false
			findings.placeholder = false
			if (broken) {
				keepBroken(cells, columns, composed, values)
				for (const { code, column, value } of broken) report(findings, code, fieldAt(plan, column), value)
				breaches?.delete(line)
			} else {
				for (const { code, field, value } of template.issues) report(findings, code, field, value)
				for (const { index, slot, read } of columns) {
					const cell = cells[index]
					if (cell === undefined || cell === '') continue
					const value = read(cell)
					if (value !== null) values[slot] = value
				}
				for (const one of composed) one.fill(cells, values)
				for (const rule of recordRules) rule(values)
			}
			rows[at] = { line, values, refused: findings.refused }
		}
		reportRest(plan, findings, breaches)
		return { rows, issues: findings.issues, bytes: batch.bytes }
	}
}

/** A column that fills one field by itself. */
interface MappedColumn {
	/** Position in the record. */
	index: number
	/** Position in the row. */
	slot: number
	name: string
	read: Reader
}

function columnsOf(plan: MapPlan, findings: Findings): MappedColumn[] {
	return plan.mapping.flatMap((name, index) => {
		if (name === null || isSplit(name) || plan.mapping.indexOf(name) !== plan.mapping.lastIndexOf(name)) return []
		// The generator takes over the whole field, as the person chose.
		if (name === 'username' && generatesUsernames(plan)) return []
		return { index, slot: slotOf(plan.target, name), name, read: readerOf(plan, name, findings) }
	})
}

function slotsOf(source: MappedColumn | Composed): readonly number[] {
	return 'slots' in source ? source.slots : [source.slot]
}

function readerOf({ target, value_map }: MapPlan, name: string, findings: Findings): Reader {
	const field = FIELDS[target].find((candidate: Field) => candidate.name === name)
	if (!field) throw new Error(`${target} have no field "${name}"`)
	return createReader(field, (code, value) => report(findings, code, name, value), value_map)
}

/** What a row holds before its cells are read: constants, converted once, and their own issues. */
function templateOf(plan: MapPlan, filled: ReadonlySet<number>): { values: (string | null)[]; issues: RowIssue[] } {
	const values = STAGED[plan.target].map(({ mark }): string | null => (mark ? 'f' : null))
	// In an update an empty role says nothing: it must not make an operator a customer.
	if (plan.target === 'users' && plan.options.mode === 'create') values[slotOf('users', 'role')] = 'customer'

	const findings: Findings = noFindings()
	// A constant is said in our words, not in the file's.
	const said = { ...plan, value_map: {} }
	for (const [name, constant] of Object.entries(plan.constants)) {
		if (name === 'role' && constant === 'customer' && plan.options.mode !== 'create') continue
		const slot = slotOf(plan.target, name)
		// A mapped column has the word; only an empty role falls back on the constant.
		if (name !== 'role' && filled.has(slot)) continue
		values[slot] = readerOf(said, name, findings)(constant) ?? values[slot]!
	}
	return { values, issues: findings.issues }
}

function byLine(breaches: Breach[]): Map<number, Breach[]> | undefined {
	return breaches.length === 0 ? undefined : Map.groupBy(breaches, ({ line }) => line)
}

function fieldAt(plan: MapPlan, column: number | null): string | null {
	const mapped = column === null ? null : (plan.mapping[column] ?? null)
	if (!isSplit(mapped)) return mapped
	return SPLITS[mapped].owns.at(-1)!
}

/** Cells as typed, so that the person sees them; no rule speaks, it could only repeat the breach in other words. */
function keepBroken(cells: string[], columns: MappedColumn[], composed: Composed[], values: (string | null)[]): void {
	for (const { index, slot } of columns) values[slot] = cleanLines(cells[index] ?? '') || (values[slot] ?? null)
	for (const { indexes, slot, between } of composed) {
		const parts = indexes.map((index) => cleanLines(cells[index] ?? '')).filter((part) => part !== '')
		values[slot] = parts.join(between) || (values[slot] ?? null)
	}
}

/** Breaches of records that are in no row; losing one silently would be worse than an issue without a row. */
function reportRest(plan: MapPlan, findings: Findings, breaches: Map<number, Breach[]> | undefined): void {
	for (const [line, broken] of breaches ?? []) {
		findings.line = line
		for (const { code, column, value } of broken) report(findings, code, fieldAt(plan, column), value)
	}
}
