import { sql } from 'kysely'
import { FIELDS, type Target } from '../contract/fields.ts'
import type { UndoSums } from '../contract/imports.ts'
import type { Db, Tx } from '../db/database.ts'
import type { ImportRecord } from './queries.ts'
import type { Sql } from './targets/target.ts'

/**
 * Takes an import back, inside one transaction. Records it made go, unless somebody edited or uses them. Fields it
 * changed get their old value back, unless they were changed again since. What stays is listed, with the reason.
 */
export async function undoImport(tx: Tx, { id, target, first_id, last_id }: ImportRecord): Promise<UndoSums> {
	const restored = await restoreRecords(tx, id, target)
	let deleted = await deleteRecords(tx, id, target, { from: first_id ?? 0, to: last_id ?? 0 })
	// Companies made for the names in a users file; they are few, and their ids lie elsewhere.
	if (target === 'users') deleted += await deleteRecords(tx, id, 'companies', undefined)
	const { rows } = await sql<{ kept: number }>`
		select count(distinct (target, record_id)) as kept from undo_kept where import_id = ${id}
	`.execute(tx)
	return { deleted, restored, kept: rows[0]!.kept }
}

/** What `undoImport` would do now, without doing it. */
export async function previewUndo(db: Db, found: ImportRecord): Promise<UndoSums & { kept_records: KeptRecord[] }> {
	class Enough extends Error {}
	let sums: UndoSums | undefined
	let kept: KeptRecord[] = []
	try {
		await db.transaction().execute(async (tx) => {
			sums = await undoImport(tx, found)
			kept = await listKept(tx, found.id)
			throw new Enough()
		})
	} catch (error) {
		if (!(error instanceof Enough)) throw error
	}
	return { ...sums!, kept_records: kept }
}

export interface KeptRecord {
	target: Target
	record_id: number
	name: string | null
	/** The field that stays as it is; null: the whole record. */
	field: string | null
	reason: 'edited' | 'used' | 'gone'
}

/** The first 200 of what an undo left, by record. */
export async function listKept(db: Db | Tx, importId: number): Promise<KeptRecord[]> {
	const { rows } = await sql<KeptRecord>`
		select k.target, k.record_id, coalesce(u.username, c.name) as name, k.field, k.reason
		from undo_kept k
		left join users u on k.target = 'users' and u.id = k.record_id
		left join companies c on k.target = 'companies' and c.id = k.record_id
		where k.import_id = ${importId}
		order by k.target, k.record_id, k.field
		limit 200
	`.execute(db)
	return rows
}

async function deleteRecords(
	tx: Tx,
	importId: number,
	target: Target,
	ids: { from: number; to: number } | undefined,
): Promise<number> {
	const made = ids
		? sql`r.import_id = ${importId} and r.id between ${ids.from} and ${ids.to}`
		: sql`r.import_id = ${importId}`
	await sql`
		insert into undo_kept (import_id, record_id, target, reason)
		select ${importId}::bigint, r.id, ${target}, case when ${edited(target)} then 'edited' else 'used' end
		from ${sql.table(target)} r
		where ${made} and (${edited(target)} or ${used(target)})
	`.execute(tx)
	const { numAffectedRows } = await sql`
		delete from ${sql.table(target)} r
		where ${made} and not ${edited(target)} and not (${used(target)})
	`.execute(tx)
	return Number(numAffectedRows ?? 0)
}

/** Whether something else stands on the record: a person who can sign in, tickets, a company with people. */
function used(target: Target): Sql {
	if (target === 'users') {
		return sql`(
			r.password_hash is not null
			or exists (select from tickets t where t.requester_id = r.id or t.assignee_id = r.id)
			or exists (select from messages m where m.author_id = r.id)
		)`
	}
	return sql`(
		exists (select from users u where u.company_id = r.id)
		or exists (select from tickets t where t.company_id = r.id)
	)`
}

/**
 * Whether somebody changed the record since it was made. An update by an import that was undone later is none: it
 * counted the version up twice, there and back.
 */
function edited(target: Target): Sql {
	return sql`(
		r.version > 1 and r.version <> 1 + 2 * (
			select count(*)
			from changes j
			join imports i on i.id = j.import_id and i.state = 'undone'
			where j.target = ${target} and j.record_id = r.id
		)
	)`
}

/** A column the journal can hold, and how its text becomes a value again. */
interface Restorable {
	column: string
	type: 'text' | 'boolean' | 'bigint'
}

function restorable(target: Target): Restorable[] {
	return FIELDS[target].flatMap(({ name }): Restorable[] => {
		if (name === 'company') return [{ column: 'company_id', type: 'bigint' }]
		if (name === 'active') return [{ column: 'active', type: 'boolean' }]
		const text: Restorable = { column: name, type: 'text' }
		const hasMark = name === 'email' && target === 'users'
		return hasMark ? [text, { column: 'email_placeholder', type: 'boolean' }] : [text]
	})
}

async function restoreRecords(tx: Tx, importId: number, target: Target): Promise<number> {
	const columns = restorable(target)
	const current = (column: string, type: string) =>
		type === 'boolean' ? sql`case when r.${sql.ref(column)} then 't' else 'f' end` : sql`r.${sql.ref(column)}::text`
	const still = ({ column, type }: Restorable) =>
		sql`(j.new ? ${column} and ${current(column, type)} is not distinct from j.new ->> ${column})`

	await sql`
		insert into undo_kept (import_id, record_id, target, field, reason)
		select ${importId}::bigint, j.record_id, ${target}, changed.field,
		       case when r.id is null then 'gone' else 'edited' end
		from changes j
		left join ${sql.table(target)} r on r.id = j.record_id
		cross join lateral (
			select v.field
			from (values ${sql.join(columns.map((one) => sql`(${one.column}, ${still(one)})`))}) as v (field, still)
			where j.new ? v.field and v.still is not true
		) changed
		where j.import_id = ${importId}
	`.execute(tx)
	const sets = columns.map(
		(one) =>
			sql`${sql.ref(one.column)} = case when ${still(one)} then (j.old ->> ${one.column})::${sql.raw(one.type)} else r.${sql.ref(one.column)} end`,
	)
	const { numAffectedRows } = await sql`
		update ${sql.table(target)} r
		set ${sql.join(sets)}, version = r.version + 1, updated_at = now()
		from changes j
		where j.import_id = ${importId} and r.id = j.record_id
		  and (${sql.join(columns.map(still), sql` or `)})
	`.execute(tx)
	return Number(numAffectedRows ?? 0)
}
