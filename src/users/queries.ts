import { sql } from 'kysely'
import type { Scope } from '../auth/permissions.ts'
import type { Role } from '../contract/fields.ts'
import type { User } from '../contract/people.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Asked } from '../search/words.ts'
import { tidyLine } from '../values/tidy.ts'
import type { UserValues } from './values.ts'

const columns = [
	'users.id',
	'users.username',
	'users.email',
	'users.email_placeholder',
	'users.first_name',
	'users.last_name',
	'users.title_before',
	'users.title_after',
	'users.phone',
	'users.mobile',
	'users.company_id',
	'users.role',
	'users.position',
	'users.language',
	'users.note',
	'users.external_id',
	'users.active',
	'users.company_tickets',
	'users.import_id',
	'users.import_line',
	'users.created_at',
	'users.updated_at',
	'users.version',
] as const

/** Of customers it is not even looked for: a list of them is read as fast as without. */
const groups = sql<User['groups']>`case when users.role <> 'customer' then (
	select coalesce(json_agg(json_build_object('id', groups.id, 'name', groups.name) order by czech_sort_key(groups.name)), '[]')
	from group_members
	join groups on groups.id = group_members.group_id
	where group_members.user_id = users.id
) else '[]' end`.as('groups')
const hasPassword = sql<boolean>`users.password_hash is not null`.as('has_password')

export interface UserFilter {
	role?: Role
	company_id?: number
	active?: boolean
	/** Exactly, each as what makes it one of its kind compares it; several people may have an e-mail. */
	username?: string
	email?: string
	external_id?: string
}

/** Where a row stands in the order of the list. */
export interface Place {
	sort_key: string
	id: number
}

/** After every sort key that begins with what is before it. */
export const END = '\u{10ffff}'

/** The next places in Czech alphabetical order of surnames. */
export async function listPlaces(db: Db, scope: Scope, filter: UserFilter, after: Place | undefined, limit: number) {
	return await ordered(filtered(db, scope, filter, after))
		.limit(limit)
		.execute()
}

/** Each a place in the order, where the people begin who are called so. */
export interface SearchTyped {
	query: string | null
	/** The whole of what was typed, as a name. */
	names: string[]
	/** A word of it, as a surname. */
	surnames: string[]
}

/**
 * What was typed, as `list.ts` needs it: the query, and where in the order the people it may name begin. Those are
 * `Novák Jan` and `Jan Novák` as typed and with the words turned, then each word of several as a surname; and since
 * people leave out diacritics while č, ř, š, ž are letters of their own in the order, `cern` at `čern`, too.
 */
export async function readSearch(db: Db, q: string): Promise<SearchTyped> {
	const { rows } = await sql<SearchTyped>`
		with typed as (
			select word, nth
			from regexp_split_to_table(trim(${q}), '\\s+') with ordinality as typed (word, nth)
			where nth <= 3
		),
		names (name, rank) as (
			select string_agg(word, ' ' order by nth), 0 from typed
			union all
			select string_agg(word, ' ' order by nth desc), 1 from typed
			union all
			select word, 1 + nth from typed
		),
		starts (start, rank) as (
			select start, min(rank * 2 + spelling)
			from names
			cross join lateral (values
				(0, czech_sort_key(name)),
				(1, regexp_replace(czech_sort_key(name), '^([crsz])(?!~)', '\\1~'))
			) as variant (spelling, start)
			where start <> ''
			group by start
		)
		select search_query(${q})::text as query,
		       array(select start from starts where rank < 4 order by rank) as names,
		       array(select start from starts where rank >= 4 order by rank) as surnames
	`.execute(db)
	return rows[0]!
}

/** The hits among the next `steps` people in order; looks at no more, however rare they are. */
export async function walkPlaces(
	db: Db,
	scope: Scope,
	filter: UserFilter,
	{ query, after, before, steps }: { query: string; after: Place | undefined; before?: string; steps: number },
	limit: number,
): Promise<Place[]> {
	let next = filtered(db, scope, filter, after).select('words')
	if (before !== undefined) next = next.where('sort_key', '<', before)
	const { rows } = await sql<Place>`
		with walked as materialized (${ordered(next).limit(steps)})
		select sort_key, id
		from walked
		where words @@ ${query}::tsquery
		order by sort_key, id
		limit ${limit}
	`.execute(db)
	return rows
}

interface Hits {
	query: string
	asked: Asked
	after: Place | undefined
	/** Where the list begins, if not at its beginning. */
	start?: string
	/** Or where it may begin: of these it is where most of the hits are. */
	starts?: readonly string[]
}

/**
 * All hits from the index, then the next of them in order, from a start on and around. Materialized, or the planner
 * would rather walk a million people in order, hoping for hits on the way.
 */
