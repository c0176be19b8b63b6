import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Place } from './cursor.ts'

/** What a list holds, as conditions on `tickets as t`. */
export interface Looked {
	/** Each is walked along its own index; no ticket is on two of them. */
	axes: RawBuilder<boolean>[][]
	/** Compared for each ticket on the way. */
	rest: RawBuilder<boolean>[]
	/** A `tsquery`. */
	query?: string
	/** Whether words of notes count. */
	notes: boolean
}

/** What was typed, as a `tsquery`; undefined when it is nothing but punctuation. */
export async function readQuery(db: Db, q: string): Promise<string | undefined> {
	const { rows } = await sql<{ query: string | null }>`select search_query(${q})::text as query`.execute(db)
	return rows[0]!.query ?? undefined
}

/**
 * Those that fit among the next `steps` of each axis; looks at no more, however few they are. With several axes
 * nothing may be left to compare, or one that was walked far would come before what another did not reach.
 */
export async function walkPlaces(
	db: Db,
	{ axes, rest, query, notes }: Looked,
	after: Place | undefined,
	{ steps, limit }: { steps: number; limit: number },
): Promise<{ places: Place[]; walked: number }> {
	const parts = axes.map(
		(conditions) => sql`(
			select t.id, t.updated_at, t.requester_id, t.company_id, t.group_id, t.assignee_id, t.state, t.state_id,
			       t.priority, t.tags
			from tickets as t
			where ${all([...conditions, ...following(after)])}
			order by t.updated_at desc, t.id desc
			limit ${steps}
		)`,
	)
	const { rows } = await sql<{ walked: number; places: [string, number][] }>`
		with walked as materialized (${sql.join(parts, sql` union all `)})
		select (select count(*)::int from walked) as walked,
		       array_to_json(array(
		         select json_build_array(t.updated_at::text, t.id)
		         from walked as t
		         ${query === undefined ? sql`` : sql`join ticket_search as s on s.ticket_id = t.id`}
		         where ${all(query === undefined ? rest : [...rest, hasWords(query, notes)])}
		         order by t.updated_at desc, t.id desc
		         limit ${limit}
		       )) as places
	`.execute(db)
	const { walked, places } = rows[0]!
	return { walked, places: places.map(([at, id]) => ({ at, id })) }
}

/**
 * All that fit, from the indexes, then the next of them in order. Materialized, or the planner would rather walk a
 * million tickets in order, hoping for hits on the way.
 */
export async function hitPlaces(db: Db, looked: Looked, after: Place | undefined, limit: number): Promise<Place[]> {
	const { axes, rest, query, notes } = looked
	const hits = axes.map((conditions) => {
		const fits = all([...conditions, ...rest, ...following(after)])
		if (query === undefined) return sql`select t.id, t.updated_at from tickets as t where ${fits}`
		if (!notes) {
			return sql`
				select t.id, t.updated_at
				from tickets as t
				join ticket_search as s on s.ticket_id = t.id
				where ${fits} and ${hasWords(query, notes)}
			`
		}
		// `offset 0` keeps the planner from reading all tickets where it takes beginnings of words for common ones.
		return sql`
			select t.id, t.updated_at
			from (select ticket_id from ticket_search as s where ${hasWords(query, notes)}) as matching
			cross join lateral (
				select id, updated_at, requester_id, company_id, group_id, assignee_id, number, state, state_id, solved_at,
				       priority, tags
				from tickets
				where id = matching.ticket_id
				offset 0
			) as t
			where ${fits}
		`
	})
	const { rows } = await sql<Place>`
		with hits as materialized (${sql.join(hits, sql` union all `)})
		select updated_at::text as at, id
		from hits
		order by updated_at desc, id desc
		limit ${limit}
	`.execute(db)
	return rows
}

function following(after: Place | undefined): RawBuilder<boolean>[] {
	if (!after) return []
	return [sql<boolean>`(t.updated_at, t.id) < (${after.at}::timestamptz, ${after.id}::bigint)`]
}

function hasWords(query: string, notes: boolean): RawBuilder<boolean> {
	const words = notes ? sql`(s.words || s.note_words)` : sql`s.words`
	return sql<boolean>`${words} @@ ${query}::tsquery`
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
	return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join([...conditions], sql` and `)}`
}
