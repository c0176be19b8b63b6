import { invitationMail } from '../contract/invitation-mail.ts'
import { type Audience, type InvitationPreview, type InvitedPerson, LEFT_OUT } from '../contract/invitations.ts'
import type { Db } from '../db/database.ts'
import type { Post } from '../mail/post.ts'
import { countAudience, type SampledPerson, sampleAudience } from './audience.ts'

/** As many as fit a line of names. */
const FIRST = 5

/** Who would get an invitation, who would not and why, and what they would read. Nothing is written. */
export async function previewInvitations(db: Db, post: Post, audience: Audience): Promise<InvitationPreview> {
	const counted = await countAudience(db, audience)
	const sample = await sampleAudience(db, audience)
	const invited = counted.filter(({ left_out }) => left_out === null)
	const inLanguage = (language: string) => sum(invited.filter((one) => one.language === language))
	const { mailer, address } = post
	return {
		people: sum(invited),
		staff: invited.reduce((total, { staff }) => total + staff, 0),
		languages: { cs: inLanguage('cs'), en: inLanguage('en') },
		first: firstOf(sample, null),
		left_out: LEFT_OUT.map((reason) => ({
			reason,
			count: sum(counted.filter(({ left_out }) => left_out === reason)),
			first: firstOf(sample, reason),
		})).filter(({ count }) => count > 0),
		texts: (['cs', 'en'] as const).flatMap((language) => {
			const person = sample.find((one) => one.left_out === null && one.language === language)
			if (!person) return []
			const { username, company } = person
			const facts = { sender: post.sender, username, company, link: `${address}/invitation/…` }
			return [{ language, ...invitationMail(language, facts) }]
		}),
		mail: mailer !== undefined,
		sender: mailer?.sender ?? null,
		per_minute: mailer?.perMinute ?? null,
		address,
		address_local: post.isLocal,
	}
}

function sum(counted: readonly { people: number }[]): number {
	return counted.reduce((total, { people }) => total + people, 0)
}

function firstOf(sample: readonly SampledPerson[], reason: SampledPerson['left_out']): InvitedPerson[] {
	return sample
		.filter(({ left_out }) => left_out === reason)
		.slice(0, FIRST)
		.map(({ id, username, name, email, company }) => ({ id, username, name, email, company }))
}
