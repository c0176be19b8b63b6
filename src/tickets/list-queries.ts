import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { type Asked, hasWords, type Searched, type Typed } from '../search/words.ts'
import type { Place } from './cursor.ts'
import { canHold, ERA, type Era, erasFrom, inEra } from './eras.ts'

/** Where the words of tickets are, those of notes apart. */
export const SEARCHED: Searched = {
	table: 'ticket_search',
	words: ['words', 'note_words'],
	costs: { listed: 0.000_35, hit: 0.000_6, compared: 0.006 },
}

/** What a list holds, as conditions on `tickets as t`. */
export interface Looked {
	/** What it is in the order of, the latest first: customers are not told when something happened that they do not see. */
	by: 'updated_at' | 'public_at'
	/** Each is walked along its own index; no ticket is on two of them. */
	axes: RawBuilder<boolean>[][]
	/** Compared for each ticket on the way. */
	rest: RawBuilder<boolean>[]
	query?: Typed
	/** Whether words of notes count. */
	notes: boolean
}

/** The words of a ticket. `offset 0`: ticket by ticket, and only until the page is full. */
const wordsOf = (id: string) => sql`cross join lateral (
	select words, note_words from ticket_search where ticket_id = ${sql.ref(id)} offset 0
) as s`

/** Whatever a condition can be about. */
const compared = sql`
	id, updated_at, public_at, number, requester_id, company_id, group_id, assignee_id, state, state_id, solved_at, priority, tags
`

/**
 * Those that fit among the next `steps` tickets; looks at no more, however few they are, and compares no more words
 * than it needs to.
 */
export async function walkPlaces(
	db: Db,
	{ by, axes, rest, query, notes }: Looked,
	after: Place | undefined,
	{ steps, limit }: { steps: number; limit: number },
): Promise<Place[]> {
	const at = sql.ref(by)
	const parts = axes.map(
		(conditions) => sql`(
			select ${compared}
			from tickets as t
			where ${all([...conditions, ...following(by, after)])}
			order by ${at} desc, id desc
			limit ${steps}
		)`,
	)
	const { rows } = await sql<Place>`
		select t.${at}::text as at, t.id
		from (
			select ${compared}
			from (${sql.join(parts, sql` union all `)}) as part
			order by ${at} desc, id desc
			limit ${steps}
		) as t
		${query === undefined ? sql`` : wordsOf('t.id')}
		where ${all(query === undefined ? rest : [...rest, fits(query, notes)])}
		order by t.${at} desc, t.id desc
		limit ${limit}
	`.execute(db)
	return rows
}

/** The place of the ticket so many further on the axes; undefined where they hold fewer. */
export async function placeAfter(
	db: Db,
	{ by, axes }: Looked,
	after: Place | undefined,
	count: number,
): Promise<Place | undefined> {
	const at = sql.ref(by)
	const parts = axes.map(
		(conditions) => sql`(
			select t.${at}, t.id
			from tickets as t
			where ${all([...conditions, ...following(by, after)])}
			order by t.${at} desc, t.id desc
			limit ${count}
		)`,
	)
	const { rows } = await sql<Place>`
		select ${at}::text as at, id
		from (${sql.join(parts, sql` union all `)}) as part
		order by ${at} desc, id desc
		offset ${count - 1}
		limit 1
	`.execute(db)
	return rows[0]
}

/**
 * All that fit, from the indexes, then the next of them in order. Materialized, or the planner would rather walk a
 * million tickets in order, hoping for hits on the way.
 */
export async function hitPlaces(
	db: Db,
	{ by, axes, rest, query, notes }: Looked,
	after: Place | undefined,
	limit: number,
): Promise<Place[]> {
	const at = sql.ref(by)
	const words = query === undefined ? [] : [fits(query, notes)]
	// For customers, who have few tickets: those first, then the words. The index has words of notes as well.
	const search = sql`cross join lateral (select words from ticket_search where ticket_id = t.id offset 0) as s`
	const hits = axes.map(
		(conditions) => sql`
			select t.id, t.${at}
			from tickets as t
			${query === undefined ? sql`` : search}
			where ${all([...conditions, ...rest, ...following(by, after), ...words])}
		`,
	)
	const { rows } = await sql<Place>`
		with hits as materialized (${sql.join(hits, sql` union all `)})
		select ${at}::text as at, id
		from hits
		order by ${at} desc, id desc
		limit ${limit}
	`.execute(db)
	return rows
}

