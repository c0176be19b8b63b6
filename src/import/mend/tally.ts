import { sql } from 'kysely'
import type { Counts } from '../../contract/imports.ts'
import type { IssueGroup } from '../../contract/issues.ts'
import type { MendingSums } from '../../contract/mending.ts'
import { integers, texts } from '../../db/arrays.ts'
import type { Tx } from '../../db/database.ts'
import { nearGroups, newGroups } from '../groups.ts'
import { findMissing } from '../missing.ts'
import { countRows, countWarned, groupIssues, sampleIssues } from '../preview.ts'
import { getImport, type ImportRecord, updateImport } from '../queries.ts'
import { countNewCompanies, listAmbiguousCompanies } from '../resolve.ts'
import { companiesTable, hasCompanies, issuesTable } from '../staged.ts'
import type { CheckContext } from '../targets/target.ts'

/** What some rows add to the numbers of their import. */
export interface Tally {
	counts: Counts
	staff: number
	warned: number
	issues: Pick<IssueGroup, 'code' | 'field' | 'severity' | 'count'>[]
}

export async function tallyRows(tx: Tx, context: CheckContext, lines: readonly number[]): Promise<Tally> {
	const some = { ...context, lines }
	const { counts, staff } = await countRows(tx, some)
	const { rows } = await sql<Tally['issues'][number]>`
		select code, field, severity, count(*) as count
		from ${issuesTable(context.importId)}
		where line = any(${integers(lines)})
		group by code, field, severity
	`.execute(tx)
	return { counts, staff, warned: await countWarned(tx, some), issues: rows }
}

/** The import's numbers moved by what the rows were before and are now: counting a million rows again costs a second. */
export async function moveTally(tx: Tx, context: CheckContext, before: Tally, after: Tally): Promise<void> {
	const found = await getImport(tx, context.importId)
	const was = found.counts!
	const counts = { ...was }
	for (const name of Object.keys(was) as (keyof Counts)[]) counts[name] += after.counts[name] - before.counts[name]
	await keep(tx, context, found, {
		counts,
		staff_rows: found.staff_rows + after.staff - before.staff,
		warning_rows: found.warning_rows + after.warned - before.warned,
		issues: await movedGroups(tx, found, before, after),
	})
}

/** All of it again, after a large part of the rows changed. @param isMoved whether other records may come of them than before */
export async function countAgain(tx: Tx, context: CheckContext, isMoved: boolean): Promise<void> {
	const found = await getImport(tx, context.importId)
	const { counts, staff } = isMoved ? await countRows(tx, context) : { counts: found.counts!, staff: found.staff_rows }
	await keep(tx, context, found, {
		counts,
		staff_rows: staff,
		warning_rows: await countWarned(tx, context),
		issues: await groupIssues(tx, context.importId),
	})
}

async function keep(
	tx: Tx,
	context: CheckContext,
	found: ImportRecord,
	sums: Pick<MendingSums, 'counts' | 'staff_rows' | 'warning_rows' | 'issues'>,
): Promise<void> {
	const { importId, target } = context
	const names = target === 'users' && (await hasCompanies(tx, importId))
	const issues = names ? await withSuggestions(tx, importId, found.issues, sums.issues) : sums.issues
	await updateImport(tx, importId, {
		...sums,
		issues: await withNearGroups(tx, issues),
		new_companies: names ? await countNewCompanies(tx, importId) : 0,
		missing: await findMissing(tx, context, found),
		new_groups: await newGroups(tx, context),
		plan: found.plan + 1,
	})
}

async function movedGroups(tx: Tx, { id, issues }: ImportRecord, before: Tally, after: Tally): Promise<IssueGroup[]> {
	const nameOf = ({ code, field, severity }: Tally['issues'][number]) => `${severity} ${code} ${field ?? ''}`
	const groups = new Map(issues.map((group) => [nameOf(group), group]))
	const counts = new Map(issues.map((group) => [nameOf(group), group.count]))
	for (const one of before.issues) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) - one.count)
	for (const one of after.issues) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + one.count)
	for (const one of [...before.issues, ...after.issues]) {
		const name = nameOf(one)
		const count = counts.get(name)!
		if (count === 0) groups.delete(name)
		else groups.set(name, { suggestions: {}, ...groups.get(name), ...one, count, ...(await sampleIssues(tx, id, one)) })
	}
	return [...groups.values()].sort(
		(a, b) =>
			order(a.severity, b.severity) ||
			b.count - a.count ||
			order(a.code, b.code) ||
			order(a.field ?? '', b.field ?? ''),
	)
}

/** Near names were looked for by the check; they stay with the names that still have no company. */
async function withSuggestions(
	tx: Tx,
	importId: number,
	before: readonly IssueGroup[],
	groups: IssueGroup[],
): Promise<IssueGroup[]> {
	const known = before.find(({ code }) => code === 'company_unknown')?.suggestions ?? {}
	const { rows } = await sql<{ value: string }>`
		select value from ${companiesTable(importId)} where value = any(${texts(Object.keys(known))}) and fate = 'unknown'
	`.execute(tx)
	const left = Object.fromEntries(rows.map(({ value }) => [value, known[value]!]))
	const ambiguous = await listAmbiguousCompanies(tx, importId)
	return groups.map((group) => {
		if (group.code === 'company_unknown') return { ...group, suggestions: left }
		return group.code === 'company_ambiguous' ? { ...group, suggestions: ambiguous } : group
	})
}

async function withNearGroups(tx: Tx, groups: IssueGroup[]): Promise<IssueGroup[]> {
	const unknown = groups.find(({ code }) => code === 'group_unknown')
	if (!unknown) return groups
	const suggestions = await nearGroups(tx, unknown.values)
	return groups.map((group) => (group === unknown ? { ...group, suggestions } : group))
}

function order(a: string, b: string): number {
	if (a === b) return 0
	return a < b ? -1 : 1
}
