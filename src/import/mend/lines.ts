import { sql } from 'kysely'
import type { FixName, FixParams } from '../../contract/mending.ts'
import { texts } from '../../db/arrays.ts'
import { readColumns } from '../../db/columns.ts'
import type { Tx } from '../../db/database.ts'
import type { ImportRecord } from '../queries.ts'
import { issuesTable, stagedTable } from '../staged.ts'
import { keyOf, type Sql } from '../targets/target.ts'
import { MISTYPED } from '../values/email-domains.ts'
import type { Cause } from './fixes.ts'
import { linesSharing } from './shared-emails.ts'

/** Lines looked up at a time. */
const LINES = 20_000

/** Lines of the rows a fix is about, in the order of the file. @param wanted of these rows alone; needed where there is no cause */
export async function* linesToMend(
	tx: Tx,
	found: ImportRecord,
	cause: Cause,
	fix: FixName,
	params: FixParams,
	wanted: readonly number[] | undefined,
): AsyncGenerator<readonly number[]> {
	const isWanted = wanted && new Set(wanted)
	if (cause.code === null && cause.field === null) yield [...(isWanted ?? [])].sort((a, b) => a - b)
	else
		for await (const lines of linesOf(tx, found.id, cause, fix, params)) {
			yield isWanted ? lines.filter((line) => isWanted.has(line)) : lines
		}
}

async function* linesOf(
	tx: Tx,
	importId: number,
	{ code, field }: Cause,
	fix: FixName,
	{ search }: FixParams,
): AsyncGenerator<number[]> {
	const staged = stagedTable(importId)
	if (code === 'shared') yield readLines(tx, linesSharing(importId))
	else if (code === null) yield readLines(tx, sql`select line from ${staged} where ${columnHas(field!, fix, search)}`)
	else if (fix === 'keep_last') yield readLines(tx, earlierOf(importId, field!))
	else yield* linesWithIssue(tx, importId, { code, field })
}

/** Some at a time: mending need not wait until a hundred thousand are known. Issues behind those are not touched meanwhile. */
async function* linesWithIssue(tx: Tx, importId: number, cause: Cause): AsyncGenerator<number[]> {
	for (let after = 0; ; ) {
		const lines = await readLines(
			tx,
			sql`select distinct line from ${issuesTable(importId)} where ${isCause(cause)} and line > ${after}`,
			sql`limit ${LINES}`,
		)
		yield lines
		if (lines.length < LINES) return
		after = lines.at(-1)!
	}
}

async function readLines(tx: Tx, statement: Sql, limit: Sql = sql``): Promise<number[]> {
	const [lines] = await readColumns(tx, ['line'], sql`${statement} order by line ${limit}`)
	return lines as number[]
}

/** Of rows with one value all but the last. */
function earlierOf(importId: number, field: string): Sql {
	return sql`
		select line
		from (
			select s.line, max(s.line) over (partition by ${keyOf(field, 's')}) as last
			from ${stagedTable(importId)} s
			where s.${sql.ref(field)} is not null and not s.skipped
		) numbered
		where line < last
	`
}

/** Looked up by the database, so that a whole column is not fetched for a few cells. */
export function columnHas(field: string, fix: FixName, search: string | undefined): Sql {
	const column = sql.ref(field)
	if (fix === 'replace' && search) return sql`not skipped and strpos(${column}, ${search}) > 0`
	return sql`not skipped and split_part(lower(${column}), '@', 2) = any(${texts(MISTYPED)})`
}

export function isCause({ code, field }: Cause): Sql {
	return field === null ? sql`code = ${code} and field is null` : sql`code = ${code} and field = ${field}`
}
