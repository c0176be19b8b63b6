import { record } from '../audit/audit.ts'
import type { Person } from '../auth/permissions.ts'
import type { UiLanguage } from '../contract/fields.ts'
import { testMail } from '../contract/invitation-mail.ts'
import type { Audience, Delivery, InvitationRound } from '../contract/invitations.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Post } from '../mail/post.ts'
import { findRound, insertInvitations, insertRound, lockRounds, moveRound, resetInvitations } from './queries.ts'

/** A request is one. */
interface Acting {
	person: Person
	language: UiLanguage
}

export interface NewRound extends Audience {
	delivery: Delivery
	/** The number that was seen; another one is a refusal, not a surprise. */
	people: number
}

/** @throws AppError audience_changed with the new number, mail_not_set_up */
export async function startRound(
	db: Db,
	post: Post,
	{ delivery, people, ...audience }: NewRound,
	{ person }: Acting,
): Promise<InvitationRound> {
	if (delivery === 'mail' && !post.mailer) throw new AppError('mail_not_set_up')
	return await db.transaction().execute(async (tx) => {
		await lockRounds(tx)
		const import_id = audience.import_id ?? null
		const id = await insertRound(tx, { import_id, delivery, created_by: person.id })
		const made = await insertInvitations(tx, id, delivery === 'mail' ? 'waiting' : 'link', audience)
		if (made !== people || made === 0) throw new AppError('audience_changed', { people: made })
		if (delivery === 'links') await moveRound(tx, id, ['sending'], 'done')
		const details = { ...audience, delivery, people }
		await record(tx, {
			user_id: person.id,
			action: 'invitation.start',
			subject: 'invitation_rounds',
			subject_id: id,
			details,
		})
		return (await findRound(tx, id, post.mailer?.perMinute ?? null))!
	})
}

/** Nothing more is sent until it is continued; what is on its way arrives. Stopping twice is stopping. */
export async function stopRound(db: Db, id: number, acting: Acting): Promise<void> {
	await changeRound(db, id, 'sending', 'stopped', 'invitation.stop', acting)
}

export async function continueRound(db: Db, id: number, acting: Acting): Promise<void> {
	await changeRound(db, id, 'stopped', 'sending', 'invitation.continue', acting)
}

async function changeRound(
	db: Db,
	id: number,
	from: 'sending' | 'stopped',
	to: 'sending' | 'stopped',
	action: string,
	{ person }: Acting,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		if (!(await findRound(tx, id, null))) throw new AppError('not_found')
		if (!(await moveRound(tx, id, [from], to))) return
		await record(tx, { user_id: person.id, action, subject: 'invitation_rounds', subject_id: id })
	})
}

/** The refused of a round, or one person, once more. @throws AppError invitation_not_ready when there is nothing to try */
export async function retry(
	db: Db,
	post: Post,
	which: { round_id: number } | { id: number },
	{ person }: Acting,
): Promise<number> {
	if (!post.mailer) throw new AppError('mail_not_set_up')
	return await db.transaction().execute(async (tx) => {
		const [reset] = await resetInvitations(tx, which)
		if (!reset) throw new AppError('invitation_not_ready')
		await moveRound(tx, reset.round_id, ['stopped', 'done'], 'sending')
		await record(tx, {
			user_id: person.id,
			action: 'invitation.retry',
			subject: 'invitation_rounds',
			subject_id: reset.round_id,
			details: { ...which, people: reset.people },
		})
		return reset.round_id
	})
}

/** To whoever asks, now. @throws AppError mail_not_set_up, own_email_placeholder, mail_not_sent with the server's answer */
export async function sendTest(
	post: Post,
	language: UiLanguage,
	me: { email: string; email_placeholder: boolean; username: string; company: string | null },
): Promise<{ sent_to: string }> {
	const { mailer, sender, address } = post
	if (!mailer) throw new AppError('mail_not_set_up')
	const { email, email_placeholder, username, company } = me
	if (email_placeholder) throw new AppError('own_email_placeholder', { email })
	const mail = testMail(language, { sender, username, company, link: `${address}/invitation/example` })
	const { state, answer } = await mailer.send({
		to: { name: '', address: email },
		...mail,
		id: `test-${crypto.randomUUID()}`,
	})
	if (state !== 'sent') throw new AppError('mail_not_sent', { answer })
	return { sent_to: email }
}
