import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/**
 * Tickets changed in one era are found together, without reading the lists of all the others (decision 18). An era is
 * this many tickets; migration 0030 says the same.
 */
export const ERA = 50_000

/** Longer than it takes to open an era: what is written meanwhile still stands in the one before. */
const OPENED = sql`interval '1 minute'`
/** Longer than any transaction that changes tickets: a ticket stands in the era of the writing, at the time of the beginning. */
const WRITTEN = sql`interval '1 hour'`

export interface Era {
	era: number
	/** What is in earlier eras was changed before this or at that moment. */
	since: string
}

/** The eras that can hold what was changed at all these moments or before, the latest first. */
export async function erasFrom(db: Db, ...moments: (string | undefined)[]): Promise<Era[]> {
	const known = moments.filter((moment) => moment !== undefined)
	const reached = known.map((moment) => sql`since - ${WRITTEN} <= ${moment}::timestamptz`)
	const { rows } = await sql<Era>`
		select era, since::text as since from ticket_eras
		where ${reached.length === 0 ? sql`true` : sql.join(reached, sql` and `)}
		order by era desc
	`.execute(db)
	return rows
}

/** The same words in one era; `query` as `search_query` writes them. */
export function inEra(query: string, era: number): string {
	return query.replaceAll(/'([^']*)':\*/g, `'${era} $1':*`)
}

const isFull = sql`exists (
	select from tickets
	where updated_at > (select since from ticket_eras order by era desc limit 1)
	order by updated_at
	offset ${ERA - 1}
	limit 1
)`

export async function isEraFull(db: Db): Promise<boolean> {
	const { rows } = await sql<{ full: boolean }>`select ${isFull} as full`.execute(db)
	return rows[0]!.full
}

export async function openEra(db: Db): Promise<void> {
	await sql`
		insert into ticket_eras (era, since)
		select current_ticket_era() + 1, now() + ${OPENED}
		where ${isFull}
		on conflict do nothing
	`.execute(db)
}
