import type { Scope } from '../auth/permissions.ts'
import type { Page } from '../contract/imports.ts'
import type { User } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { chooseWords, type Searched, typedOf } from '../search/words.ts'
import { type Position, readPosition, writePosition } from './cursor.ts'
import {
	END,
	getUsers,
	hitPlaces,
	listPlaces,
	type Place,
	readSearch,
	type SearchTyped,
	type UserFilter,
	walkPlaces,
} from './queries.ts'

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
		? await searchPlaces({ db, scope, filter, ...search, query: search.query, limit: limit + 1 }, from)
		: { places: await listPlaces(db, scope, filter, from, limit + 1) }
	const places = found.places.slice(0, limit)
	const last = found.places.length > limit ? places.at(-1) : undefined
	return {
		items: await getUsers(db, scope, places),
		next: last ? writePosition({ ...last, ...(found.start === undefined ? {} : { start: found.start }) }) : null,
	}
}

const SEARCHED: Searched = {
	table: 'users',
	words: ['words'],
	costs: { listed: 0.000_6, hit: 0.002, compared: 0.001 },
}

interface Search extends SearchTyped {
	db: Db
	scope: Scope
	filter: UserFilter
	query: string
	limit: number
}

/** Where a walk begins to cost more than asking the index: 3,000 people are about 6 ms. */
const STEPS = 3_000
/** So many hits are read and sorted in less time than it takes to look for them in a walk first. */
const FEW_HITS = 3_000

/**
 * Whoever is called what was typed comes first, before those who are found by an address: the list starts at that
 * name and goes around; the cursor remembers it. A page full of them is there after a walk through the people of that name.
 *
 * What is rarer is asked of the index, and what it finds is sorted. What many have and nobody is called (`cz` of a
 * million addresses) is found among the next people in order, and the beginning of a surname beside a common first name
 * among those of such a surname.
 */
async function searchPlaces(search: Search, from: Position | undefined): Promise<{ places: Place[]; start?: string }> {
	const { db, scope, filter, query, names, surnames, limit } = search
	const called = from ? undefined : await namedPlaces(search, names)
	if (called) return called
	const asked = await chooseWords(db, SEARCHED, typedOf(query))
	if (asked.hits > FEW_HITS) {
		const named = from ? undefined : await namedPlaces(search, surnames)
		if (named) return named
		// Of rarer words the next people hold no page full.
		const near = asked.density * STEPS < limit ? [] : await nextPlaces(search, from)
		if (near.length === limit) return { places: near, ...(from?.start === undefined ? {} : { start: from.start }) }
	}
	const begins = from ? { start: from.start ?? '' } : { starts: [...names, ...surnames] }
	const { places, start } = await hitPlaces(db, scope, filter, { query, asked, after: from, ...begins }, limit)
	return { places, ...(start === '' ? {} : { start }) }
}

/** A page of the people behind one of these starts; undefined where none has so many. */
async function namedPlaces({ db, scope, filter, query, limit }: Search, starts: readonly string[]) {
	for (const start of starts) {
		// No further than the people of that name: beyond them nobody is likelier a hit than anywhere.
		const walk = { query, after: { sort_key: start, id: 0 }, before: start + END, steps: STEPS }
		const places = await walkPlaces(db, scope, filter, walk, limit)
		if (places.length === limit) return { places, start }
	}
	return undefined
}

/** The hits among the next people; of a list that began at a surname and went around, up to where it began. */
function nextPlaces({ db, scope, filter, query, limit }: Search, from: Position | undefined): Promise<Place[]> {
	const before = from?.start !== undefined && from.sort_key < from.start ? { before: from.start } : {}
	return walkPlaces(db, scope, filter, { query, after: from, ...before, steps: STEPS }, limit)
}
