import { sql } from 'kysely'
import type { Step, StepKind } from '../../contract/mending.ts'
import { texts } from '../../db/arrays.ts'
import type { Db, Tx } from '../../db/database.ts'
import { json } from '../queries.ts'
import { deleteEdits } from './edits.ts'

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
			${texts(step.fields)}, ${step.created_by}::bigint
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
	await deleteEdits(tx, { stepId: id })
	await sql`delete from import_steps where id = ${id}`.execute(tx)
}

/** The file is another one, or means something else: nothing that was mended applies any more. */
export async function forgetMending(db: Db | Tx, importId: number): Promise<void> {
	await deleteEdits(db, { importId })
	await sql`delete from import_steps where import_id = ${importId}`.execute(db)
	await sql`delete from import_companies where import_id = ${importId}`.execute(db)
}

/** Fields somebody typed a value into, whether their column is mapped or not. */
export async function editedFields(db: Db | Tx, importId: number): Promise<string[]> {
	const { rows } = await sql<{ field: string }>`
		select distinct unnest(fields) as field from import_steps where import_id = ${importId}
	`.execute(db)
	return rows.map(({ field }) => field)
}
