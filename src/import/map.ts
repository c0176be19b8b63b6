import { FIELDS, type Field, type Target } from '../contract/fields.ts'
import { ISSUE_SEVERITY, type IssueCode, type Severity } from '../contract/issues.ts'
import { isSplit } from '../contract/mapping.ts'
import { isFormula } from '../values/formula.ts'
import { PLACEHOLDER_DOMAIN } from '../values/placeholder-email.ts'
import { type Composed, composedOf } from './compose.ts'
import type { Breach, MapPlan, MappedBatch, MappedRow, RecordBatch, RowIssue } from './types.ts'
import { findDamage } from './values/damage.ts'
import { searchWords, sortKey } from './values/person-keys.ts'
import { isPostalCode } from './values/postal-code.ts'
import { createReader, type Reader } from './values/reader.ts'
import { cleanLines } from './values/text.ts'
import { usernameFromEmail, usernameFromName } from './values/username.ts'

/**
 * Stage 3: records into rows under our fields, with every finding that one record alone can give.
 *
 * What needs other rows or the database (repeated, taken, unknown company, numbers behind generated
 * usernames) is a statement of `check.ts`. Throws only for a plan that names an unknown field:
 * whatever stands in a record becomes a row and issues.
 */
export function createMapper(plan: MapPlan): (batch: RecordBatch) => MappedBatch {
	const findings: Findings = { issues: [], line: 0, refused: false, placeholder: false }
	const columns = columnsOf(plan, findings)
	const composed = composedOf({
		target: plan.target,
		mapping: plan.mapping,
		slot: (field) => slotOf(plan.target, field),
		reader: (field) => readerOf(plan, field, findings),
		report: (code, field, value) => report(findings, code, field, value),
	})
	const template = templateOf(plan, new Set([...columns, ...composed].flatMap(slotsOf)))
	const recordRules = recordRulesOf(plan, findings)

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

/** A column of the staged table, in the order of `MappedRow.values`. */
export interface StagedColumn {
	name: string
	/** `'t'` or `'f'`, never null: what the mapper knows about a value beside it. Otherwise the text of a field. */
	mark: boolean
}

/**
 * All fields of the target in the contract's order. Users have three marks more: `email_placeholder`
 * (R7), and `username_generated` and `email_generated`, whose collisions `check.ts` numbers.
 */
export function stagedColumns(target: Target): readonly StagedColumn[] {
	return STAGED[target]
}

const STAGED: Readonly<Record<Target, readonly StagedColumn[]>> = {
	companies: FIELDS.companies.map(({ name }) => ({ name, mark: false })),
	users: [
		...FIELDS.users.map(({ name }) => ({ name, mark: false })),
		...['email_placeholder', 'username_generated', 'email_generated'].map((name) => ({ name, mark: true })),
		// What the list is ordered and searched by; null where SQL computes it.
		...['sort_key', 'words'].map((name) => ({ name, mark: false })),
	],
}

function slotOf(target: Target, column: string): number {
	const slot = STAGED[target].findIndex(({ name }) => name === column)
	if (slot < 0) throw new Error(`${target} have no field "${column}"`)
	return slot
}

/** Where the rules put what they find; `line`, `refused` and `placeholder` are about the record being read. */
interface Findings {
	issues: RowIssue[]
	line: number
	refused: boolean
	/** R7: the row's e-mail is a placeholder. */
	placeholder: boolean
}

function report(findings: Findings, code: IssueCode, field: string | null, value: string | null): void {
	const severity = SEVERITIES[code] ?? 'error'
	if (severity === 'error') findings.refused = true
	if (code === 'email_placeholder') findings.placeholder = true
	findings.issues.push({ line: findings.line, field, code, severity, value })
}

/** The codes that are not listed are `…_too_long`, all errors. */
const SEVERITIES: Partial<Record<IssueCode, Severity>> = ISSUE_SEVERITY

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

	const findings: Findings = { issues: [], line: 0, refused: false, placeholder: false }
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
	return mapped === 'phones' ? 'phone' : 'last_name'
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

/** Judges and completes a row by several of its values. */
type RecordRule = (values: (string | null)[]) => void

/** In the order they need each other: an e-mail may be made before the username that is made of it. */
function recordRulesOf(plan: MapPlan, findings: Findings): RecordRule[] {
	const rules: RecordRule[] = []
	if (plan.target === 'companies') rules.push(postalCode(findings))
	if (plan.target === 'users') {
		if (plan.options.placeholder_emails && plan.options.mode !== 'update') rules.push(placeholderEmail(plan, findings))
		if (generatesUsernames(plan)) rules.push(generatedUsername(plan))
		rules.push(placeholderMark(findings))
		rules.push(personKeys)
	}
	return [...rules, ...requiredFields(plan).map((name) => required(plan, name, findings))]
}

/** What `users` would compute row by row in SQL; numbered usernames are left to it (`number-generated.ts`). */
function personKeys(values: (string | null)[]): void {
	const { username, email, first_name, last_name, phone, mobile, sort_key, words } = USER_SLOTS
	const name = values[username]
	const address = values[email]
	if (!name || !address) return
	const person = { username: name, email: address, first_name: values[first_name]!, last_name: values[last_name]! }
	values[sort_key] = sortKey(person)
	values[words] = searchWords({ ...person, phone: values[phone]!, mobile: values[mobile]! })
}

/** Here and not in its cell's reader, because it depends on the country. */
function postalCode(findings: Findings): RecordRule {
	const slot = slotOf('companies', 'postal_code')
	const country = slotOf('companies', 'country')
	return (values) => {
		const value = values[slot]
		if (!value || isPostalCode(value, values[country])) return
		if (!findDamage(value) && !isFormula(value)) report(findings, 'postal_code_invalid', 'postal_code', value)
	}
}

/** R7: `jmeno.prijmeni@neznamy.invalid` for a contact without an address. */
function placeholderEmail(plan: MapPlan, findings: Findings): RecordRule {
	const { username, email, first_name, last_name, email_generated } = USER_SLOTS
	const isGiven = !generatesUsernames(plan)
	return (values) => {
		if (values[email] !== null) return
		const person = usernameFromName(values[first_name], values[last_name])
		const local = person ?? (isGiven ? usernameFromName(values[username]) : undefined) ?? 'kontakt'
		values[email] = `${local.slice(0, 64).replace(/\.$/, '')}@${PLACEHOLDER_DOMAIN}`
		values[email_generated] = 't'
		report(findings, 'email_placeholder', 'email', values[email])
	}
}

/** R8: the address, or `jmeno.prijmeni`; a nameless person gets the local part of an address of their own. */
function generatedUsername(plan: MapPlan): RecordRule {
	const { username, email, first_name, last_name, username_generated, email_generated } = USER_SLOTS
	const byEmail = plan.options.usernames === 'email'
	return (values) => {
		const address = values[email] ?? ''
		const ownAddress = values[email_generated] === 't' ? '' : address
		const made = byEmail
			? usernameFromEmail(address)
			: (usernameFromName(values[first_name], values[last_name]) ?? usernameFromEmail(ownAddress.replace(/@.*/s, '')))
		if (!made) return
		values[username] = made
		values[username_generated] = 't'
	}
}

/**
 * In `update` a username is made only where it is the key: people who exist keep theirs, whatever
 * their name or address has become.
 */
function generatesUsernames({ target, options }: MapPlan): boolean {
	if (target !== 'users' || options.usernames === 'given') return false
	return options.mode !== 'update' || (options.match ?? 'username') === 'username'
}

function placeholderMark(findings: Findings): RecordRule {
	const { email_placeholder } = USER_SLOTS
	return (values) => {
		if (findings.placeholder) values[email_placeholder] = 't'
	}
}

const USER_SLOTS = {
	username: slotOf('users', 'username'),
	email: slotOf('users', 'email'),
	first_name: slotOf('users', 'first_name'),
	last_name: slotOf('users', 'last_name'),
	email_placeholder: slotOf('users', 'email_placeholder'),
	username_generated: slotOf('users', 'username_generated'),
	email_generated: slotOf('users', 'email_generated'),
	phone: slotOf('users', 'phone'),
	mobile: slotOf('users', 'mobile'),
	sort_key: slotOf('users', 'sort_key'),
	words: slotOf('users', 'words'),
}

const REQUIRED = { companies: ['name'], users: ['username', 'email'] } as const
type RequiredField = (typeof REQUIRED)[Target][number]

/**
 * What a row may not be without. In `update` and `upsert` that is the key alone; an empty
 * `external_id` or `registration_number` as key is left to `check.ts`, which finds no record by it.
 */
function requiredFields({ target, options }: MapPlan): RequiredField[] {
	const required = [...REQUIRED[target]]
	// Whether a row of an `upsert` makes a record is known later; `check` asks for the rest then.
	if (options.mode === 'create') return required
	const key = options.match ?? required[0]
	return required.filter((name) => name === key)
}

function required(plan: MapPlan, name: RequiredField, findings: Findings): RecordRule {
	const slot = slotOf(plan.target, name)
	const { email } = USER_SLOTS
	// A username that is made of the address is missing because the address is: one issue, not two.
	const followsEmail = name === 'username' && generatesUsernames(plan) && plan.options.usernames === 'email'
	return (values) => {
		if (values[slot] !== null) return
		if (followsEmail && values[email] === null) return
		report(findings, `${name}_missing`, name, null)
	}
}
