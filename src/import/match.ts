import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { groupsTable, matchesTable } from './staged.ts'
import { type Difference, differencesOf, sameKey } from './targets/differences.ts'
import { type CheckContext, joinCompany, rowsOf, type Sql } from './targets/target.ts'

/**
 * Finds the existing record of every row by the key, and what the row would change in it, with old and new value
 * of each field. This is the plan of an update; rows without a match make new records (`upsert`) or are refused.
 *
 * Makes `staged_<id>_matches`: line, record_id, version (of the record as it was seen), changed, old, new.
 */
export async function matchRecords(db: Db, context: CheckContext): Promise<void> {
	const table = matchesTable(context.importId)
	await sql`drop table if exists ${table}`.execute(db)
	await sql`
		create unlogged table ${table} (
			line integer not null, record_id bigint not null, version integer not null, changed boolean not null,
			old jsonb, new jsonb
		)
	`.execute(db)
	await db.transaction().execute(async (tx) => {
		await sql`set local work_mem = '256MB'`.execute(tx)
		await findMatches(tx, context)
	})
	await sql`analyze ${table}`.execute(db)
}

/** The matches of the context's rows. */
export async function findMatches(tx: Tx, context: CheckContext): Promise<void> {
	const differences = differencesOf(context)
	await sql`
		insert into ${matchesTable(context.importId)} (line, record_id, version, changed, old, new)
		select s.line, r.id, r.version, d.changed,
		       case when d.changed then ${collected(differences, 'old')} end,
		       case when d.changed then ${collected(differences, 'new')} end
		from ${rowsOf(context)} s
		join ${sql.table(context.target)} r on ${sameKey(context.key!)}
		${joinCompany(context)}
		${joinGroups(context)}
		cross join lateral (select ${anyDiffers(differences)} as changed) d
	`.execute(tx)
}

/** `g`: what the row's groups were resolved to; `gm`: the groups of the record. Members are few. */
function joinGroups({ importId, updates }: CheckContext): Sql {
	if (!updates.includes('groups')) return sql``
	return sql`
		left join ${groupsTable(importId)} g on g.value = s.groups
		left join (
			select user_id, array_agg(group_id order by group_id) as ids from group_members group by user_id
		) gm on gm.user_id = r.id
	`
}

function anyDiffers(differences: Difference[]): Sql {
	if (differences.length === 0) return sql`false`
	return sql.join(
		differences.map((difference) => difference.differs),
		sql` or `,
	)
}

/** `{"field": "value"}` of the fields that differ; only evaluated for rows that change something. */
function collected(differences: Difference[], side: 'old' | 'new'): Sql {
	if (differences.length === 0) return sql`null::jsonb`
	const values = differences.map(
		(difference) => sql`(${difference.column}, ${difference.differs}, (${difference[side]})::text)`,
	)
	return sql`(
		select jsonb_object_agg(v.field, v.value)
		from (values ${sql.join(values)}) as v (field, differs, value)
		where v.differs
	)`
}
