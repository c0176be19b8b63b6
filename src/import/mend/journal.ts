import { sql } from 'kysely'
import type { Step, StepKind } from '../../contract/mending.ts'
import type { Db, Tx } from '../../db/database.ts'
import { json } from '../queries.ts'
import type { Sql } from '../targets/target.ts'
import type { RowIssue } from '../types.ts'
import type { Mended, Mending, StagedRow } from './cells.ts'

/** Ids, for looking up edits, which know their step alone. */
export function stepsOf(importId: number): Sql {
	return sql`select id from import_steps where import_id = ${importId}`
}

/** What a step is about, as the journal tells it. */
export interface NewStep {
	import_id: number
	kind: StepKind
	code: string | null
	field: string | null
	params: Record<string, unknown>
	/** Fields that get values by it. */
	fields: readonly string[]
	created_by: number | null
}

const columns = sql`
	s.id, s.kind, s.code, s.field, s.params, s.rows, u.username as created_by, s.created_at
`

export async function listSteps(db: Db | Tx, importId: number): Promise<Step[]> {
	const { rows } = await sql<Step>`
		select ${columns}
		from import_steps s
		left join users u on u.id = s.created_by
		where s.import_id = ${importId}
		order by s.id desc
		limit 200
	`.execute(db)
	return rows
}

export async function findLastStep(tx: Tx, importId: number): Promise<Step | undefined> {
	const { rows } = await sql<Step>`
		select ${columns}
		from import_steps s
		left join users u on u.id = s.created_by
		where s.import_id = ${importId}
		order by s.id desc
		limit 1
	`.execute(tx)
	return rows[0]
}

export async function createStep(tx: Tx, step: NewStep): Promise<number> {
	const { rows } = await sql<{ id: number }>`
		insert into import_steps (import_id, kind, code, field, params, fields, created_by)
		values (
			${step.import_id}, ${step.kind}, ${step.code}, ${step.field}, ${json(step.params)},
			${[...step.fields]}::text[], ${step.created_by}::bigint
		)
		returning id
	`.execute(tx)
	return rows[0]!.id
}

export async function finishStep(tx: Tx, id: number, rows: number): Promise<Step> {
	const { rows: found } = await sql<Step>`
		with finished as (
			update import_steps set rows = ${rows} where id = ${id}
			returning id, kind, code, field, params, rows, created_by, created_at
		)
		select ${columns}
		from finished s
		left join users u on u.id = s.created_by
	`.execute(tx)
	return found[0]!
}

export async function deleteStep(tx: Tx, id: number): Promise<void> {
	await sql`delete from import_edits where step_id = ${id}`.execute(tx)
	await sql`delete from import_steps where id = ${id}`.execute(tx)
}

/** The file is another one, or means something else: nothing that was mended applies any more. */
export async function forgetMending(db: Db | Tx, importId: number): Promise<void> {
	await sql`delete from import_edits where step_id in (${stepsOf(importId)})`.execute(db)
	await sql`delete from import_steps where import_id = ${importId}`.execute(db)
	await sql`delete from import_companies where import_id = ${importId}`.execute(db)
}

/** One line of the journal: a value of a row before a step, or the row as a whole. */
interface Edit {
	step_id: number
	line: number
	field: string | null
	action: 'set' | 'derived' | 'skip' | 'accept'
	value: string | null
	previous: string | null
	issues: string | null
	skipped: boolean
}

/** Computed from the fields; made again when a row is put back. */
const COMPUTED = ['sort_key', 'words', 'phone_words']

/** What has to be known to put a row back exactly, and to do the same again to a row made anew from the file. */
export function editsOf(stepId: number, { cells, action, line }: Mending, before: StagedRow, after: Mended): Edit[] {
	const edit = (field: string | null, kind: Edit['action'], value: string | null = null): Edit => ({
		step_id: stepId,
		line,
		field,
		action: kind,
		value,
		previous: field === null ? null : (before.values[field] ?? null),
		issues: null,
		skipped: false,
	})
	const edits = action === 'set' ? [] : [edit(null, action)]
	if (action !== 'skip') {
		for (const [field, value] of Object.entries(cells)) edits.push(edit(field, 'set', value))
		for (const field of Object.keys(after.values)) {
			const isOwn = field in cells || COMPUTED.includes(field)
			if (!isOwn && after.values[field] !== before.values[field]) edits.push(edit(field, 'derived'))
		}
	}
	if (edits[0]) {
		edits[0].skipped = before.skipped
		if (before.issues.length > 0) edits[0].issues = JSON.stringify(before.issues)
	}
	return edits
}

export async function insertEdits(tx: Tx, edits: readonly Edit[]): Promise<void> {
	if (edits.length === 0) return
	const column = (name: keyof Edit) => edits.map((edit) => edit[name])
	await sql`
		insert into import_edits (step_id, line, field, action, value, previous, issues, skipped)
		select step_id, line, field, action, value, previous, issues::jsonb, skipped
		from unnest(
			${column('step_id')}::bigint[], ${column('line')}::integer[], ${column('field')}::text[],
			${column('action')}::text[], ${column('value')}::text[], ${column('previous')}::text[],
			${column('issues')}::text[], ${column('skipped')}::boolean[]
		) as v (step_id, line, field, action, value, previous, issues, skipped)
	`.execute(tx)
}

export interface KeptEdit {
	step_id: number
	line: number
	field: string | null
	action: Edit['action']
	value: string | null
	previous: string | null
	issues: RowIssue[] | null
	skipped: boolean
}

/** The journal of these rows, oldest first. */
export async function listEdits(tx: Tx, stepId: number, lines: readonly number[]): Promise<Map<number, KeptEdit[]>> {
	const { rows } = await sql<KeptEdit>`
		select step_id, line, field, action, value, previous, issues, skipped
		from import_edits
		where step_id = ${stepId} and line = any(${[...lines]}::integer[])
	`.execute(tx)
	return Map.groupBy(rows, ({ line }) => line)
}

export async function linesOfStep(tx: Tx, stepId: number): Promise<number[]> {
	const { rows } = await sql<{ line: number }>`
		select distinct line from import_edits where step_id = ${stepId} order by line
	`.execute(tx)
	return rows.map(({ line }) => line)
}

/** Fields somebody typed a value into, whether their column is mapped or not. */
export async function editedFields(db: Db | Tx, importId: number): Promise<string[]> {
	const { rows } = await sql<{ field: string }>`
		select distinct unnest(fields) as field from import_steps where import_id = ${importId}
	`.execute(db)
	return rows.map(({ field }) => field)
}

/** What edited cells held in the file, by line and field. */
export async function originalsOf(
	db: Db,
	importId: number,
	lines: readonly number[],
): Promise<Map<number, Record<string, string | null>>> {
	const { rows } = await sql<{ line: number; originals: Record<string, string | null> }>`
		select line, jsonb_object_agg(field, previous) as originals
		from (
			select distinct on (line, field) line, field, previous
			from import_edits
			where step_id in (${stepsOf(importId)}) and line = any(${[...lines]}::integer[]) and action = 'set'
			order by line, field, step_id
		) first
		group by line
	`.execute(db)
	return new Map(rows.map(({ line, originals }) => [line, originals]))
}
