import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { stagedColumns } from '../slots.ts'
import { issuesTable, stagedTable } from '../staged.ts'
import type { CheckContext, Sql } from '../targets/target.ts'
import type { RowIssue } from '../types.ts'
import type { StagedRow, StagedValues } from './cells.ts'

/** Rows with what the rules about single rows found; what rules about many rows found is not theirs to keep. */
export async function loadRows(
	tx: Tx,
	{ importId, target }: CheckContext,
	lines: readonly number[],
	setCodes: readonly string[],
): Promise<StagedRow[]> {
	const columns = stagedColumns(target).map(({ name, mark }) =>
		mark ? sql`case when s.${sql.ref(name)} then 't' else 'f' end as ${sql.ref(name)}` : sql`s.${sql.ref(name)}`,
	)
	const { rows } = await sql<StagedValues & { line: number; skipped: boolean }>`
		select s.line, s.skipped, ${sql.join(columns)}
		from ${stagedTable(importId)} s
		where s.line = any(${[...lines]}::integer[])
		order by s.line
	`.execute(tx)
	const { rows: issues } = await sql<RowIssue>`
		select line, field, code, severity, value
		from ${issuesTable(importId)}
		where line = any(${[...lines]}::integer[])
		order by line, severity, field, code
	`.execute(tx)
	const byLine = Map.groupBy(
		issues.filter(({ code, field }) => !setCodes.includes(`${code}:${field ?? ''}`)),
		(issue) => issue.line,
	)
	return rows.map(({ line, skipped, ...values }) => ({ line, skipped, values, issues: byLine.get(line) ?? [] }))
}

/**
 * Writes rows as they are now, and what single rows have to say. Their issues of rules about many rows stay, but for
 * rows that are left out: those rules are asked again by `recheck`, where that can change their answer.
 */
export async function writeRows(
	tx: Tx,
	{ importId, target }: CheckContext,
	pairs: readonly { before: StagedRow; after: StagedRow }[],
	setCodes: readonly string[],
): Promise<void> {
	const before = pairs.map((pair) => pair.before)
	const after = pairs.map((pair) => pair.after)
	const lines = after.map(({ line }) => line)
	const columns = stagedColumns(target).filter(({ name }) =>
		after.some((row, nth) => row.values[name] !== before[nth]!.values[name]),
	)
	const typed = columns.map(({ name, mark }) => {
		const values = after.map(({ values }) => values[name]!)
		return { name, array: mark ? sql`${values}::boolean[]` : sql`${values}::text[]` }
	})
	const skipped = after.map((row) => row.skipped)
	const names: Sql[] = ['line', 'skipped', ...typed.map(({ name }) => name)].map((name) => sql.ref(name))
	const sets = typed.map(({ name }) => sql`${sql.ref(name)} = v.${sql.ref(name)}`)
	await sql`
		update ${stagedTable(importId)} s
		set ${sql.join([sql`skipped = v.skipped`, ...sets])}
		from unnest(${sql.join([sql`${lines}::integer[]`, sql`${skipped}::boolean[]`, ...typed.map(({ array }) => array)])})
			as v (${sql.join(names)})
		where s.line = v.line
	`.execute(tx)
	const judged = pairs.filter((pair) => pair.after.skipped || !sameIssues(pair.before.issues, pair.after.issues))
	if (judged.length === 0) return
	await sql`
		delete from ${issuesTable(importId)} i
		using unnest(
			${judged.map((pair) => pair.after.line)}::integer[], ${judged.map((pair) => pair.after.skipped)}::boolean[]
		) as v (line, skipped)
		where i.line = v.line and (v.skipped or i.code || ':' || coalesce(i.field, '') <> all(${[...setCodes]}::text[]))
	`.execute(tx)
	await insertIssues(
		tx,
		importId,
		judged.flatMap((pair) => pair.after.issues),
	)
}

export function sameIssues(before: readonly RowIssue[], after: readonly RowIssue[]): boolean {
	return (
		before.length === after.length &&
		before.every((issue, nth) => {
			const other = after[nth]!
			return issue.code === other.code && issue.field === other.field && issue.value === other.value
		})
	)
}

async function insertIssues(tx: Tx, importId: number, issues: readonly RowIssue[]): Promise<void> {
	if (issues.length === 0) return
	const column = (name: keyof RowIssue) => issues.map((issue) => issue[name])
	const values = issues.map(({ value }) => value?.slice(0, 200).toWellFormed() ?? null)
	await sql`
		insert into ${issuesTable(importId)} (line, field, code, severity, value)
		select line, field, code, severity, value
		from unnest(
			${column('line')}::integer[], ${column('field')}::text[], ${column('code')}::text[],
			${column('severity')}::text[], ${values}::text[]
		) as v (line, field, code, severity, value)
	`.execute(tx)
}
