import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/**
 * Tickets changed in one era are found together, without reading the lists of all the others (decision 18). An era is
 * this many tickets; migration 0030 says the same.
 */
export const ERA = 50_000

/** Longer than it takes to open an era: what is written meanwhile still stands in the one before. */
const OPENED = sql`interval '1 minute'`
/**
 * Seconds, more than any transaction takes that changes tickets: one stands in the era of the writing, at the time of the
 * beginning.
 */
const WRITTEN = 3_600

export interface Era {
	era: number
	/** What is in earlier eras was changed before this or at that moment. */
	since: string
	/** The same in seconds. */
	epoch: number
}

/** The eras that can hold what was changed at a moment or before, the latest first. */
export async function erasFrom(db: Db, moment: string | undefined): Promise<Era[]> {
	const reached = moment && sql`where since - make_interval(secs => ${WRITTEN}) <= ${moment}::timestamptz`
	const { rows } = await sql<Era>`
		select era, since::text as since, extract(epoch from since)::float8 as epoch
		from ticket_eras
		${reached ?? sql``}
		order by era desc
	`.execute(db)
	return rows
}

/** Whether something that was changed before another era began can stand in this one. */
export function canHold({ epoch }: Era, before: Era): boolean {
	return epoch - WRITTEN <= before.epoch
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
