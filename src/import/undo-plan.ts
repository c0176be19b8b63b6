import { sql } from 'kysely'
import { FIELDS, type Target } from '../contract/fields.ts'
import type { ImportRecord } from './queries.ts'
import type { Sql } from './targets/target.ts'

/*
 * What an undo does and leaves, as conditions and selects: the undo carries them out, its preview counts them.
 */

/** Records an import made, in the order they go: people, then the companies and groups made for them. */
export interface Made {
	target: Target | 'groups'
	/** Which they are, of `r`. */
	when: Sql
	/** Whether something else stands on `r`. */
	isUsed: Sql
	isEdited: Sql
	ids: { from: number; to: number; rows: number }
}

/** @param leaving users imports whose people go as well: they use nothing. Empty once they are really gone. */
export function madeBy(
	{ id, target, first_id, last_id, counts }: ImportRecord,
	leaving: readonly number[] = [],
): Made[] {
	const all = { from: 1, to: Number.MAX_SAFE_INTEGER, rows: 1 }
	const own: Made = {
		target,
		when: sql`(r.import_id = ${id} and r.id between ${first_id ?? 0} and ${last_id ?? 0})`,
		isUsed: target === 'users' ? isUserUsed('r') : isCompanyUsed(leaving),
		isEdited: isEdited(target, 'r'),
		ids: { from: first_id ?? 1, to: last_id ?? 0, rows: counts?.created ?? 0 },
	}
	if (target === 'companies') return [own]
	const when = sql`r.import_id = ${id}`
	return [
		own,
		// Made for names in the file. They are few, and their ids lie elsewhere.
		{ target: 'companies', when, isUsed: isCompanyUsed(leaving), isEdited: isEdited('companies', 'r'), ids: all },
		{ target: 'groups', when, isUsed: isGroupUsed(leaving), isEdited: sql`r.version > 1`, ids: all },
	]
}

export function stays({ isUsed, isEdited }: Made): Sql {
	return sql`(${isEdited} or ${isUsed})`
}

export function keptRecords(made: Made): Sql {
	return sql`
		select ${made.target}::text as target, r.id as record_id, null::text as field,
		       case when ${made.isEdited} then 'edited' else 'used' end as reason
		from ${sql.table(made.target)} r
		where ${made.when} and ${stays(made)}
	`
}

/** Fields of records the import changed that are another's by now. */
export function keptFields({ id, target }: ImportRecord): Sql {
	const columns = restorable(target)
	return sql`
		select ${target}::text as target, j.record_id, changed.field,
		       case when r.id is null then 'gone' else 'edited' end as reason
		from changes j
		left join ${sql.table(target)} r on r.id = j.record_id
		cross join lateral (
			select v.field
			from (values ${sql.join(columns.map((one) => sql`(${one.column}, ${still(one)})`))}) as v (field, still)
			where j.new ? v.field and v.still is not true
		) changed
		where j.import_id = ${id}
	`
}

/** A person who can sign in, has tickets, or wrote in one. */
function isUserUsed(alias: string): Sql {
	const id = sql.ref(`${alias}.id`)
	return sql`(
		${sql.ref(`${alias}.password_hash`)} is not null
		or exists (select from tickets t where t.requester_id = ${id} or t.assignee_id = ${id})
		or exists (select from messages m where m.author_id = ${id})
	)`
}

/** A company with people who stay, or with tickets. */
function isCompanyUsed(leaving: readonly number[]): Sql {
	return sql`(
		exists (select from users u where u.company_id = r.id and not ${leaves(leaving)})
		or exists (select from tickets t where t.company_id = r.id)
	)`
}

function isGroupUsed(leaving: readonly number[]): Sql {
	return sql`(
		exists (
			select from group_members m join users u on u.id = m.user_id where m.group_id = r.id and not ${leaves(leaving)}
		)
		or exists (select from tickets t where t.group_id = r.id)
	)`
}

/** Whether the person `u` goes with one of these imports. */
function leaves(leaving: readonly number[]): Sql {
	if (leaving.length === 0) return sql`false`
	return sql`(
		coalesce(u.import_id = any(${[...leaving]}::bigint[]), false) and not ${isEdited('users', 'u')} and not ${isUserUsed('u')}
	)`
}

/**
 * Whether somebody changed the record since it was made. An update by an import that was undone later is none: it
 * counted the version up twice, there and back.
 */
function isEdited(target: Target, alias: string): Sql {
	const version = sql.ref(`${alias}.version`)
	return sql`(
		${version} > 1 and ${version} <> 1 + 2 * (
			select count(*)
			from changes j
			join imports i on i.id = j.import_id and i.state = 'undone'
			where j.target = ${target} and j.record_id = ${sql.ref(`${alias}.id`)}
		)
	)`
}

/** A column the journal can hold, and how its text becomes a value again. */
export interface Restorable {
	column: string
	type: 'text' | 'boolean' | 'bigint' | 'groups'
}

export function restorable(target: Target): Restorable[] {
	return FIELDS[target].flatMap(({ name }): Restorable[] => {
		if (name === 'company') return [{ column: 'company_id', type: 'bigint' }]
		if (name === 'active' || name === 'company_tickets') return [{ column: name, type: 'boolean' }]
		if (name === 'groups') return [{ column: name, type: 'groups' }]
		const text: Restorable = { column: name, type: 'text' }
		const hasMark = name === 'email' && target === 'users'
		return hasMark ? [text, { column: 'email_placeholder', type: 'boolean' }] : [text]
	})
}

/** Whether a field the import changed (`changes j`) is in the record `r` as the import left it. */
export function still({ column, type }: Restorable): Sql {
	return sql`(j.new ? ${column} and ${current(column, type)} is not distinct from j.new ->> ${column})`
}

/** As the journal writes it. */
function current(column: string, type: Restorable['type']): Sql {
	if (type === 'boolean') return sql`case when r.${sql.ref(column)} then 't' else 'f' end`
	if (type !== 'groups') return sql`r.${sql.ref(column)}::text`
	return sql`(select coalesce(array_agg(m.group_id order by m.group_id), '{}')::text from group_members m where m.user_id = r.id)`
}
