import { sql } from 'kysely'
import { invitationMail } from '../contract/invitation-mail.ts'
import type { Database, Db } from '../db/database.ts'
import { withLock } from '../jobs/lock.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Post } from '../mail/post.ts'
import { type Claimed, claimNext, finishSending, markLost } from './claim.ts'
import { moveRound } from './queries.ts'

/** Sends what may be sent of a round now: until the minute is full, nobody is left, or the server takes no more. */
export async function sendRound(
	{ db, pool }: Database,
	post: Post & { mailer: Mailer },
	roundId: number,
): Promise<void> {
	await withLock(pool, 'invitation_round', roundId, async () => {
		await markLost(db, roundId)
		await voidUndone(db, roundId)
		if (await hasDue(db, roundId)) await sendDue(db, post, roundId)
		if (!(await hasWaiting(db, roundId))) await moveRound(db, roundId, ['sending'], 'done')
	})
}

async function sendDue(db: Db, { mailer, sender, address }: Post & { mailer: Mailer }, roundId: number): Promise<void> {
	// Asked before anybody is written down as being sent to: an outage then leaves nobody in doubt.
	const closed = await mailer.check()
	if (closed !== undefined) return await noteProblem(db, roundId, closed)
	for (let isFirst = true; ; isFirst = false) {
		const person = await claimNext(db, roundId, mailer.perMinute)
		if (!person) return
		const outcome = await mailer.send({
			to: { name: person.name ?? '', address: person.email },
			...invitationMail(person.language, { ...person, sender, link: linkOf(address, person) }),
			id: `invitation-${person.id}-${person.attempts}`,
		})
		await finishSending(db, person, outcome)
		if (outcome.state === 'closed' || outcome.state === 'unknown') return await noteProblem(db, roundId, outcome.answer)
		if (isFirst) await forgetProblem(db, roundId)
	}
}

function linkOf(address: string, { token }: Claimed): string {
	return `${address}/invitation/${token}`
}

/** Rounds a worker can do something about now. A server that took nothing is asked again after a minute. */
export async function listDueRounds(db: Db, perMinute: number): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select r.id
		from invitation_rounds r
		where r.state = 'sending'
		  and not exists (select from imports m where m.id = r.import_id and m.state = 'undoing')
		  and coalesce(r.problem_at < now() - interval '1 minute', true)
		  and (
		    not exists (select from invitations i where i.round_id = r.id and i.state = 'waiting')
		    or (select count(*) from invitations where attempted_at > now() - interval '1 minute') < ${perMinute}
		  )
		order by r.id
	`.execute(db)
	return rows.map((row) => row.id)
}

/** The people an undo takes away need no invitation, and those it leaves are not this import's any more. */
async function voidUndone(db: Db, roundId: number): Promise<void> {
	await sql`
		update invitations i
		set state = 'void', answer = 'undone'
		from invitation_rounds r
		join imports m on m.id = r.import_id and m.state = 'undone'
		where r.id = ${roundId} and i.round_id = r.id and i.state = 'waiting'
	`.execute(db)
}

async function hasDue(db: Db, roundId: number): Promise<boolean> {
	const { rows } = await sql<{ found: boolean }>`
		select exists (
			select from invitations
			where round_id = ${roundId} and state = 'waiting' and coalesce(next_at <= now(), true)
		) as found
	`.execute(db)
	return rows[0]!.found
}

async function hasWaiting(db: Db, roundId: number): Promise<boolean> {
	const { rows } = await sql<{ found: boolean }>`
		select exists (select from invitations where round_id = ${roundId} and state in ('waiting', 'sending')) as found
	`.execute(db)
	return rows[0]!.found
}

async function noteProblem(db: Db, roundId: number, problem: string): Promise<void> {
	await sql`update invitation_rounds set problem = ${problem}, problem_at = now() where id = ${roundId}`.execute(db)
}

async function forgetProblem(db: Db, roundId: number): Promise<void> {
	await sql`
		update invitation_rounds set problem = null, problem_at = null where id = ${roundId} and problem is not null
	`.execute(db)
}
