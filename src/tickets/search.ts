import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'

/** A ticket is found by its first ten thousand different words: a vector has a largest size, and each reply indexes all of it again. */
const WORDS = 10_000

/** The words of these tickets from scratch, e.g. after a new subject. The tickets must be locked. */
export async function indexTickets(tx: Tx, ids: readonly number[]): Promise<void> {
	await sql`
		insert into ticket_search (ticket_id, words, note_words)
		select t.id,
		       text_words(t.number || ' ' || t.subject || ' ' || coalesce(companies.name, '') || ' '
		         || coalesce(companies.registration_number, '') || ' ' || coalesce(written.replies, ''))
		         || requester.words,
		       text_words(written.notes)
		from tickets as t
		join users as requester on requester.id = t.requester_id
		left join companies on companies.id = t.company_id
		cross join lateral (
			select string_agg(body, ' ') filter (where kind = 'reply') as replies,
			       string_agg(body, ' ') filter (where kind = 'note') as notes
			from (select kind, body from messages where ticket_id = t.id and kind <> 'event' order by id limit 1000) as first
		) as written
		where t.id = any (${ids}::bigint[])
		on conflict (ticket_id) do update
		set words = excluded.words, note_words = excluded.note_words
	`.execute(tx)
}

/** A reply's or note's words beside those that are there. */
export async function indexMessage(tx: Tx, ticketId: number, kind: 'reply' | 'note', body: string): Promise<void> {
	const column = sql.ref(kind === 'reply' ? 'words' : 'note_words')
	await sql`
		update ticket_search
		set ${column} = ${column} || text_words(${body})
		where ticket_id = ${ticketId}
		  and length(words) + length(note_words) < ${WORDS}
	`.execute(tx)
}

/** As many stale tickets as one transaction should hold, made again. @returns false when there were none. */
export async function indexStale(db: Db): Promise<boolean> {
	return await db.transaction().execute(async (tx) => {
		const { rows } = await sql<{ ticket_id: number }>`
			delete from ticket_search_stale
			where id in (select id from ticket_search_stale order by id limit 500 for update skip locked)
			returning ticket_id
		`.execute(tx)
		if (rows.length === 0) return false
		const ids = [...new Set(rows.map((row) => row.ticket_id))]
		// Against a reply that adds its words meanwhile.
		await sql`select id from tickets where id = any (${ids}::bigint[]) order by id for no key update`.execute(tx)
		await indexTickets(tx, ids)
		return true
	})
}

export async function hasStale(db: Db): Promise<boolean> {
	const row = await db.selectFrom('ticket_search_stale').select('id').limit(1).executeTakeFirst()
	return row !== undefined
}