/**
 * For the staff, whose order the index of words keeps: era by era from the latest on, at first as many as hold a page on
 * average, then as many as it takes at the rate of those before.
 */
export async function wordPlaces(
	db: Db,
	looked: Looked & { query: Typed },
	asked: Asked,
	after: Place | undefined,
	limit: number,
): Promise<Place[]> {
	const read = (stretch: Stretch) => eraPlaces(db, looked, asked, stretch, after, limit)
	const eras = await erasFrom(db, after?.at)
	const found: Place[] = []
	let perEra = asked.density * ERA
	let unread = eras
	for (let upto: Era | undefined; ; ) {
		// The current era may be empty yet.
		const few = Math.ceil((AMPLE * (limit - found.length)) / perEra) + 1
		if (few >= unread.length * MOST) {
			const middle = unread.length < MANY ? undefined : unread[Math.floor(unread.length / 2)]
			// Both halves at once, each by a process of the database.
			const halves = middle ? [stretch(eras, upto, middle), stretch(eras, middle)] : [stretch(eras, upto)]
			found.push(...(await Promise.all(halves.map(read))).flat())
			return found.slice(0, limit)
		}
		const lowest = unread[few - 1]!
		found.push(...(await read(stretch(eras, upto, lowest))))
		if (found.length >= limit) return found.slice(0, limit)
		perEra = found.length === 0 ? 0 : found.length / (eras.length - unread.length + few)
		unread = unread.slice(few)
		upto = lowest
	}
}

/** Whatever was changed up to one era's beginning and since another's. */
interface Stretch {
	/** Those it can stand in. */
	eras: readonly Era[]
	upto: Era | undefined
	since: Era | undefined
}

function stretch(eras: readonly Era[], upto: Era | undefined, since?: Era): Stretch {
	const held = eras.filter((era) => (!since || era.era >= since.era) && (!upto || canHold(era, upto)))
	return { eras: held, upto, since }
}

/** Hits are not spread evenly. */
const AMPLE = 1.3
/** With so many of the eras that are left the others are read as well. */
const MOST = 0.6
/** Fewer are not worth a second process. */
const MANY = 8

/**
 * All that have the words, in order, and then ticket by ticket what else must fit, until the page is full. `offset 0`
 * keeps the planner from doing it the other way round.
 */
async function eraPlaces(
	db: Db,
	{ axes, rest, query }: Looked & { query: Typed },
	asked: Asked,
	{ eras, upto, since }: Stretch,
	after: Place | undefined,
	limit: number,
): Promise<Place[]> {
	const has = [sql<boolean>`ticket_words(h.ticket_id, h.version, h.era) @@ in_era.query`]
	// What was changed before may come after something in an earlier era.
	if (upto) has.push(sql<boolean>`h.updated_at <= ${upto.since}::timestamptz`)
	if (since) has.push(sql<boolean>`h.updated_at > ${since.since}::timestamptz`)
	if (after) has.push(sql<boolean>`(h.updated_at, h.ticket_id) < (${after.at}::timestamptz, ${after.id}::bigint)`)
	const onAxes = axes.map((conditions) => all(conditions))
	const others = axes.some((conditions) => conditions.length === 0) ? rest : [...rest, any(onAxes)]
	const { rows } = await sql<Place>`
		select hits.updated_at::text as at, hits.id
		from (
			select h.ticket_id as id, h.updated_at
			from unnest(${eras.map(({ era }) => inEra(asked.query, era))}::tsquery[]) as in_era (query)
			join ticket_hits as h on ${all(has)}
			order by h.updated_at desc, h.ticket_id desc
			offset 0
		) as hits
		${others.length > 0 ? sql`cross join lateral (select ${compared} from tickets where id = hits.id offset 0) as t` : sql``}
		${asked.partial ? wordsOf('hits.id') : sql``}
		where ${all([...others, ...(asked.partial ? [fits(query, true)] : [])])}
		order by hits.updated_at desc, hits.id desc
		limit ${limit}
	`.execute(db)
	return rows
}

function following(by: Looked['by'], after: Place | undefined): RawBuilder<boolean>[] {
	if (!after) return []
	return [sql<boolean>`(t.${sql.ref(by)}, t.id) < (${after.at}::timestamptz, ${after.id}::bigint)`]
}

function fits(query: Typed, notes: boolean): RawBuilder<boolean> {
	return hasWords('s', notes ? SEARCHED.words : ['words'], query)
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
	return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join([...conditions], sql` and `)}`
}

function any(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
	return sql<boolean>`(${sql.join([...conditions], sql` or `)})`
}
