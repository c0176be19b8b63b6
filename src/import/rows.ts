import { sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { Row } from '../contract/imports.ts'
import type { Db } from '../db/database.ts'
import { editedLines, originalsOf } from './mend/edits.ts'
import { naming } from './named.ts'
import { stagedColumns } from './slots.ts'
import { hasMatches, issuesTable, matchesTable, stagedTable } from './staged.ts'
import { indexIssues, indexRows } from './staged-indexes.ts'
import type { Sql } from './targets/target.ts'
import { fold } from './values/fold.ts'

export const ROW_FILTERS = ['all', 'create', 'update', 'unchanged', 'skip', 'refused', 'warning', 'edited'] as const
export type RowFilter = (typeof ROW_FILTERS)[number]

/** Computed beside the fields; nobody's business on a screen. */
const INTERNAL = ['sort_key', 'words', 'phone_words']

interface Found {
	line: number
	refused: boolean
	skipped: boolean
	record_id: number | null
	changed: boolean | null
	old: Row['old']
	values: Row['values']
}

/** A window of staged rows by line, with what will happen to each and why: the plan as rows. */
export async function listRows(
	db: Db,
	plan: { importId: number; target: Target },
	page: {
		filter: RowFilter
		after: number
		limit: number
		code?: string | undefined
		field?: string | undefined
		q?: string | undefined
	},
): Promise<Row[]> {
	const { importId, target } = plan
	await indexRows(db, importId)
	await indexIssues(db, importId)
	const matches = (await hasMatches(db, importId))
		? sql`left join ${matchesTable(importId)} m on m.line = s.line and not s.refused`
		: sql`left join (select null::integer, null::bigint, null::boolean, null::jsonb) as m (line, record_id, changed, old) on false`
	const { rows } = await sql<Found>`
		select s.line, s.refused, s.skipped, m.record_id, m.changed, m.old, to_jsonb(s) - 'line' - 'refused' as values
		from ${stagedTable(importId)} s
		${matches}
		where s.line > ${page.after} ${filterOf(importId, page)} ${causeOf(importId, page)} ${searchOf(target, page.q)}
		order by s.line
		limit ${page.limit}
	`.execute(db)
	const lines = rows.map((row) => row.line)
	const issues = await issuesOf(db, importId, lines)
	const named = await naming(
		db,
		rows.map(({ old }) => old),
	)
	const originals = await originalsOf(db, importId, lines)
	const names = stagedColumns(target).flatMap(({ name }) => (INTERNAL.includes(name) ? [] : [name]))
	return rows.map((row) => ({
		line: row.line,
		action: actionOf(row),
		record_id: row.record_id,
		values: Object.fromEntries(names.map((name) => [name, row.values[name] ?? null])),
		old: row.old && named(row.old),
		issues: issues.get(row.line) ?? [],
		edited: originals.get(row.line) ?? {},
	}))
}

function actionOf({ refused, skipped, changed }: Found): Row['action'] {
	if (skipped) return 'skip'
	if (refused) return 'refused'
	if (changed === null) return 'create'
	return changed ? 'update' : 'unchanged'
}

function filterOf(importId: number, { filter, after }: { filter: RowFilter; after: number }): Sql {
	const filters = {
		all: sql``,
		create: sql`and not s.refused and not s.skipped and m.changed is null`,
		update: sql`and m.changed`,
		unchanged: sql`and not m.changed`,
		skip: sql`and s.skipped`,
		refused: sql`and s.line in (${linesWith(importId, after, sql`severity = 'error'`)})`,
		warning: sql`and s.line in (${linesWith(importId, after, sql`severity = 'warning'`)})`,
		// As a list, so that the window is looked up by it and not looked for in all rows.
		edited: sql`and s.line = any(array(${editedLines(importId)}))`,
	}
	return filters[filter]
}

/** Refused rows, too, are found by their issues: few of a million would be looked for in all of them. */
function linesWith(importId: number, after: number, which: Sql): Sql {
	return sql`select line from ${issuesTable(importId)} where line > ${after} and ${which}`
}

/** Rows with one cause. */
function causeOf(
	importId: number,
	{ code, field, after }: { code?: string | undefined; field?: string | undefined; after: number },
): Sql {
	if (code === undefined) return sql``
	const about = field === undefined ? sql`` : sql`and field = ${field}`
	return sql`and s.line in (${linesWith(importId, after, sql`code = ${code} ${about}`)})`
}

/** Columns a search looks through; the words of people are folded already. */
const SEARCHED = {
	companies: ['name', 'registration_number', 'email', 'city', 'external_id'],
	users: ['username', 'email', 'first_name', 'last_name', 'company', 'external_id'],
} as const

/** A part of a value, without regard to letter case and diacritics in names of people. */
function searchOf(target: Target, typed: string | undefined): Sql {
	const q = typed?.trim()
	if (!q) return sql``
	const part = `%${q.replace(/[\\%_]/g, '\\$&')}%`
	const columns = SEARCHED[target].map((name) => sql`s.${sql.ref(name)} ilike ${part}`)
	const word = `%${fold(q).replace(/[\\%_']/g, '')}%`
	const folded = target === 'users' ? [sql`s.words like ${word}`, sql`s.phone_words like ${word}`] : []
	return sql`and (${sql.join([...columns, ...folded], sql` or `)})`
}

/** Where the last record of the file begins, whatever rows are looked at: records over several lines make it a later line than their number. */
export async function findLastLine(db: Db, importId: number): Promise<number | null> {
	const { rows } = await sql<{ line: number | null }>`select max(line) as line from ${stagedTable(importId)}`.execute(
		db,
	)
	return rows[0]!.line
}

/** The line of the next row with an error, or with one cause; `previous` looks the other way. */
export async function findNextLine(
	db: Db,
	importId: number,
	from: {
		after: number | undefined
		direction: 'next' | 'previous'
		code?: string | undefined
		field?: string | undefined
	},
): Promise<number | null> {
	await indexIssues(db, importId)
	const isNext = from.direction === 'next'
	const beyond = isNext ? sql`line > ${from.after ?? 0}` : sql`line < ${from.after ?? 2147483647}`
	const cause = from.code === undefined ? sql`severity = 'error'` : sql`code = ${from.code}`
	const about = from.field === undefined ? sql`` : sql`and field = ${from.field}`
	const { rows } = await sql<{ line: number }>`
		select line
		from ${issuesTable(importId)}
		where ${beyond} and ${cause} ${about}
		order by line ${isNext ? sql`asc` : sql`desc`}
		limit 1
	`.execute(db)
	return rows[0]?.line ?? null
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
