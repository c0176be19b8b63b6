import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from './database.ts'

/** Of each column its values in the order of the rows. */
export type Columns = readonly (readonly unknown[])[]

/**
 * The rows of a query column by column, each as one JSON text. Of many rows the driver makes an object each and a text of
 * every value before it is what it should be: for some thousand rows of five columns this takes half the time. One
 * text of all columns would be checked again by PostgreSQL, which takes as long as making it.
 *
 * @param names columns of the query
 */
export async function readColumns(db: Db | Tx, names: readonly string[], query: RawBuilder<unknown>): Promise<Columns> {
	const columns = names.map((name) => sql`json_agg(${sql.ref(name)}) as ${sql.ref(name)}`)
	const { rows } = await sql<Record<string, unknown[] | null>>`
		select ${sql.join(columns)} from (${query}) as r
	`.execute(db)
	return names.map((name) => rows[0]![name] ?? [])
}

/** The rows again. */
export function rowsOf<Row>(names: readonly (keyof Row)[], columns: Columns): Row[] {
	const count = columns[0]?.length ?? 0
	return Array.from({ length: count }, (_, nth) => {
		const row = {} as Row
		for (let at = 0; at < names.length; at++) row[names[at]!] = columns[at]![nth] as Row[keyof Row]
		return row
	})
}
