import { sql } from 'kysely'
import { booleans, integers, lookedUp, texts } from '../../db/arrays.ts'
import { type Columns, readColumns, rowsOf } from '../../db/columns.ts'
import type { Tx } from '../../db/database.ts'
import { issuesTable, stagedTable } from '../staged.ts'
import type { CheckContext, Sql } from '../targets/target.ts'
import type { RowIssue } from '../types.ts'
import type { Mended, StagedRow, StagedValues } from './cells.ts'
import { allFields, columnsSeen, fieldsSeen, hasBreach } from './seen.ts'

/** A row as it was and as it is now. */
export interface Pair {
	before: StagedRow
	after: Mended
}

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
	context: CheckContext,
	{ lines, fields: changed }: Chunk,
	setCodes: readonly string[],
): Promise<StagedRow[]> {
	const fields = changed && fieldsSeen(context.target, changed)
	const rows = await load(tx, context, lines, fields ?? allFields(context.target), setCodes)
	const isBroken = fields && rows.some(({ issues }) => hasBreach(issues))
	return isBroken ? load(tx, context, lines, allFields(context.target), setCodes) : rows
}

async function load(
	tx: Tx,
	{ importId, target }: CheckContext,
	lines: readonly number[],
	fields: readonly string[],
	setCodes: readonly string[],
): Promise<StagedRow[]> {
	const columns = columnsSeen(target, fields).map(({ name, mark }) => ({
		name,
		column: mark ? sql`case when ${sql.ref(name)} then 't' else 'f' end as ${sql.ref(name)}` : sql.ref(name),
	}))
	const names = columns.map(({ name }) => name)
	const staged = sql`
		select line, skipped, ${sql.join(columns.map(({ column }) => column))}
		from ${stagedTable(importId)}
		where line = any(${lookedUp(lines)})
		order by line
	`
	const [line, skipped, ...values] = (await readColumns(tx, ['line', 'skipped', ...names], staged)) as [
		number[],
		boolean[],
		...Columns,
	]
	const found = await loadIssues(tx, importId, lines, setCodes)
	return rowsOf<StagedValues>(names, values).map((values, nth) => {
		const { own, refusedByOthers } = found.get(line[nth]!)!
		return { line: line[nth]!, skipped: skipped[nth]!, fields, values, issues: own, refusedByOthers }
	})
}

/** What was found in a row: by the rules about single rows, and whether one about many rows refuses it. */
interface Found {
	own: RowIssue[]
	refusedByOthers: boolean
}

/** By line. Read by cause, as a chunk has thousands of issues of a few causes. */
async function loadIssues(
	tx: Tx,
	importId: number,
	lines: readonly number[],
	setCodes: readonly string[],
): Promise<Map<number, Found>> {
	const { rows: causes } = await sql<Omit<RowIssue, 'line' | 'value'> & { lines: number[]; values: (string | null)[] }>`
		select severity, field, code, json_agg(line) as lines, json_agg(value) as values
		from ${issuesTable(importId)}
		where line = any(${lookedUp(lines)})
		group by severity, field, code
		order by severity, field, code
	`.execute(tx)
	const byLine = new Map(lines.map((line): [number, Found] => [line, { own: [], refusedByOthers: false }]))
	for (const { severity, field, code, lines, values } of causes) {
		const isOfOthers = setCodes.includes(`${code}:${field ?? ''}`)
		for (let nth = 0; nth < lines.length; nth++) {
			const line = lines[nth]!
			const found = byLine.get(line)!
			if (!isOfOthers) found.own.push({ line, field, code, severity, value: values[nth]! })
			else if (severity === 'error') found.refusedByOthers = true
		}
	}
	return byLine
}

/** As far as the row can tell itself, and as the rules about many rows said before. */
export function isRefusedRow({ issues, refusedByOthers }: StagedRow): boolean {
	return refusedByOthers || issues.some(({ severity }) => severity === 'error')
}

