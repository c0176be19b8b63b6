import { sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { Counts, Row } from '../contract/imports.ts'
import type { IssueCode, IssueGroup, Severity } from '../contract/issues.ts'
import type { Db } from '../db/database.ts'
import { stagedColumns } from './map.ts'
import { indexIssues, indexRows, issuesTable, stagedTable } from './staged.ts'

const LINES_SHOWN = 100
const VALUES_SHOWN = 20

/** What the commit will do, as numbers. With `stop`, one refused row means that nothing is written at all. */
export async function countRows(db: Db, importId: number): Promise<Counts> {
	const { rows } = await sql<{ read: number; refused: number }>`
		select count(*) as read, count(*) filter (where refused) as refused from ${stagedTable(importId)}
	`.execute(db)
	const { read, refused } = rows[0]!
	return { read, created: read - refused, updated: 0, unchanged: 0, skipped: 0, refused }
}

/** Rows that make operators or admins: the commit asks for their number (R5). */
export async function countStaff(db: Db, importId: number): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from ${stagedTable(importId)} where role <> 'customer' and not refused
	`.execute(db)
	return rows[0]!.count
}

/** All issues by cause, the largest first, each with its first lines and values. */
export async function groupIssues(db: Db, importId: number): Promise<IssueGroup[]> {
	const table = issuesTable(importId)
	const { rows: groups } = await sql<{ code: IssueCode; field: string | null; severity: Severity; count: number }>`
		select code, field, severity, count(*) as count
		from ${table}
		group by code, field, severity
		order by severity, count(*) desc, code, field
	`.execute(db)
	return Promise.all(
		groups.map(async (group) => {
			const same = sql`code = ${group.code} and field is not distinct from ${group.field} and severity = ${group.severity}`
			const { rows } = await sql<{ lines: number[]; values: string[] }>`
				select
					array(select distinct line from ${table} where ${same} order by line limit ${LINES_SHOWN}) as lines,
					array(
						select value from ${table} where ${same} and value is not null
						group by value order by min(line) limit ${VALUES_SHOWN}
					) as values
			`.execute(db)
			return { ...group, ...rows[0]!, suggestions: {} }
		}),
	)
}

export const ROW_FILTERS = ['all', 'create', 'update', 'unchanged', 'skip', 'refused', 'warning'] as const
export type RowFilter = (typeof ROW_FILTERS)[number]

/** A window of staged rows by line, with what will happen to each and why. */
export async function listRows(
	db: Db,
	plan: { importId: number; target: Target },
	page: { filter: RowFilter; after: number; limit: number },
): Promise<Row[]> {
	const { importId, target } = plan
	const names = stagedColumns(target).map(({ name }) => name)
	await indexRows(db, importId)
	await indexIssues(db, importId)
	const { rows } = await sql<{ line: number; refused: boolean; values: Row['values'] }>`
		select s.line, s.refused, to_jsonb(s) - 'line' - 'refused' as values
		from ${stagedTable(importId)} s
		where s.line > ${page.after} ${filterOf(importId, page.filter)}
		order by s.line
		limit ${page.limit}
	`.execute(db)
	const issues = await issuesOf(
		db,
		importId,
		rows.map((row) => row.line),
	)
	return rows.map(({ line, refused, values }) => ({
		line,
		action: refused ? 'refused' : 'create',
		record_id: null,
		values: Object.fromEntries(names.map((name) => [name, values[name] ?? null])),
		old: null,
		issues: issues.get(line) ?? [],
	}))
}

function filterOf(importId: number, filter: RowFilter) {
	if (filter === 'all') return sql``
	if (filter === 'refused') return sql`and s.refused`
	if (filter === 'create') return sql`and not s.refused`
	if (filter === 'warning') {
		return sql`and s.line in (select line from ${issuesTable(importId)} where severity = 'warning')`
	}
	return sql`and false`
}

async function issuesOf(db: Db, importId: number, lines: number[]): Promise<Map<number, Row['issues']>> {
	const { rows } = await sql<Row['issues'][number] & { line: number }>`
		select line, code, field, severity, value
		from ${issuesTable(importId)}
		where line = any(${lines})
		order by line, severity, field
	`.execute(db)
	const byLine = Map.groupBy(rows, (row) => row.line)
	return new Map([...byLine].map(([line, found]) => [line, found.map(({ line: _, ...issue }) => issue)]))
}
