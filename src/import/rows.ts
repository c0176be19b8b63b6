import { sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { Row } from '../contract/imports.ts'
import type { Db } from '../db/database.ts'
import { stagedColumns } from './map.ts'
import { hasMatches, indexIssues, indexRows, issuesTable, matchesTable, stagedTable } from './staged.ts'

export const ROW_FILTERS = ['all', 'create', 'update', 'unchanged', 'skip', 'refused', 'warning'] as const
export type RowFilter = (typeof ROW_FILTERS)[number]

/** Computed beside the fields; nobody's business on a screen. */
const INTERNAL = ['sort_key', 'words']

interface Found {
	line: number
	refused: boolean
	record_id: number | null
	changed: boolean | null
	old: Row['old']
	values: Row['values']
}

/** A window of staged rows by line, with what will happen to each and why: the plan as rows. */
export async function listRows(
	db: Db,
	plan: { importId: number; target: Target },
	page: { filter: RowFilter; after: number; limit: number },
): Promise<Row[]> {
	const { importId, target } = plan
	await indexRows(db, importId)
	await indexIssues(db, importId)
	const matches = (await hasMatches(db, importId))
		? sql`left join ${matchesTable(importId)} m on m.line = s.line and not s.refused`
		: sql`left join (select null::integer, null::bigint, null::boolean, null::jsonb) as m (line, record_id, changed, old) on false`
	const { rows } = await sql<Found>`
		select s.line, s.refused, m.record_id, m.changed, m.old, to_jsonb(s) - 'line' - 'refused' as values
		from ${stagedTable(importId)} s
		${matches}
		where s.line > ${page.after} ${filterOf(importId, page.filter)}
		order by s.line
		limit ${page.limit}
	`.execute(db)
	const lines = rows.map((row) => row.line)
	const issues = await issuesOf(db, importId, lines)
	const companies = await companyNames(db, rows)
	const names = stagedColumns(target).flatMap(({ name }) => (INTERNAL.includes(name) ? [] : [name]))
	return rows.map((row) => ({
		line: row.line,
		action: actionOf(row),
		record_id: row.record_id,
		values: Object.fromEntries(names.map((name) => [name, row.values[name] ?? null])),
		old: row.old && named(row.old, companies),
		issues: issues.get(row.line) ?? [],
	}))
}

function actionOf({ refused, changed }: Found): Row['action'] {
	if (refused) return 'refused'
	if (changed === null) return 'create'
	return changed ? 'update' : 'unchanged'
}

function filterOf(importId: number, filter: RowFilter) {
	const filters = {
		all: sql``,
		create: sql`and not s.refused and m.changed is null`,
		update: sql`and m.changed`,
		unchanged: sql`and not m.changed`,
		skip: sql`and false`,
		refused: sql`and s.refused`,
		warning: sql`and s.line in (select line from ${issuesTable(importId)} where severity = 'warning')`,
	}
	return filters[filter]
}

/** The journal knows a company by its id, a person by its name. */
function named(old: NonNullable<Row['old']>, companies: Map<string, string>): NonNullable<Row['old']> {
	const { company_id, email_placeholder: _, ...fields } = old
	if (company_id === undefined) return fields
	return { ...fields, company: company_id === null ? null : (companies.get(company_id) ?? null) }
}

async function companyNames(db: Db, rows: Found[]): Promise<Map<string, string>> {
	const ids = rows.flatMap((row) => row.old?.company_id ?? [])
	if (ids.length === 0) return new Map()
	const { rows: found } = await sql<{ id: string; name: string }>`
		select id::text as id, name from companies where id = any(${ids}::bigint[])
	`.execute(db)
	return new Map(found.map(({ id, name }) => [id, name]))
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