/**
 * What writes rows as they are now, and what single rows have to say, to be executed in this order. Their issues of rules
 * about many rows stay, but for rows that are left out: those rules are asked again by `recheck`, where that can
 * change their answer.
 */
export function writesOf(
	{ importId, target }: CheckContext,
	pairs: readonly Pair[],
	setCodes: readonly string[],
): Sql[] {
	const judged = pairs.filter((pair) => pair.after.skipped || !sameIssues(pair.before.issues, pair.after.issues))
	const issues = judged.flatMap(({ after }) => after.issues)
	const writes = [
		updateRows(stagedTable(importId), pairs, columnsSeen(target, pairs[0]!.after.fields)),
		deleteIssues(issuesTable(importId), judged, setCodes),
		insertIssues(issuesTable(importId), issues),
	]
	return writes.filter((write) => write !== undefined)
}

/** One after the other, as they may need each other. */
export async function executeAll(tx: Tx, statements: readonly Sql[]): Promise<void> {
	for (const statement of statements) await statement.execute(tx)
}

/** Only of columns that changed somewhere. */
function updateRows(staged: Sql, pairs: readonly Pair[], columns: ReturnType<typeof columnsSeen>): Sql | undefined {
	const changed: { name: string; list: Sql }[] = []
	const addMark = (name: string, markOf: (row: StagedRow) => boolean) => {
		if (pairs.every(({ before, after }) => markOf(before) === markOf(after))) return
		changed.push({ name, list: booleans(pairs.map(({ after }) => markOf(after))) })
	}
	addMark('skipped', ({ skipped }) => skipped)
	// Written with the rest, because every second version of a row costs its indexes.
	addMark('refused', isRefusedRow)
	for (const { name, mark } of columns) {
		if (pairs.every(({ before, after }) => before.values[name] === after.values[name])) continue
		const list = texts(pairs.map(({ after }) => after.values[name]))
		changed.push({ name, list: mark ? sql`${list}::boolean[]` : list })
	}
	if (changed.length === 0) return undefined
	const lines = pairs.map(({ after }) => after.line)
	// Not one `unnest` of all of them in FROM, which keeps each list a second time: a fifth of the time.
	const values = [{ name: 'line', list: integers(lines) }, ...changed].map(
		({ name, list }) => sql`unnest(${list}) as ${sql.ref(name)}`,
	)
	return sql`
		update ${staged} s
		set ${sql.join(changed.map(({ name }) => sql`${sql.ref(name)} = v.${sql.ref(name)}`))}
		from (select ${sql.join(values)}) v
		where s.line = v.line
		  -- Said twice, so that many rows are found by one walk through the index and not by one each.
		  and s.line = any(${lookedUp(lines)})
	`
}

/** By lists of lines, so that they are looked up: a join with so many reads the whole table for each chunk. */
function deleteIssues(table: Sql, judged: readonly Pair[], setCodes: readonly string[]): Sql | undefined {
	if (judged.length === 0) return undefined
	const left = judged.filter(({ after }) => after.skipped).map(({ after }) => after.line)
	return sql`
		delete from ${table}
		where line = any(${lookedUp(judged.map(({ after }) => after.line))})
		  and (line = any(${integers(left)}) or code || ':' || coalesce(field, '') <> all(${texts(setCodes)}))
	`
}

function insertIssues(table: Sql, issues: readonly RowIssue[]): Sql | undefined {
	if (issues.length === 0) return undefined
	const column = (name: 'field' | 'code' | 'severity') => texts(issues.map((issue) => issue[name]))
	const values = texts(issues.map(({ value }) => value?.slice(0, 200).toWellFormed()))
	return sql`
		insert into ${table} (line, field, code, severity, value)
		select
			unnest(${integers(issues.map(({ line }) => line))}), unnest(${column('field')}), unnest(${column('code')}),
			unnest(${column('severity')}), unnest(${values})
	`
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
