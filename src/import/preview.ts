import { sql } from 'kysely'
import type { Counts } from '../contract/imports.ts'
import type { IssueCode, IssueGroup, Severity } from '../contract/issues.ts'
import { integers } from '../db/arrays.ts'
import type { Db, Tx } from '../db/database.ts'
import { issuesTable, matchesTable, stagedTable } from './staged.ts'
import type { CheckContext } from './targets/target.ts'

const LINES_SHOWN = 100
const VALUES_SHOWN = 20
/** Different values are looked for among so many first issues of a group: all of a million would cost a second. */
const VALUES_AMONG = 5_000

/**
 * What the commit will do, as numbers, and how many rows make operators or admins: the commit asks for that number (R5).
 * With `stop`, one refused row means that nothing is written at all.
 */
export async function countRows(
	db: Db | Tx,
	{ importId, target, key, lines }: CheckContext,
): Promise<{ counts: Counts; staff: number }> {
	const matched = key === null ? sql`null::boolean` : sql`m.changed`
	const matches = key === null ? sql`` : sql`left join ${matchesTable(importId)} m on m.line = s.line and not s.refused`
	const isMade = key === null ? sql`true` : sql`(m.line is null or coalesce(m.new ? 'role', false))`
	const isStaff =
		target === 'users' ? sql`s.role <> 'customer' and not s.refused and not s.skipped and ${isMade}` : sql`false`
	const { rows } = await sql<Counts & { staff: number }>`
		select count(*) as read, count(*) filter (where not s.refused and not s.skipped and ${matched} is null) as created,
		       count(*) filter (where ${matched}) as updated, count(*) filter (where not ${matched}) as unchanged,
		       count(*) filter (where s.skipped) as skipped, count(*) filter (where s.refused) as refused,
		       count(*) filter (where ${isStaff}) as staff
		from ${stagedTable(importId)} s
		${matches}
		${lines ? sql`where s.line = any(${integers(lines)})` : sql``}
	`.execute(db)
	const { staff, ...counts } = rows[0]!
	return { counts, staff }
}

/** Rows with at least one warning. */
export async function countWarned(db: Db | Tx, { importId, lines }: CheckContext): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count
		from (
			select distinct line
			from ${issuesTable(importId)}
			where severity = 'warning' ${lines ? sql`and line = any(${integers(lines)})` : sql``}
		) warned
	`.execute(db)
	return rows[0]!.count
}

/** All issues by cause, the largest first, each with its first lines and values. */
export async function groupIssues(db: Db | Tx, importId: number): Promise<IssueGroup[]> {
	const table = issuesTable(importId)
	const { rows: groups } = await sql<{ code: IssueCode; field: string | null; severity: Severity; count: number }>`
		select code, field, severity, count(*) as count
		from ${table}
		group by code, field, severity
		order by severity, count(*) desc, code, field
	`.execute(db)
	return Promise.all(
		groups.map(async (group) => ({ ...group, ...(await sampleIssues(db, importId, group)), suggestions: {} })),
	)
}

/** The first lines and values of a cause. */
export async function sampleIssues(
	db: Db | Tx,
	importId: number,
	{ code, field, severity }: Pick<IssueGroup, 'code' | 'field' | 'severity'>,
): Promise<Pick<IssueGroup, 'lines' | 'values'>> {
	const table = issuesTable(importId)
	// Not `is not distinct from`, which no index knows.
	const same = sql`code = ${code} and ${field === null ? sql`field is null` : sql`field = ${field}`} and severity = ${severity}`
	const { rows } = await sql<Pick<IssueGroup, 'lines' | 'values'>>`
		select
			array(select distinct line from ${table} where ${same} order by line limit ${LINES_SHOWN}) as lines,
			array(
				select value
				from (select line, value from ${table} where ${same} order by line limit ${VALUES_AMONG}) first
				where value is not null
				group by value order by min(line) limit ${VALUES_SHOWN}
			) as values
	`.execute(db)
	return rows[0]!
}
