import { invitationMail } from '../contract/invitation-mail.ts'
import { type Audience, type InvitationPreview, LEFT_OUT } from '../contract/invitations.ts'
import type { Db } from '../db/database.ts'
import type { Post } from '../mail/post.ts'
import { countAudience, findPeople, SHOWN } from './audience.ts'

/** Who would get an invitation, who would not and why, and what they would read. Nothing is written. */
export async function previewInvitations(db: Db, post: Post, audience: Audience): Promise<InvitationPreview> {
	const counted = await countAudience(db, audience)
	const people = await findPeople(
		db,
		counted.flatMap(({ ids }) => ids),
	)
	const shown = (of: typeof counted) => {
		const ids = new Set(of.flatMap((one) => one.ids))
		return people.filter(({ id }) => ids.has(id)).slice(0, SHOWN)
	}
	const invited = counted.filter(({ left_out }) => left_out === null)
	const inLanguage = (language: string) => invited.filter((one) => one.language === language)
	const { mailer, address } = post
	return {
		people: sum(invited),
		staff: invited.reduce((total, { staff }) => total + staff, 0),
		languages: { cs: sum(inLanguage('cs')), en: sum(inLanguage('en')) },
		first: shown(invited),
		left_out: LEFT_OUT.map((reason) => {
			const group = counted.filter(({ left_out }) => left_out === reason)
			return { reason, count: sum(group), first: shown(group) }
		}).filter(({ count }) => count > 0),
		texts: (['cs', 'en'] as const).flatMap((language) => {
			const [person] = shown(inLanguage(language))
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
