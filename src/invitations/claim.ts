import { sql } from 'kysely'
import { newToken, tokenHash } from '../auth/sessions.ts'
import type { UiLanguage } from '../contract/fields.ts'
import { LINK_DAYS } from '../contract/invitations.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Outcome } from '../mail/mailer.ts'
import { LANGUAGE_OF_PERSON } from './audience.ts'

/** Minutes to wait after each time the server asked for patience; then it counts as refused. */
const LATER_MINUTES = [1, 5, 15, 60]

export interface Claimed {
	id: number
	attempts: number
	email: string
	name: string | null
	username: string
	company: string | null
	language: UiLanguage
	token: string
}

/**
 * The next person of a round, written down as being sent to before anything is sent. If the worker dies now, nobody
 * sends to them again by itself: at most one message per person, and a person decides about those in doubt.
 *
 * @returns undefined when there is nobody, the round or its import was stopped, or the minute is full
 */
export async function claimNext(db: Db, roundId: number, perMinute: number): Promise<Claimed | undefined> {
	return await db.transaction().execute(async (tx) => {
		// All workers share one rate, so they count one after the other.
		await sql`select pg_advisory_xact_lock(hashtext(current_schema() || '.mail_rate'))`.execute(tx)
		if (!(await maySend(tx, roundId, perMinute))) return undefined
		for (;;) {
			const next = await nextWaiting(tx, roundId)
			if (!next) return undefined
			if (next.reason === null) return await markSending(tx, next)
			await sql`update invitations set state = 'void', answer = ${next.reason} where id = ${next.id}`.execute(tx)
		}
	})
}

async function maySend(tx: Tx, roundId: number, perMinute: number): Promise<boolean> {
	const { rows } = await sql<{ allowed: boolean }>`
		select r.state = 'sending' and coalesce(i.state, 'committed') = 'committed' and (
		  select count(*) from invitations where attempted_at > now() - interval '1 minute'
		) < ${perMinute} as allowed
		from invitation_rounds r
		left join imports i on i.id = r.import_id
		where r.id = ${roundId}
		for share of r
	`.execute(tx)
	return rows[0]?.allowed ?? false
}

interface Waiting extends Omit<Claimed, 'token'> {
	/** Why nothing is sent after all. */
	reason: string | null
}

async function nextWaiting(tx: Tx, roundId: number): Promise<Waiting | undefined> {
	const { rows } = await sql<Waiting>`
		select i.id, i.attempts, u.email, nullif(concat_ws(' ', u.first_name, u.last_name), '') as name, u.username,
		       c.name as company, ${LANGUAGE_OF_PERSON} as language,
		       case
		         when u.id is null then 'gone'
		         when not u.active then 'inactive'
		         when u.password_hash is not null then 'has_password'
		         when u.email_placeholder then 'placeholder'
		         when exists (
		           select from invitations other
		           where other.user_id = i.user_id and other.id <> i.id and other.attempted_at > r.created_at
		             and other.state in ('sending', 'sent', 'unknown')
		         ) then 'invited'
		       end as reason
		from invitations i
		join invitation_rounds r on r.id = i.round_id
		left join users u on u.id = i.user_id
		left join companies c on c.id = u.company_id
		where i.round_id = ${roundId} and i.state = 'waiting' and coalesce(i.next_at <= now(), true)
		order by i.id
		limit 1
		for update of i
	`.execute(tx)
	return rows[0]
}

async function markSending(tx: Tx, { reason: _, ...person }: Waiting): Promise<Claimed> {
	const token = newToken()
	await sql`
		update invitations
		set state = 'sending', email = ${person.email}, token_hash = ${tokenHash(token)},
		    expires_at = now() + make_interval(days => ${LINK_DAYS}), attempts = attempts + 1, attempted_at = now(),
		    next_at = null, answer = null
		where id = ${person.id}
	`.execute(tx)
	return { ...person, attempts: person.attempts + 1, token }
}

/** What became of it. A link that certainly reached nobody opens nothing. */
export async function finishSending(db: Db, { id, attempts }: Claimed, { state, answer }: Outcome): Promise<void> {
	const minutes = state === 'closed' ? LATER_MINUTES[0] : LATER_MINUTES[attempts - 1]
	const again = state === 'closed' || (state === 'later' && minutes !== undefined)
	const keepsLink = state === 'sent' || state === 'unknown'
	await sql`
		update invitations
		set state = ${again ? 'waiting' : keepsLink ? state : 'failed'}, answer = ${answer},
		    next_at = ${again ? sql`now() + make_interval(mins => ${minutes})` : null},
		    token_hash = ${keepsLink ? sql`token_hash` : null}, expires_at = ${keepsLink ? sql`expires_at` : null}
		where id = ${id} and state = 'sending'
	`.execute(db)
}

/** Whoever holds the round's lock sends alone: what is being sent by nobody was left by a worker that died. */
export async function markLost(db: Db, roundId: number): Promise<void> {
	await sql`
		update invitations set state = 'unknown', answer = 'interrupted'
		where round_id = ${roundId} and state = 'sending'
	`.execute(db)
}
