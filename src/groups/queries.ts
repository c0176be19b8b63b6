import { sql } from 'kysely'
import type { Group, Named } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'

/** With their members; people who are gone or no longer operators are none. */
export async function listGroups(db: Db, id?: number): Promise<Group[]> {
	const { rows } = await sql<Omit<Group, 'members'> & { members: Named[] }>`
		select groups.id, groups.name, groups.active, groups.version,
		       (
		         select coalesce(json_agg(json_build_object('id', member.id, 'name', member.name) order by member.sort_key), '[]')
		         from (
		           select users.id, users.sort_key,
		                  coalesce(
		                    nullif(concat_ws(' ', users.first_name, users.last_name), ''), users.username
		                  ) as name
		           from group_members
		           join users on users.id = group_members.user_id
		           where group_members.group_id = groups.id
		             and users.role <> 'customer'
		         ) as member
		       ) as members
		from groups
		${id === undefined ? sql`` : sql`where groups.id = ${id}`}
		order by czech_sort_key(groups.name), groups.id
	`.execute(db)
	return rows
}

/** For a change: nobody else changes it until the transaction ends. */
export async function lockGroup(tx: Tx, id: number) {
	return await tx
		.selectFrom('groups')
		.select(['name', 'active', 'version'])
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst()
}

export async function insertGroup(tx: Tx, name: string): Promise<number> {
	const { id } = await tx.insertInto('groups').values({ name }).returning('id').executeTakeFirstOrThrow()
	return id
}

export async function updateGroupRow(tx: Tx, id: number, changed: { name?: string; active?: boolean }): Promise<void> {
	await tx
		.updateTable('groups')
		.set({ ...changed, version: sql`version + 1`, updated_at: sql`now()` })
		.where('id', '=', id)
		.execute()
}

export async function deleteGroupRow(tx: Tx, id: number): Promise<void> {
	await tx.deleteFrom('groups').where('id', '=', id).execute()
}

/** @returns how many of the ids are operators or administrators. */
export async function countStaff(tx: Tx, ids: readonly number[]): Promise<number> {
	if (ids.length === 0) return 0
	const rows = await tx
		.selectFrom('users')
		.select('id')
		.where('id', 'in', ids)
		.where('role', '<>', 'customer')
		.execute()
	return rows.length
}

/** A person's version grows with their groups: who edits the person meanwhile, or plans an import, is told. */
export async function setMembers(tx: Tx, group_id: number, ids: readonly number[]): Promise<void> {
	await sql`
		with gone as (
			delete from group_members where group_id = ${group_id} and user_id <> all(${[...ids]}::bigint[]) returning user_id
		), joined as (
			insert into group_members (group_id, user_id)
			select ${group_id}::bigint, id from unnest(${[...ids]}::bigint[]) as id
			on conflict do nothing
			returning user_id
		)
		update users
		set version = version + 1, updated_at = now()
		where id in (select user_id from gone union select user_id from joined)
	`.execute(tx)
}
