import { type RawBuilder, sql } from 'kysely'

/*
 * Lists of lines and values as arrays of PostgreSQL. The driver makes arrays, too, but element by element, with every
 * number in quotes: for the rows of a large step that is a quarter of its time.
 */

export function integers(values: readonly number[]): RawBuilder<number[]> {
	return sql`${`{${values.join()}}`}::integer[]`
}

/**
 * Whole numbers to look rows up by, `where line = any(...)`. In a query of their own, so that the planner does not see
 * them: it would look each up in its statistics, which takes as long as a fifth of the rows.
 */
export function lookedUp(values: readonly number[]): RawBuilder<number[]> {
	return sql`(select ${integers(values)})::integer[]`
}

export function booleans(values: readonly boolean[]): RawBuilder<boolean[]> {
	return sql`${`{${values.join()}}`}::boolean[]`
}

export function texts(values: readonly (string | null | undefined)[]): RawBuilder<(string | null)[]> {
	return sql`${`{${values.map(quoted).join()}}`}::text[]`
}

const SPECIAL = /["\\]/

function quoted(value: string | null | undefined): string {
	if (value === null || value === undefined) return 'NULL'
	return SPECIAL.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`
}
