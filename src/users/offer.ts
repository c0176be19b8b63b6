import { sql } from 'kysely'
import type { Scope } from '../auth/permissions.ts'
import type { User } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { hasWords, readTyped, type Typed } from '../search/words.ts'
import { listUsers } from './list.ts'
import { getUsers, type Place } from './queries.ts'

/** So many companies are looked into, those with most of the words first. */
const COMPANIES = 50

/**
 * Active contacts to choose one from: those who are found by words of their own, then those found by their company's,
 * or by some of each (`novák truhlářství`).
 */
export async function offerUsers(
	db: Db,
	scope: Scope,
	{ q, limit }: { q?: string | undefined; limit: number },
): Promise<User[]> {
	const filter = { role: 'customer', active: true } as const
	const { items } = await listUsers(db, scope, { ...filter, ...(q === undefined ? {} : { q }), limit })
	const typed = q && items.length < limit && scope.all ? await readTyped(db, q) : undefined
	if (!typed) return items
	const known = new Set(items.map(({ id }) => id))
	const places = await placesByCompany(db, typed, limit)
	const others = places.filter(({ id }) => !known.has(id)).slice(0, limit - items.length)
	return [...items, ...(await getUsers(db, scope, others))]
}

async function placesByCompany(db: Db, typed: Typed, limit: number): Promise<Place[]> {
	const words = [...new Set(typed.variants.flat())]
	const matched = words.map((word) => sql`(c.words @@ ${word}::tsquery)::int`)
	const has = (word: string) => sql`(u.words @@ ${word}::tsquery or c.words @@ ${word}::tsquery)`
	const all = typed.variants.map((variant) => sql`(${sql.join(variant.map(has), sql` and `)})`)
	const { rows } = await sql<Place>`
		with firms as materialized (
			select c.id, c.words
			from companies c
			where ${hasWords('c', ['words'], { query: words.join(' | '), variants: words.map((word) => [word]) })}
			order by ${sql.join(matched, sql` + `)} desc, c.sort_key, c.id
			limit ${COMPANIES}
		)
		select u.sort_key, u.id
		from firms c
		join users u on u.company_id = c.id
		where u.role = 'customer' and u.active and (${sql.join(all, sql` or `)})
		order by u.sort_key, u.id
		limit ${limit}
	`.execute(db)
	return rows
}
