import { sql } from 'kysely'
import type { TicketScope } from '../auth/permissions.ts'
import { PRESENCE_SECONDS, type Presence } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { nameOf } from './queries.ts'

/** The colleagues who have the ticket open now, without oneself. */
export async function listPresence(db: Db, scope: TicketScope, ticketId: number): Promise<Presence[]> {
	if (scope.sees === 'own') return []
	const { rows } = await sql<{ id: number; name: string; activity: Presence['activity']; seen_at: Date }>`
		select users.id, ${nameOf('users')} as name, present.activity, present.seen_at
		from ticket_presence as present
		join users on users.id = present.user_id
		where present.ticket_id = ${ticketId}
		  and present.user_id <> ${scope.user_id}
		  and present.seen_at > now() - make_interval(secs => ${PRESENCE_SECONDS})
		order by users.id
	`.execute(db)
	return rows.map(({ id, name, activity, seen_at }) => ({
		user: { id, name },
		activity,
		seen_at: seen_at.toISOString(),
	}))
}

/** Says that somebody looks or types, or has left. What they looked at before is cleared away on the way. */
export async function setPresence(
	db: Db,
	ticket_id: number,
	user_id: number,
	activity: Presence['activity'] | 'left',
): Promise<void> {
	await sql`
		delete from ticket_presence
		where user_id = ${user_id}
		  and (seen_at < now() - make_interval(secs => ${PRESENCE_SECONDS}) or (ticket_id = ${ticket_id} and ${activity} = 'left'))
	`.execute(db)
	if (activity === 'left') return
	await sql`
		insert into ticket_presence (ticket_id, user_id, activity)
		values (${ticket_id}, ${user_id}, ${activity})
		on conflict (ticket_id, user_id) do update set activity = excluded.activity, seen_at = now()
	`.execute(db)
}
