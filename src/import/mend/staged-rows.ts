import { sql } from 'kysely'
import { booleans, integers, texts } from '../../db/arrays.ts'
import type { Tx } from '../../db/database.ts'
import { issuesTable, stagedTable } from '../staged.ts'
import type { CheckContext, Sql } from '../targets/target.ts'
import type { RowIssue } from '../types.ts'
import type { StagedRow, StagedValues } from './cells.ts'
import { allFields, columnsSeen, fieldsSeen, hasBreach } from './seen.ts'

/** Some rows, in the order of the file. */
export interface Chunk {
	lines: readonly number[]
	/** What is changed in them; undefined: it can be any field, or the row as a whole. */
	fields: readonly string[] | undefined
}

/**
 * Rows with what the rules about single rows found; what rules about many rows found is not theirs to keep. Of a row
 * in which only some fields change only what those go with is loaded.
 */
export async function loadRows(
	tx: Tx,
	{ importId, target }: CheckContext,
	{ lines, fields: changed }: Chunk,
	setCodes: readonly string[],
): Promise<StagedRow[]> {
	const { rows: issues } = await sql<RowIssue>`
		select line, field, code, severity, value
		from ${issuesTable(importId)}
		where line = any(${integers(lines)})
		order by line, severity, field, code
	`.execute(tx)
	const isAnyField = changed === undefined || hasBreach(issues)
	const fields = isAnyField ? allFields(target) : fieldsSeen(target, changed)
	const columns = columnsSeen(target, fields).map(({ name, mark }) =>
		mark ? sql`case when s.${sql.ref(name)} then 't' else 'f' end as ${sql.ref(name)}` : sql`s.${sql.ref(name)}`,
	)
	const { rows } = await sql<StagedValues & { line: number; skipped: boolean }>`
		select s.line, s.skipped, ${sql.join(columns)}
		from ${stagedTable(importId)} s
		where s.line = any(${integers(lines)})
		order by s.line
	`.execute(tx)
	const byLine = Map.groupBy(issues, (issue) => issue.line)
	const isOfOthers = ({ code, field }: RowIssue) => setCodes.includes(`${code}:${field ?? ''}`)
	return rows.map(({ line, skipped, ...values }) => {
		const all = byLine.get(line) ?? []
		return {
			line,
			skipped,
			fields,
			values,
			issues: all.filter((issue) => !isOfOthers(issue)),
			refusedByOthers: all.some((issue) => issue.severity === 'error' && isOfOthers(issue)),
		}
	})
}

/** As far as the row can tell itself, and as the rules about many rows said before. */
export function isRefusedRow({ issues, refusedByOthers }: StagedRow): boolean {
	return refusedByOthers || issues.some(({ severity }) => severity === 'error')
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
	const columns = columnsSeen(target, after[0]!.fields).filter(({ name }) =>
		after.some((row, nth) => row.values[name] !== before[nth]!.values[name]),
	)
	const typed = columns.map(({ name, mark }) => {
		const array = texts(after.map(({ values }) => values[name]))
		return { name, array: mark ? sql`${array}::boolean[]` : array }
	})
	const skipped = after.map((row) => row.skipped)
	// Written with the rest, because every second version of a row costs its indexes.
	const refused = after.map(isRefusedRow)
	const names: Sql[] = ['line', 'skipped', 'refused', ...typed.map(({ name }) => name)].map((name) => sql.ref(name))
	const sets = typed.map(({ name }) => sql`${sql.ref(name)} = v.${sql.ref(name)}`)
	await sql`
		update ${stagedTable(importId)} s
		set ${sql.join([sql`skipped = v.skipped, refused = v.refused`, ...sets])}
		from unnest(${sql.join([integers(lines), booleans(skipped), booleans(refused), ...typed.map(({ array }) => array)])})
			as v (${sql.join(names)})
		where s.line = v.line
	`.execute(tx)
	const judged = pairs.filter((pair) => pair.after.skipped || !sameIssues(pair.before.issues, pair.after.issues))
	if (judged.length === 0) return
	const left = judged.filter(({ after }) => after.skipped).map(({ after }) => after.line)
	// By lists of lines, so that they are looked up: a join with so many reads the whole table for each chunk.
	await sql`
		delete from ${issuesTable(importId)}
		where line = any(${integers(judged.map(({ after }) => after.line))})
		  and (line = any(${integers(left)}) or code || ':' || coalesce(field, '') <> all(${texts(setCodes)}))
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
	const column = (name: 'field' | 'code' | 'severity') => texts(issues.map((issue) => issue[name]))
	const values = texts(issues.map(({ value }) => value?.slice(0, 200).toWellFormed()))
	await sql`
		insert into ${issuesTable(importId)} (line, field, code, severity, value)
		select line, field, code, severity, value
		from unnest(
			${integers(issues.map(({ line }) => line))}, ${column('field')}, ${column('code')}, ${column('severity')}, ${values}
		) as v (line, field, code, severity, value)
	`.execute(tx)
}
