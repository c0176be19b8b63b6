import { sql } from 'kysely'
import { integers, texts } from '../../db/arrays.ts'
import type { Tx } from '../../db/database.ts'
import { findIssues } from '../check.ts'
import { hasGroups, resolveMoreGroups } from '../groups.ts'
import { findMatches } from '../match.ts'
import { createResolved, resolveNames } from '../resolve.ts'
import { companiesTable, issuesTable, matchesTable, stagedTable } from '../staged.ts'
import { companyRules } from '../targets/companies.ts'
import { type CheckContext, keyOf, type SetRule } from '../targets/target.ts'
import { userRules } from '../targets/users.ts'

/** What was mended, as far as other rows can tell. */
export interface Touched {
	/** Rows that were changed themselves. */
	lines: readonly number[]
	/** By field that tells records apart. */
	keys: Readonly<Record<string, Shared>>
	/** Company names of a users file, to be resolved again. */
	names: Shared
}

/** Values of a field, before and after: whoever has one of them is asked again. */
export interface Shared {
	values: readonly string[]
	/** The mended rows that have or had them. */
	lines: readonly number[]
}

/** Rows to ask again, by what is asked. */
export interface Affected {
	/** Field → rows that share a value of it with a mended one, and those. */
	byField: ReadonlyMap<string, readonly number[]>
	/** Rows whose company was resolved again. */
	named: readonly number[]
}

/** All rows the numbers may change by. */
export function allOf({ lines }: Touched, { byField, named }: Affected): number[] {
	return merged(lines, named, ...byField.values())
}

export function rulesOf(context: CheckContext): SetRule[] {
	const rules = context.target === 'companies' ? companyRules : userRules
	return rules.filter((rule) => rule.when(context))
}

/** `code:field` of the rules about many rows; every other issue comes from the row itself and stays with it. */
export function setCodesOf(context: CheckContext): string[] {
	return rulesOf(context).map(({ code, field }) => `${code}:${field === 'key' ? context.key : field}`)
}

/** Looked up before anything is written, the rows with a value are those that have it now; afterwards, those that got it. */
export async function affectedRows(tx: Tx, context: CheckContext, touched: Touched): Promise<Affected> {
	const byField = new Map<string, readonly number[]>()
	const { names } = touched
	const named = merged(names.lines, await linesNamed(tx, context.importId, names.values))
	const keys: Record<string, Shared> = { ...touched.keys }
	if (named.length > 0 && rulesOf(context).some(({ code }) => code.startsWith('email_'))) {
		// Whether somebody of the same company has the address depends on the company.
		const { values = [], lines = [] } = keys.email ?? {}
		keys.email = { values: [...values, ...(await emailsOf(tx, context.importId, named))], lines }
	}
	for (const [field, shared] of Object.entries(keys)) {
		byField.set(field, merged(shared.lines, await linesWith(tx, context.importId, field, shared.values)))
	}
	return { byField, named }
}

/** Asks the rules about many rows again for these rows, and refuses or frees them. @returns rows whose verdict changed */
export async function recheck(
	tx: Tx,
	context: CheckContext,
	touched: Touched,
	{ byField, named }: Affected,
): Promise<number[]> {
	// The first name of a file whose company column is not mapped was typed by hand.
	if (context.target === 'users' && context.fields.has('company')) await createResolved(tx, context.importId)
	await resolveAgain(tx, context, touched.names.values)
	if (hasGroups(context)) await resolveMoreGroups(tx, { ...context, lines: touched.lines })
	if (context.key !== null) await matchAgain(tx, context, merged(touched.lines, named))
	const asked: (readonly number[])[] = []
	for (const rule of rulesOf(context)) {
		const lines = linesFor(rule, touched, byField, named)
		if (lines.length === 0) continue
		asked.push(lines)
		const field = rule.field === 'key' ? context.key : rule.field
		await sql`
			delete from ${issuesTable(context.importId)}
			where line = any(${integers(lines)}) and code = ${rule.code} and field = ${field} and severity = ${rule.severity}
		`.execute(tx)
		await findIssues(tx, { ...context, lines }, rule)
	}
	return judge(tx, context.importId, merged(...asked))
}

function linesFor(
	{ code, field }: SetRule,
	touched: Touched,
	byField: Affected['byField'],
	named: readonly number[],
): readonly number[] {
	if (code.endsWith('_repeated') || code.endsWith('_taken')) return byField.get(field) ?? []
	if (code.startsWith('company_')) return named
	return touched.lines
}

async function linesWith(tx: Tx, importId: number, field: string, values: readonly string[]): Promise<number[]> {
	if (values.length === 0) return []
	const { rows } = await sql<{ line: number }>`
		select s.line
		from (select distinct v as ${sql.ref(field)} from unnest(${texts([...new Set(values)])}) as v) k
		join ${stagedTable(importId)} s on ${keyOf(field, 's')} = ${keyOf(field, 'k')}
		where not s.skipped
	`.execute(tx)
	return rows.map(({ line }) => line)
}

async function linesNamed(tx: Tx, importId: number, names: readonly string[]): Promise<number[]> {
	if (names.length === 0) return []
	const { rows } = await sql<{ line: number }>`
		select line from ${stagedTable(importId)} where company = any(${texts(names)}) and not skipped
	`.execute(tx)
	return rows.map(({ line }) => line)
}

async function emailsOf(tx: Tx, importId: number, lines: readonly number[]): Promise<string[]> {
	const { rows } = await sql<{ email: string }>`
		select distinct email from ${stagedTable(importId)} where line = any(${integers(lines)}) and email is not null
	`.execute(tx)
	return rows.map(({ email }) => email)
}

async function resolveAgain(tx: Tx, context: CheckContext, names: readonly string[]): Promise<void> {
	if (names.length === 0) return
	await sql`delete from ${companiesTable(context.importId)} where value = any(${texts(names)})`.execute(tx)
	await resolveNames(tx, context, [...names])
}

async function matchAgain(tx: Tx, context: CheckContext, lines: readonly number[]): Promise<void> {
	if (lines.length === 0) return
	await sql`delete from ${matchesTable(context.importId)} where line = any(${integers(lines)})`.execute(tx)
	await findMatches(tx, { ...context, lines })
}

/** A row that was changed was judged when it was written, by what was known then; of these few are judged otherwise now. */
async function judge(tx: Tx, importId: number, lines: readonly number[]): Promise<number[]> {
	if (lines.length === 0) return []
	const { rows } = await sql<{ line: number }>`
		with asked as (select unnest(${integers(lines)}) as line)
		update ${stagedTable(importId)} s
		set refused = not s.refused
		from (
			select r.line
			from asked
			join ${stagedTable(importId)} r on r.line = asked.line
			left join (
				select distinct i.line
				from asked
				join ${issuesTable(importId)} i on i.line = asked.line and i.severity = 'error'
			) wrong on wrong.line = r.line
			where r.refused <> (wrong.line is not null)
		) misjudged
		where s.line = misjudged.line
		returning s.line
	`.execute(tx)
	return rows.map(({ line }) => line)
}

function merged(...lists: (readonly number[])[]): number[] {
	const lines = new Set<number>()
	for (const list of lists) for (const line of list) lines.add(line)
	return [...lines].sort((a, b) => a - b)
}
