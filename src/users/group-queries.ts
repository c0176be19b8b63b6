import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** The groups a person is in and those they are to be in, by id, locked: whoever edits one of them waits. */
export async function lockGroups(
	tx: Tx,
	user_id: number,
	wanted: readonly number[],
): Promise<{ from: number[]; to: number[]; known: number[] }> {
	const { rows } = await sql<{ id: number; is_in: boolean }>`
		select g.id, exists (select from group_members m where m.group_id = g.id and m.user_id = ${user_id}) as is_in
		from groups g
		where g.id = any(${[...wanted]}::bigint[])
		   or g.id in (select group_id from group_members where user_id = ${user_id})
		order by g.id
		for update of g
	`.execute(tx)
	return {
		from: rows.filter((row) => row.is_in).map(({ id }) => id),
		to: [...new Set(wanted)].sort((a, b) => a - b),
		known: rows.map(({ id }) => id),
	}
}

/** A group's version grows with its members. */
export async function moveToGroups(
	tx: Tx,
	user_id: number,
	{ from, to }: { from: readonly number[]; to: readonly number[] },
): Promise<void> {
	const left = from.filter((id) => !to.includes(id))
	const joined = to.filter((id) => !from.includes(id))
	await sql`delete from group_members where user_id = ${user_id} and group_id = any(${left}::bigint[])`.execute(tx)
	await sql`
		insert into group_members (group_id, user_id) select id, ${user_id} from unnest(${joined}::bigint[]) as id
	`.execute(tx)
	await sql`
		update groups set version = version + 1, updated_at = now() where id = any(${[...left, ...joined]}::bigint[])
	`.execute(tx)
}
