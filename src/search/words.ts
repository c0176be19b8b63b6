import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'

/**
 * What was typed, as `search_query` of the database reads it: a row fits that has all words of one of the variants,
 * each as the beginning of one of its words.
 */
export interface Typed {
	/** The whole as a `tsquery`. */
	query: string
	/** Each word as a `tsquery` of its own. */
	variants: readonly (readonly string[])[]
}

/** A table with the words of its rows, in one or more columns. */
export interface Searched {
	table: string
	words: readonly string[]
}

/** @returns undefined when it is nothing but punctuation */
export async function readTyped(db: Db, text: string): Promise<Typed | undefined> {
	// PostgreSQL takes no NUL, and half a surrogate pair is no character.
	const typed = text.toWellFormed().replaceAll('\0', ' ')
	const { rows } = await sql<{ query: string | null }>`select search_query(${typed})::text as query`.execute(db)
	const { query } = rows[0]!
	return query === null ? undefined : typedOf(query)
}

/** The parts of a query that `search_query` made. */
export function typedOf(query: string): Typed {
	// No word has a space or any of these signs inside: `fold` made spaces of them.
	return { query, variants: query.split(' | ').map((variant) => [...new Set(variant.split(' & '))]) }
}

/** The condition, word by word: putting the columns together first would cost as much as everything else of a row. */
export function hasWords(alias: string, columns: readonly string[], { query, variants }: Typed): RawBuilder<boolean> {
	const [only] = columns
	if (columns.length === 1) return sql<boolean>`${sql.ref(`${alias}.${only!}`)} @@ ${query}::tsquery`
	const has = (word: string) => {
		const inColumns = columns.map((column) => sql`${sql.ref(`${alias}.${column}`)} @@ ${word}::tsquery`)
		return sql`(${sql.join(inColumns, sql` or `)})`
	}
	const all = variants.map((words) => sql`(${sql.join(words.map(has), sql` and `)})`)
	return sql<boolean>`(${sql.join(all, sql` or `)})`
}

/** What to ask the index for, and what that will cost. */
export interface Asked {
	query: string
	/** Milliseconds of the database, roughly. */
	cost: number
	/** Whether it is less than what was typed, so that the hits have to be compared again. */
	partial: boolean
	/** Whether nearly all hits have the other words as well: comparing those that are shown is enough work. */
	sure: boolean
	/** Rows the index will find, roughly. */
	hits: number
	/** Those among all rows: how soon a walk meets one. */
	density: number
}

/** So many blocks are looked at to learn how common words are; some 2 ms. */
const BLOCKS = 200
/**
 * Measured at 1 M tickets and people, in milliseconds: a row in the index's list of a word (a tenth to the double of
 * this, the more rows of a page are listed the less), a hit read from the table, and its words compared.
 */
const PER_LISTED = 0.000_5
const PER_HIT = 0.001_7
const PER_COMPARED = 0.001
/** The share of hits with all words from which they are compared in order, until there are enough. */
const SURE = 0.5

/**
 * Which of the words the index is best asked for. It lists every row with a beginning before it compares the lists:
 * the word every ticket has takes 110 ms of a million, whatever else was typed. So it is asked for the rarest words only, as
 * many as pay, and the hits are compared with the others. How common words are is counted in a sample, always the
 * same blocks: no statistics know of beginnings.
 */
export async function chooseWords(db: Db, searched: Searched, typed: Typed): Promise<Asked> {
	const words = [...new Set(typed.variants.flat())]
	const counts = words.map((word) => {
		const one = { query: word, variants: [[word]] }
		return sql`count(*) filter (where ${hasWords('s', searched.words, one)})`
	})
	const { rows } = await sql<{ percent: number; sampled: number; counts: number[] }>`
		with size as (
			select least(100, 100.0 * ${BLOCKS} / greatest(1, pg_relation_size(${searched.table}::regclass) / 8192))::float8 as percent
		)
		select (select percent from size) as percent, count(*) as sampled, array[${sql.join(counts)}] as counts
		from ${sql.table(searched.table)} s tablesample system ((select percent from size)) repeatable (1)
	`.execute(db)
	const { percent, sampled, counts: found } = rows[0]!
	const share = new Map(words.map((word, nth) => [word, (Number(found[nth]) + 1) / (sampled + 1)]))
	return choose(typed, share, (sampled * 100) / percent)
}

/** `share`: of the rows that have a word; `total`: rows there are. */
export function choose({ query, variants }: Typed, share: ReadonlyMap<string, number>, total: number): Asked {
	const chosen = variants.map((words) => cheapest(words, share, total))
	const hits = chosen.reduce((sum, one) => sum + one.hits, 0)
	const partial = chosen.some(({ words }, nth) => words.length < variants[nth]!.length)
	return {
		query: partial ? chosen.map(({ words }) => words.join(' & ')).join(' | ') : query,
		cost: chosen.reduce((sum, { cost }) => sum + cost, 0),
		partial,
		sure: chosen.every(({ rest }) => rest >= SURE),
		hits,
		density: hits / Math.max(total, 1),
	}
}

interface Choice {
	words: string[]
	cost: number
	hits: number
	/** The share of the hits that has all other words. */
	rest: number
}

function cheapest(variant: readonly string[], share: ReadonlyMap<string, number>, total: number): Choice {
	const byRarity = variant.toSorted((a, b) => share.get(a)! - share.get(b)!)
	let best: Choice | undefined
	let listed = 0
	let hits = total
	for (const [nth, word] of byRarity.entries()) {
		listed += total * share.get(word)!
		hits *= share.get(word)!
		const rest = byRarity.slice(nth + 1).reduce((product, other) => product * share.get(other)!, 1)
		const cost = listed * PER_LISTED + hits * (PER_HIT + (rest < SURE ? PER_COMPARED : 0))
		if (!best || cost < best.cost) best = { words: byRarity.slice(0, nth + 1), cost, hits, rest }
	}
	return best!
}
