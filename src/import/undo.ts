import { sql } from 'kysely'
import { FIELDS, type Target } from '../contract/fields.ts'
import type { UndoSums } from '../contract/imports.ts'
import type { Db, Tx } from '../db/database.ts'
import { moveMembers } from './memberships.ts'
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
	if (target === 'users') {
		deleted += await deleteRecords(tx, id, 'companies', undefined)
		deleted += await deleteGroups(tx, id, { from: first_id ?? 0, to: last_id ?? 0 })
	}
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
	target: Target | 'groups'
	record_id: number
	name: string | null
	/** The field that stays as it is; null: the whole record. */
	field: string | null
	reason: 'edited' | 'used' | 'gone'
}

/** The first 200 of what an undo left, by record. */
export async function listKept(db: Db | Tx, importId: number): Promise<KeptRecord[]> {
	const { rows } = await sql<KeptRecord>`
		select k.target, k.record_id, coalesce(u.username, c.name, g.name) as name, k.field, k.reason
		from undo_kept k
		left join users u on k.target = 'users' and u.id = k.record_id
		left join companies c on k.target = 'companies' and c.id = k.record_id
	left join groups g on k.target = 'groups' and g.id = k.record_id
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

/** The memberships of people who are gone now (their ids lie between these), and the groups made for them. */
async function deleteGroups(tx: Tx, importId: number, { from, to }: { from: number; to: number }): Promise<number> {
	await sql`
		delete from group_members m
		where m.user_id between ${from} and ${to} and not exists (select from users u where u.id = m.user_id)
	`.execute(tx)
	const isUsed = sql`(
		exists (select from group_members m join users u on u.id = m.user_id where m.group_id = g.id)
		or exists (select from tickets t where t.group_id = g.id)
	)`
	await sql`
		insert into undo_kept (import_id, record_id, target, reason)
		select ${importId}::bigint, g.id, 'groups', case when g.version > 1 then 'edited' else 'used' end
		from groups g
		where g.import_id = ${importId} and (g.version > 1 or ${isUsed})
	`.execute(tx)
	const { numAffectedRows } = await sql`
		delete from groups g where g.import_id = ${importId} and g.version = 1 and not ${isUsed}
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
	type: 'text' | 'boolean' | 'bigint' | 'groups'
}

function restorable(target: Target): Restorable[] {
	return FIELDS[target].flatMap(({ name }): Restorable[] => {
		if (name === 'company') return [{ column: 'company_id', type: 'bigint' }]
		if (name === 'active' || name === 'company_tickets') return [{ column: name, type: 'boolean' }]
		if (name === 'groups') return [{ column: name, type: 'groups' }]
		const text: Restorable = { column: name, type: 'text' }
		const hasMark = name === 'email' && target === 'users'
		return hasMark ? [text, { column: 'email_placeholder', type: 'boolean' }] : [text]
	})
}

async function restoreRecords(tx: Tx, importId: number, target: Target): Promise<number> {
	const columns = restorable(target)
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
	const own = columns.filter(({ type }) => type !== 'groups')
	const sets = own.map(
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
	const groups = columns.find(({ type }) => type === 'groups')
	if (groups) await moveMembers(tx, importId, 'old', still(groups))
	return Number(numAffectedRows ?? 0)
}

/** Whether a field the import changed (`changes j`) is in the record `r` as the import left it. */
function still({ column, type }: Restorable): Sql {
	return sql`(j.new ? ${column} and ${current(column, type)} is not distinct from j.new ->> ${column})`
}

/** As the journal writes it. */
function current(column: string, type: Restorable['type']): Sql {
	if (type === 'boolean') return sql`case when r.${sql.ref(column)} then 't' else 'f' end`
	if (type !== 'groups') return sql`r.${sql.ref(column)}::text`
	return sql`(select coalesce(array_agg(m.group_id order by m.group_id), '{}')::text from group_members m where m.user_id = r.id)`
}
