import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { groupsTable, stagedTable } from './staged.ts'
import type { CheckContext, Sql } from './targets/target.ts'

/** Makes the groups of the plan and lets its rows know their ids. Somebody who was faster with a name is a conflict. */
export async function createGroups(
	tx: Tx,
	{ importId, options }: CheckContext,
	names: readonly string[],
): Promise<void> {
	if (options.missing_group !== 'create') return
	await sql`
		insert into groups (name, import_id)
		select name, ${importId}::bigint
		from unnest(${[...names]}::text[]) with ordinality as planned (name, nth)
		order by nth
	`.execute(tx)
	await sql`
		update ${groupsTable(importId)} t
		set ids = (
			select coalesce(array_agg(g.id order by g.id), '{}')
			from groups g
			where g.id = any(t.ids) or lower(g.name) in (select lower(name) from unnest(t.missing) as name)
		)
		where t.missing <> '{}'
	`.execute(tx)
}

/** Puts the people an import made, with ids above `before`, into their groups, and moves those it changed. */
export async function writeMemberships(tx: Tx, { importId, key }: CheckContext, before: number): Promise<void> {
	await sql`
		with made as (
			insert into group_members (group_id, user_id)
			select given.group_id, u.id
			from ${stagedTable(importId)} s
			join ${groupsTable(importId)} g on g.value = s.groups
			join users u on u.import_line = s.line and u.import_id = ${importId} and u.id > ${before}
			cross join lateral unnest(g.ids) as given (group_id)
			where s.groups is not null and u.role <> 'customer'
			returning group_id
		)
		${touched(importId, sql`select group_id from made`)}
	`.execute(tx)
	if (key !== null) await moveMembers(tx, importId, 'new')
}

/**
 * Gives everybody whose groups the import's journal tells of the groups it had before or has after it. A group that
 * is gone cannot be had again; in a commit that is a conflict, and the plan is made anew.
 */
export async function moveMembers(tx: Tx, importId: number, side: 'old' | 'new', when: Sql = sql`true`): Promise<void> {
	const exists = side === 'old' ? sql`and exists (select from groups g where g.id = given.group_id)` : sql``
	await sql`
		with wanted as materialized (
			select j.record_id as user_id, (j.${sql.ref(side)} ->> 'groups')::bigint[] as ids
			from changes j
			join users r on r.id = j.record_id
			where j.import_id = ${importId} and j.new ? 'groups' and ${when}
		), gone as (
			delete from group_members gm
			using wanted w
			where gm.user_id = w.user_id and gm.group_id <> all(w.ids)
			returning gm.group_id
		), made as (
			insert into group_members (group_id, user_id)
			select given.group_id, w.user_id
			from wanted w
			cross join lateral unnest(w.ids) as given (group_id)
			where not exists (
				select from group_members gm where gm.user_id = w.user_id and gm.group_id = given.group_id
			) ${exists}
			returning group_id
		)
		${touched(importId, sql`select group_id from made union select group_id from gone`)}
	`.execute(tx)
}

/** Whoever edits a group with its members meanwhile is told. A group the import makes nobody has seen yet. */
function touched(importId: number, groups: Sql): Sql {
	return sql`
		update groups g
		set version = version + 1, updated_at = now()
		where g.id in (${groups}) and g.import_id is distinct from ${importId}
	`
}
