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
	costs: Costs
}

/** Milliseconds of the database, as they were measured at 1 M rows. */
export interface Costs {
	/** For each row that is in the index's list of a word. */
	listed: number
	/** For each that has all words the index was asked for. */
	hit: number
	/** For each of these that is compared with the other words, in order and until the page is full. */
	compared: number
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
	/** Rows the index will find, roughly. */
	hits: number
	/** Rows with all that was typed among all rows, roughly: how soon a walk meets one. */
	density: number
}

/** So many blocks are looked at to learn how common words are; some 2 ms. */
const BLOCKS = 60
/** A single letter, as in `s. r. o.`, begins some word of nearly every row. */
const LETTER = /^'\p{L}':\*$/u
/** Rows of a usual page. */
const PAGE = 50

/**
 * Which of the words the index is best asked for. It lists every row with a beginning before it compares the lists:
 * the word every ticket has takes 110 ms of a million, whatever else was typed. So it is asked for the rarest words only, as
 * many as pay, and the hits are compared with the others. How common words are is counted in a sample, always the
 * same blocks: no statistics know of beginnings.
 */
export async function chooseWords(db: Db, searched: Searched, typed: Typed): Promise<Asked> {
	const all = [...new Set(typed.variants.flat())]
	const words = all.filter((word) => !LETTER.test(word))
	const counts = words.map((word) => {
		const one = { query: word, variants: [[word]] }
		return sql`count(*) filter (where ${hasWords('s', searched.words, one)})`
	})
	const { rows } = await sql<{ percent: number; sampled: number; counts: number[] }>`
		with size as (
			select least(100, 100.0 * ${BLOCKS} / greatest(1, pg_relation_size(${searched.table}::regclass) / 8192))::float8 as percent
		)
		select (select percent from size) as percent, count(*) as sampled, array[${sql.join(counts)}]::bigint[] as counts
		from ${sql.table(searched.table)} s tablesample system ((select percent from size)) repeatable (1)
	`.execute(db)
	const { percent, sampled, counts: found } = rows[0]!
	const share = new Map(all.map((word) => [word, 1]))
	for (const [nth, word] of words.entries()) share.set(word, (Number(found[nth]) + 1) / (sampled + 1))
	return choose(typed, share, (sampled * 100) / percent, searched.costs)
}

/** `share`: of the rows that have a word; `total`: rows there are. */
export function choose(
	{ query, variants }: Typed,
	share: ReadonlyMap<string, number>,
	total: number,
	costs: Costs,
): Asked {
	const chosen = variants.map((words) => cheapest(words, share, total, costs))
	const hits = chosen.reduce((sum, one) => sum + one.hits, 0)
	const partial = chosen.some(({ words }, nth) => words.length < variants[nth]!.length)
	return {
		query: partial ? chosen.map(({ words }) => words.join(' & ')).join(' | ') : query,
		cost: chosen.reduce((sum, { cost }) => sum + cost, 0),
		partial,
		hits,
		density: chosen.reduce((sum, { density }) => sum + density, 0),
	}
}

interface Choice {
	words: string[]
	cost: number
	hits: number
	density: number
}

function cheapest(
	variant: readonly string[],
	share: ReadonlyMap<string, number>,
	total: number,
	{ listed, hit, compared }: Costs,
): Choice {
	const byRarity = variant.toSorted((a, b) => share.get(a)! - share.get(b)!)
	// As if words came together by chance alone; no sample is large enough to tell.
	const density = byRarity.reduce((product, word) => product * share.get(word)!, 1)
	let best: Choice | undefined
	let rows = 0
	let hits = total
	for (const [nth, word] of byRarity.entries()) {
		rows += total * share.get(word)!
		hits *= share.get(word)!
		const others = byRarity.slice(nth + 1)
		const fitting = others.reduce((product, other) => product * share.get(other)!, 1)
		const looked = others.length > 0 ? Math.min(hits, PAGE / fitting) : 0
		const cost = rows * listed + hits * hit + looked * compared
		if (!best || cost < best.cost) best = { words: byRarity.slice(0, nth + 1), cost, hits, density }
	}
	return best!
}
