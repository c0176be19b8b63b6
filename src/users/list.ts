import type { Scope } from '../auth/permissions.ts'
import type { Page } from '../contract/imports.ts'
import type { User } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { chooseWords, typedOf } from '../search/words.ts'
import { type Position, readPosition, writePosition } from './cursor.ts'
import { getUsers, hitPlaces, listPlaces, type Place, readSearch, type UserFilter, walkPlaces } from './queries.ts'

/** A page of people in Czech alphabetical order; of those found when something is looked for. */
export async function listUsers(
	db: Db,
	scope: Scope,
	{ q, after, limit, ...filter }: UserFilter & { q?: string; after?: string; limit: number },
): Promise<Page<User>> {
	const from = after === undefined ? undefined : readPosition(after)
	const search = q ? await readSearch(db, q.toWellFormed().replaceAll('\0', ' ')) : undefined
	// One more than asked for: it tells whether there is a next page.
	const found = search?.query
		? await searchPlaces({ db, scope, filter, query: search.query, starts: search.starts, limit: limit + 1 }, from)
		: { places: await listPlaces(db, scope, filter, from, limit + 1) }
	const places = found.places.slice(0, limit)
	const last = found.places.length > limit ? places.at(-1) : undefined
	return {
		items: await getUsers(db, scope, places),
		next: last ? writePosition({ ...last, ...(found.start === undefined ? {} : { start: found.start }) }) : null,
	}
}

const SEARCHED = { table: 'users', words: ['words'] }

interface Search {
	db: Db
	scope: Scope
	filter: UserFilter
	query: string
	starts: string[]
	limit: number
}

/** Where a walk begins to cost more than asking the index: 3,000 people are about 6 ms. */
const STEPS = 3_000
/** After every sort key that begins with what is before it. */
const END = '\u{10ffff}'

/**
 * A common word (`cz` of a million e-mail addresses) is found among the next people in order; a rare one is asked
 * of the index and what it finds is sorted. Between them is the common surname, or the beginning of one beside a common
 * first name: far away in the order, and tens of thousands of hits to sort. There the list starts at that surname and
 * goes around, so that these people come first; the cursor remembers it. With 1 M people each of the three stays
 * below 50 ms, and none can do all.
 */
async function searchPlaces(search: Search, from: Position | undefined): Promise<{ places: Place[]; start?: string }> {
	if (from?.start !== undefined) return { places: await searchAround(search, from.start, from), start: from.start }

	const { db, scope, filter, query, starts, limit } = search
	const near = await walkPlaces(db, scope, filter, { query, after: from, steps: STEPS }, limit)
	if (near.places.length === limit || near.walked < STEPS) return { places: near.places }
	if (!from) {
		for (const start of starts) {
			// No further than the people of that name: beyond them nobody is likelier a hit than anywhere.
			const walk = { query, after: { sort_key: start, id: 0 }, before: start + END, steps: STEPS }
			const { places } = await walkPlaces(db, scope, filter, walk, limit)
			if (places.length === limit) return { places, start }
		}
	}
	const asked = await chooseWords(db, SEARCHED, typedOf(query))
	return { places: await hitPlaces(db, scope, filter, { query, asked, after: from }, limit) }
}

/** The next places of a list that began at `start`, went to its end, and goes on from its beginning. */
async function searchAround(
	{ db, scope, filter, query, limit }: Search,
	start: string,
	after: Place,
): Promise<Place[]> {
	const before = after.sort_key < start ? { before: start } : {}
	const near = await walkPlaces(db, scope, filter, { query, after, ...before, steps: STEPS }, limit)
	if (near.places.length === limit) return near.places
	const asked = await chooseWords(db, SEARCHED, typedOf(query))
	return await hitPlaces(db, scope, filter, { query, asked, after, start }, limit)
}
