import { sql } from 'kysely'
import type { TicketScope } from '../auth/permissions.ts'
import type { Db } from '../db/database.ts'

/** How far somebody has read; never back, as an older page may be open beside it. */
export async function setLook(db: Db, ticket_id: number, user_id: number, message_id: number): Promise<void> {
	await sql`
		insert into ticket_looks as looks (ticket_id, user_id, message_id)
		values (${ticket_id}, ${user_id}, ${message_id})
		on conflict (ticket_id, user_id) do update set message_id = greatest(looks.message_id, excluded.message_id)
	`.execute(db)
}

/**
 * Those of these tickets in which somebody else replied or noted since one looked; of notes customers are not told.
 * What one has never opened is not among them: it is new as a whole, and its state says so.
 */
export async function listUnread(
	db: Db,
	{ sees, user_id }: TicketScope,
	ids: readonly number[],
): Promise<ReadonlySet<number>> {
	const { rows } = await sql<{ ticket_id: number }>`
		select looks.ticket_id
		from ticket_looks as looks
		where looks.user_id = ${user_id}
		  and looks.ticket_id = any (${ids}::bigint[])
		  and exists (
		    select 1
		    from messages
		    where ticket_id = looks.ticket_id
		      and id > looks.message_id
		      and kind <> 'event'
		      and author_id is distinct from ${user_id}
		      ${sees === 'own' ? sql`and public` : sql``}
		  )
	`.execute(db)
	return new Set(rows.map((row) => row.ticket_id))
}
