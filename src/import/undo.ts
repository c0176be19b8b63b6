import { sql } from 'kysely'
import type { KeptRecord, UndoPreview, UndoSums } from '../contract/imports.ts'
import type { Db, Tx } from '../db/database.ts'
import { moveMembers } from './memberships.ts'
import type { ImportRecord } from './queries.ts'
import type { Sql } from './targets/target.ts'
import { keptFields, keptRecords, type Made, madeBy, restorable, stays, still } from './undo-plan.ts'

/** Rows of a slice: a million in one statement would say nothing until its end. */
const SLICE = 50_000

/**
 * Takes an import back, inside one transaction. Records it made go, unless somebody edited or uses them. Fields it
 * changed get their old value back, unless they were changed again since. What stays is listed, with the reason.
 */
export async function undoImport(tx: Tx, found: ImportRecord, progress: (done: number) => void): Promise<UndoSums> {
	await keep(tx, found.id, keptFields(found))
	let done = 0
	const count = (rows: number) => {
		done += rows
		progress(done)
	}
	const restored = await inSlices(await changedIds(tx, found.id), (ids) => restoreRecords(tx, found, ids), count)
	let deleted = 0
	for (const made of madeBy(found)) {
		if (made.target === 'groups') await dropMemberships(tx, found)
		await keep(tx, found.id, keptRecords(made))
		deleted += await inSlices(made.ids, (ids) => deleteRecords(tx, made, ids), count)
	}
	const { rows } = await sql<{ kept: number }>`
		select count(distinct (target, record_id)) as kept from undo_kept where import_id = ${found.id}
	`.execute(tx)
	return { deleted, restored, kept: rows[0]!.kept }
}

/**
 * What `undoImport` would do now, read and not done.
 *
 * @param leaving users imports that are taken back first, as in a whole run: who goes with them uses nothing
 */
export async function previewUndo(db: Db, found: ImportRecord, leaving: readonly number[] = []): Promise<UndoPreview> {
	const made = madeBy(found, [...leaving, ...(found.target === 'users' ? [found.id] : [])])
	const all = sql.join([keptFields(found), ...made.map((one) => keptRecords(one))], sql` union all `)
	const going = made.map(
		(one) => sql`(select count(*) from ${sql.table(one.target)} r where ${one.when} and not ${stays(one)})`,
	)
	const isRestored = sql.join(restorable(found.target).map(still), sql` or `)
	const { rows } = await sql<UndoSums>`
		select ${sql.join(going, sql` + `)} as deleted,
		       (
		         select count(*) from changes j join ${sql.table(found.target)} r on r.id = j.record_id
		         where j.import_id = ${found.id} and (${isRestored})
		       ) as restored,
		       (select count(distinct (target, record_id)) from (${all}) kept) as kept
	`.execute(db)
	return { ...rows[0]!, kept_records: await nameKept(db, all) }
}

/** The first 200 of what an undo left, by record. */
export function listKept(db: Db | Tx, importId: number): Promise<KeptRecord[]> {
	return nameKept(db, sql`select target, record_id, field, reason from undo_kept where import_id = ${importId}`)
}

async function nameKept(db: Db | Tx, kept: Sql): Promise<KeptRecord[]> {
	const { rows } = await sql<KeptRecord>`
		select k.target, k.record_id, coalesce(u.username, c.name, g.name) as name, k.field, k.reason
		from (select * from (${kept}) kept order by target, record_id, field limit 200) k
		left join users u on k.target = 'users' and u.id = k.record_id
		left join companies c on k.target = 'companies' and c.id = k.record_id
		left join groups g on k.target = 'groups' and g.id = k.record_id
		order by k.target, k.record_id, k.field
	`.execute(db)
	return rows
}

async function keep(tx: Tx, importId: number, kept: Sql): Promise<void> {
	await sql`
		insert into undo_kept (import_id, target, record_id, field, reason)
		select ${importId}::bigint, target, record_id, field, reason from (${kept}) kept
	`.execute(tx)
}

/** Ids between which some records lie, and how many they are. */
interface Ids {
	from: number
	to: number
	rows: number
}

async function inSlices(
	{ from, to, rows }: Ids,
	work: (ids: Sql) => Promise<number>,
	progress: (rows: number) => void,
): Promise<number> {
	const step = Math.max(1, Math.ceil((to - from + 1) / Math.max(1, Math.ceil(rows / SLICE))))
	let sum = 0
	for (let at = from; at <= to; at += step) {
		const done = await work(sql`r.id between ${at} and ${Math.min(to, at + step - 1)}`)
		sum += done
		progress(done)
	}
	return sum
}

async function changedIds(tx: Tx, importId: number): Promise<Ids> {
	const { rows } = await sql<Ids>`
		select coalesce(min(record_id), 1) as from, coalesce(max(record_id), 0) as to, count(*) as rows
		from changes
		where import_id = ${importId}
	`.execute(tx)
	return rows[0]!
}

async function deleteRecords(tx: Tx, made: Made, ids: Sql): Promise<number> {
	const { numAffectedRows } = await sql`
		delete from ${sql.table(made.target)} r where ${made.when} and ${ids} and not ${stays(made)}
	`.execute(tx)
	return Number(numAffectedRows ?? 0)
}

/** Of people who are gone now; their ids lie between those the import made. */
async function dropMemberships(tx: Tx, { first_id, last_id }: ImportRecord): Promise<void> {
	await sql`
		delete from group_members m
		where m.user_id between ${first_id ?? 0} and ${last_id ?? 0}
		  and not exists (select from users u where u.id = m.user_id)
	`.execute(tx)
}

async function restoreRecords(tx: Tx, { id, target }: ImportRecord, ids: Sql): Promise<number> {
	const columns = restorable(target)
	const sets = columns
		.filter(({ type }) => type !== 'groups')
		.map(
			(one) =>
				sql`${sql.ref(one.column)} = case when ${still(one)} then (j.old ->> ${one.column})::${sql.raw(one.type)} else r.${sql.ref(one.column)} end`,
		)
	const groups = columns.find(({ type }) => type === 'groups')
	const { numAffectedRows } = await sql`
		update ${sql.table(target)} r
		set ${sql.join(sets)}, version = r.version + 1, updated_at = now()
		from changes j
		where j.import_id = ${id} and r.id = j.record_id and ${ids}
		  and (${sql.join(columns.map(still), sql` or `)})
	`.execute(tx)
	if (groups) await moveMembers(tx, id, 'old', sql`(${still(groups)} and ${ids})`)
	return Number(numAffectedRows ?? 0)
}
