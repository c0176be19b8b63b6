import { sql } from 'kysely'
import { record } from '../audit/audit.ts'
import type { Person } from '../auth/permissions.ts'
import { newToken, tokenHash } from '../auth/sessions.ts'
import type { UiLanguage } from '../contract/fields.ts'
import { LINK_DAYS } from '../contract/invitations.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Post } from '../mail/post.ts'
import { csvRecord } from '../values/csv-record.ts'

const PAGE = 1_000

const HEADERS = {
	cs: ['Jméno', 'Uživatelské jméno', 'E-mail', 'Společnost', 'Odkaz', 'Platí do'],
	en: ['Name', 'Username', 'E-mail', 'Company', 'Link', 'Valid until'],
} as const satisfies Record<UiLanguage, readonly string[]>

/**
 * A new link for one person, for handing over. The one before opens nothing any more: only the hash of a link is kept,
 * so it cannot be shown twice. @throws AppError not_found; invitation_not_ready when it is being sent or of no use
 */
export async function makeLink(db: Db, { address }: Post, id: number, { person }: { person: Person }) {
	const token = newToken()
	const expires_at = await db.transaction().execute(async (tx) => {
		const found = await tx.selectFrom('invitations').select('id').where('id', '=', id).executeTakeFirst()
		if (!found) throw new AppError('not_found')
		const [made] = await storeLinks(tx, [{ id, token }])
		if (!made) throw new AppError('invitation_not_ready')
		await record(tx, { user_id: person.id, action: 'invitation.link', subject: 'invitations', subject_id: id })
		return made.expires_at
	})
	return { link: `${address}/invitation/${token}`, expires_at: expires_at.toISOString() }
}

/** A new link for everybody of a round who has not set a password, as CSV. Streams, whatever their number. */
export async function* linksFile(
	db: Db,
	{ address }: Post,
	roundId: number,
	{ person, language }: { person: Person; language: UiLanguage },
): AsyncGenerator<string> {
	await record(db, {
		user_id: person.id,
		action: 'invitation.links',
		subject: 'invitation_rounds',
		subject_id: roundId,
	})
	yield `\uFEFF${csvRecord(HEADERS[language])}`
	for (let after = 0; ; ) {
		const people = await handedOver(db, roundId, after)
		if (people.length === 0) return
		const tokens = new Map(people.map(({ id }) => [id, newToken()]))
		const made = await storeLinks(
			db,
			[...tokens].map(([id, token]) => ({ id, token })),
		)
		const until = new Map(made.map(({ id, expires_at }) => [id, expires_at]))
		yield people
			.filter(({ id }) => until.has(id))
			.map(({ id, name, username, email, company }) => {
				const link = `${address}/invitation/${tokens.get(id)}`
				return csvRecord([name, username, email, company, link, until.get(id)!.toISOString().slice(0, 10)])
			})
			.join('')
		after = people.at(-1)!.id
	}
}

interface HandedOver {
	id: number
	name: string | null
	username: string
	email: string
	company: string | null
}

async function handedOver(db: Db, roundId: number, after: number): Promise<HandedOver[]> {
	const { rows } = await sql<HandedOver>`
		select i.id, nullif(concat_ws(' ', u.first_name, u.last_name), '') as name, u.username, u.email,
		       c.name as company
		from invitations i
		join users u on u.id = i.user_id
		left join companies c on c.id = u.company_id
		where i.round_id = ${roundId} and i.state = 'link' and i.id > ${after}
		order by i.id
		limit ${PAGE}
	`.execute(db)
	return rows
}

/** Only for those who still need one. A person who waits for a mail gets no mail any more: they have the link. */
async function storeLinks(
	db: Db | Tx,
	links: readonly { id: number; token: string }[],
): Promise<{ id: number; expires_at: Date }[]> {
	const { rows } = await sql<{ id: number; expires_at: Date }>`
		update invitations i
		set state = 'link', token_hash = new.token_hash, expires_at = now() + make_interval(days => ${LINK_DAYS}),
		    next_at = null, answer = null
		from unnest(${links.map(({ id }) => id)}::bigint[], ${links.map(({ token }) => tokenHash(token))}::bytea[])
		       as new (id, token_hash),
		     users u
		where i.id = new.id and u.id = i.user_id and u.active and u.password_hash is null
		  and i.accepted_at is null and i.state <> 'sending'
		returning i.id, i.expires_at
	`.execute(db)
	return rows
}
