import type { Database } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'
import type { Post } from '../mail/post.ts'
import { listDueRounds, sendRound } from './send.ts'

export const INVITATION_JOB = 'invitation'

/** A job sends as much of a round as this minute allows; the sweep finds what is left when the next one has begun. */
export function invitationJob(database: Database, post: Post): JobKind<{ round_id: number }> {
	const { mailer } = post
	return {
		name: INVITATION_JOB,
		async run({ round_id }) {
			if (mailer) await sendRound(database, { ...post, mailer }, round_id)
		},
		sweep: async () => {
			if (!mailer) return []
			return (await listDueRounds(database.db, mailer.perMinute)).map((round_id) => ({ round_id }))
		},
	}
}
