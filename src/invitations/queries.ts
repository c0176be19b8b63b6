import { sql } from 'kysely'
import {
	type Audience,
	type Delivery,
	INVITATION_STATES,
	type Invitation,
	type InvitationRound,
	type InvitationState,
} from '../contract/invitations.ts'
import type { Db, Tx } from '../db/database.ts'
import { peopleOf } from './audience.ts'

/** Rounds that are made at the same time must not invite the same person twice. */
export async function lockRounds(tx: Tx): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext(current_schema() || '.invitation_rounds'))`.execute(tx)
}

export async function insertRound(
	tx: Tx,
	round: { import_id: number | null; delivery: Delivery; created_by: number },
): Promise<number> {
	const row = await tx.insertInto('invitation_rounds').values(round).returning('id').executeTakeFirstOrThrow()
	return row.id
}

/** One invitation for everybody of the audience who is not left out. @returns how many */
export async function insertInvitations(
	tx: Tx,
	roundId: number,
	state: 'waiting' | 'link',
	audience: Audience,
): Promise<number> {
	const { numAffectedRows } = await sql`
		insert into invitations (round_id, user_id, state)
		select ${roundId}::bigint, p.id, ${state}
		from (${peopleOf(audience)}) p
		where p.left_out is null
		order by p.id
	`.execute(tx)
	return Number(numAffectedRows ?? 0)
}

interface RoundRow
	extends Omit<
		InvitationRound,
		'counts' | 'people' | 'accepted' | 'created_by' | 'per_minute' | 'created_at' | 'finished_at'
	> {
	created_by: number | null
	created_by_username: string | null
	created_at: Date
	finished_at: Date | null
	/** By state, and `accepted`. */
	counts: Partial<Record<InvitationState, number>> | null
	accepted: number
}

const roundColumns = sql`
	r.id, r.import_id, r.delivery, r.state, r.problem, r.created_by, u.username as created_by_username, r.created_at,
	r.finished_at, c.counts, coalesce(c.accepted, 0)::integer as accepted
`
const roundTables = sql`
	invitation_rounds r
	left join users u on u.id = r.created_by
	left join lateral (
		select jsonb_object_agg(s.state, s.people) as counts, sum(s.accepted) as accepted
		from (
			select i.state, count(*) as people, count(i.accepted_at) as accepted
			from invitations i
			where i.round_id = r.id
			group by i.state
		) s
	) c on true
`

export async function findRound(
	db: Db | Tx,
	id: number,
	perMinute: number | null,
): Promise<InvitationRound | undefined> {
	const { rows } = await sql<RoundRow>`select ${roundColumns} from ${roundTables} where r.id = ${id}`.execute(db)
	return rows[0] && toRound(rows[0], perMinute)
}

/** The latest first; `after` is the last id of the page before. */
export async function listRounds(
	db: Db,
	{ import_id, after, limit }: { import_id: number | undefined; after: number | undefined; limit: number },
	perMinute: number | null,
): Promise<InvitationRound[]> {
	const { rows } = await sql<RoundRow>`
		select ${roundColumns}
		from ${roundTables}
		where true
		  ${import_id === undefined ? sql`` : sql`and r.import_id = ${import_id}`}
		  ${after === undefined ? sql`` : sql`and r.id < ${after}`}
		order by r.id desc
		limit ${limit}
	`.execute(db)
	return rows.map((row) => toRound(row, perMinute))
}

/** The only writer of a round's state besides its worker. @returns whether it was in one of `from` */
export async function moveRound(
	db: Db | Tx,
	id: number,
	from: readonly InvitationRound['state'][],
	to: InvitationRound['state'],
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('invitation_rounds')
		.set({ state: to, problem: null, problem_at: null, finished_at: to === 'done' ? sql`now()` : null })
		.where('id', '=', id)
		.where('state', 'in', [...from])
		.executeTakeFirst()
	return numUpdatedRows > 0n
}

interface InvitationRow extends Omit<Invitation, 'attempted_at' | 'expires_at' | 'accepted_at'> {
	attempted_at: Date | null
	expires_at: Date | null
	accepted_at: Date | null
}

/** The people of a round; `state` narrows. `after` is the last id of the page before. */
export async function listInvitations(
	db: Db,
	roundId: number,
	{ state, after, limit }: { state: InvitationState | undefined; after: number | undefined; limit: number },
): Promise<Invitation[]> {
	const { rows } = await sql<InvitationRow>`
		select i.id, i.user_id, u.username, nullif(concat_ws(' ', u.first_name, u.last_name), '') as name,
		       coalesce(i.email, u.email) as email, c.name as company, i.state, i.answer, i.attempted_at, i.expires_at,
		       i.accepted_at
		from invitations i
		left join users u on u.id = i.user_id
		left join companies c on c.id = u.company_id
		where i.round_id = ${roundId}
		  ${state === undefined ? sql`` : sql`and i.state = ${state}`}
		  ${after === undefined ? sql`` : sql`and i.id > ${after}`}
		order by i.id
		limit ${limit}
	`.execute(db)
	return rows.map((row) => ({
		...row,
		attempted_at: row.attempted_at?.toISOString() ?? null,
		expires_at: row.expires_at?.toISOString() ?? null,
		accepted_at: row.accepted_at?.toISOString() ?? null,
	}))
}

/** Back to the beginning, to be sent once more. @returns the rounds they belong to, with how many */
export async function resetInvitations(
	tx: Tx,
	which: { round_id: number } | { id: number },
): Promise<{ round_id: number; people: number }[]> {
	// Of a whole round only what the server refused; what may have arrived is sent again one by one.
	const condition =
		'id' in which
			? sql`id = ${which.id} and state in ('failed', 'unknown')`
			: sql`round_id = ${which.round_id} and state = 'failed'`
	const { rows } = await sql<{ round_id: number; people: number }>`
		with reset as (
			update invitations
			set state = 'waiting', attempts = 0, next_at = null, token_hash = null, expires_at = null, answer = null
			where ${condition} and accepted_at is null
			returning round_id
		)
		select round_id, count(*) as people from reset group by round_id
	`.execute(tx)
	return rows
}

/** Whoever sends a test, as an invitation would address them. */
export async function findTestRecipient(db: Db, user_id: number) {
	const { rows } = await sql<{ email: string; email_placeholder: boolean; username: string; company: string | null }>`
		select u.email, u.email_placeholder, u.username, c.name as company
		from users u
		left join companies c on c.id = u.company_id
		where u.id = ${user_id}
	`.execute(db)
	return rows[0]
}

function toRound(
	{ counts, created_by, created_by_username, created_at, finished_at, ...row }: RoundRow,
	perMinute: number | null,
): InvitationRound {
	const all = Object.fromEntries(INVITATION_STATES.map((state) => [state, counts?.[state] ?? 0]))
	return {
		...row,
		counts: all as InvitationRound['counts'],
		people: Object.values(all).reduce((sum, people) => sum + people, 0),
		per_minute: perMinute,
		created_by: created_by === null ? null : { id: created_by, username: created_by_username ?? '' },
		created_at: created_at.toISOString(),
		finished_at: finished_at?.toISOString() ?? null,
	}
}