export async function hitPlaces(
	db: Db,
	scope: Scope,
	filter: UserFilter,
	{ query, asked, after, start, starts = [] }: Hits,
	limit: number,
): Promise<{ places: Place[]; start: string }> {
	let hits = filtered(db, scope, filter, undefined).where(sql<boolean>`words @@ ${asked.query}::tsquery`)
	// Spelled so that the index is not asked for it.
	if (asked.partial) hits = hits.where(sql<boolean>`(words || '') @@ ${query}::tsquery`)
	const around = sql`hits.sort_key < chosen.start`
	const next = after
		? sql`(${around}, hits.sort_key, hits.id) > (${after.sort_key} < chosen.start, ${after.sort_key}, ${after.id}::bigint)`
		: sql`true`
	const { rows } = await sql<Place & { start: string }>`
		with hits as materialized (${hits}),
		chosen as (${start === undefined ? fullest(starts) : sql`select ${start}::text as start`})
		select hits.sort_key, hits.id, chosen.start
		from hits, chosen
		where ${next}
		order by ${around}, hits.sort_key, hits.id
		limit ${limit}
	`.execute(db)
	return { places: rows.map(({ sort_key, id }) => ({ sort_key, id })), start: rows[0]?.start ?? '' }
}

/** Of these starts the one behind which most hits are; the beginning of the list when there are none behind any. */
function fullest(starts: readonly string[]) {
	return sql`
		select coalesce(max(start), '') as start
		from (
			select start
			from unnest(${[...starts]}::text[]) with ordinality as offered (start, nth)
			cross join lateral (
				select count(*) as hits from hits where sort_key >= start and sort_key < start || ${END}
			) as behind
			where behind.hits > 0
			order by behind.hits desc, nth
			limit 1
		) as best
	`
}

/** The people of these places, in their order. */
export async function getUsers(db: Db, scope: Scope, places: readonly Place[]): Promise<User[]> {
	if (places.length === 0) return []
	const ids = places.map((place) => place.id)
	const rows = await inScope(db, scope).where('users.id', 'in', ids).execute()
	const byId = new Map(rows.map((row) => [row.id, toUser(row, scope)]))
	return ids.flatMap((id) => byId.get(id) ?? [])
}

function filtered(
	db: Db,
	scope: Scope,
	{ role, company_id, active, username, email, external_id }: UserFilter,
	after: Place | undefined,
) {
	let query = db.selectFrom('users').select(['users.sort_key', 'users.id'])
	if (!scope.all) query = query.where('id', '=', scope.user_id)
	if (role) query = query.where('role', '=', role)
	if (company_id) query = query.where('company_id', '=', company_id)
	if (username !== undefined) query = query.where(sql<boolean>`lower(username) = lower(${tidyLine(username)})`)
	if (email !== undefined) query = query.where(sql<boolean>`lower(email) = lower(${tidyLine(email)})`)
	if (external_id !== undefined) query = query.where('external_id', '=', tidyLine(external_id))
	// Spelled as the condition of the partial index.
	if (active !== undefined) query = query.where(active ? sql<boolean>`active` : sql<boolean>`not active`)
	if (after) query = query.where(sql<boolean>`(sort_key, id) > (${after.sort_key}, ${after.id}::bigint)`)
	return query
}

function ordered<Q extends { orderBy(column: 'sort_key' | 'id'): Q }>(query: Q): Q {
	return query.orderBy('sort_key').orderBy('id')
}

export async function findUser(db: Db, scope: Scope, id: number): Promise<User | undefined> {
	const row = await inScope(db, scope).where('users.id', '=', id).executeTakeFirst()
	return row && toUser(row, scope)
}

/** For a change: nobody else changes it until the transaction ends. */
export async function lockUser(tx: Tx, id: number) {
	return await tx.selectFrom('users').select(columns).where('users.id', '=', id).forUpdate().executeTakeFirst()
}

/** Locked, so that two people cannot take the last two administrators away at the same time. */
export async function lockOtherAdmins(tx: Tx, id: number): Promise<number[]> {
	const rows = await tx
		.selectFrom('users')
		.select('id')
		.where('role', '=', 'admin')
		.where('active', '=', true)
		// Nobody can sign in without one.
		.where('password_hash', 'is not', null)
		.orderBy('id')
		.forUpdate()
		.execute()
	return rows.map((row) => row.id).filter((other) => other !== id)
}

export type NewUser = UserValues & { username: string; email: string; email_placeholder: boolean }

export async function insertUser(tx: Tx, values: NewUser): Promise<number> {
	const { id } = await tx.insertInto('users').values(values).returning('id').executeTakeFirstOrThrow()
	return id
}

export async function updateUserRow(tx: Tx, id: number, changed: Partial<NewUser>): Promise<void> {
	await tx
		.updateTable('users')
		.set({ ...changed, version: sql`version + 1`, updated_at: sql`now()` })
		.where('id', '=', id)
		.execute()
}

/** A customer sees nobody but themselves. */
function inScope(db: Db, scope: Scope) {
	const query = db
		.selectFrom('users')
		.leftJoin('companies', 'companies.id', 'users.company_id')
		.select([...columns, 'companies.name as company', groups, hasPassword])
	return scope.all ? query : query.where('users.id', '=', scope.user_id)
}

interface UserRow extends Omit<User, 'role' | 'created_at' | 'updated_at'> {
	role: string
	created_at: Date
	updated_at: Date
}

/** Notes are what the staff writes about a customer, not for them. */
function toUser({ role, note, created_at, updated_at, ...rest }: UserRow, scope: Scope): User {
	return {
		...rest,
		role: role as Role,
		note: scope.all ? note : null,
		created_at: created_at.toISOString(),
		updated_at: updated_at.toISOString(),
	}
}
