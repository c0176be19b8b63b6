import { type RawBuilder, sql } from 'kysely'
import type { UiLanguage } from '../contract/fields.ts'
import { type Audience, type InvitedPerson, LEFT_OUT, type LeftOut } from '../contract/invitations.ts'
import type { Db, Tx } from '../db/database.ts'

/** As many as a person reads before trusting the number. */
const SHOWN = 20

/** The people an audience names, each with why they are left out; null: they get an invitation. */
export function peopleOf({ import_id, user_id, role, q, again = false }: Audience): RawBuilder<unknown> {
	const conditions = [
		...(import_id === undefined ? [] : [sql`u.import_id = ${import_id}`]),
		...(user_id === undefined ? [] : [sql`u.id = ${user_id}`]),
		...(role === undefined ? [] : [sql`u.role = ${role}`]),
		...(q === undefined ? [] : [sql`u.words @@ search_query(${q})`]),
	]
	return sql`
		select u.id, u.username, u.email, u.first_name, u.last_name, u.role, u.company_id,
		       ${LANGUAGE_OF_PERSON} as language,
		       case
		         when not u.active then 'inactive'
		         when u.password_hash is not null then 'has_password'
		         when u.email_placeholder then 'placeholder'
		         ${again ? sql`` : sql`when ${hasOpenInvitation} then 'invited'`}
		       end as left_out
		from users u
		where true ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}
	`
}

/** What the person reads; who was given no language reads Czech, and Slovaks read Czech. */
export const LANGUAGE_OF_PERSON = sql<UiLanguage>`
	case when coalesce(u.ui_language, u.language, 'cs') in ('cs', 'sk') then 'cs' else 'en' end`

const hasOpenInvitation = sql`exists (
	select from invitations i
	join invitation_rounds r on r.id = i.round_id
	where i.user_id = u.id and i.accepted_at is null and (
		i.state = 'sending'
		or (i.state = 'waiting' and r.state = 'sending')
		or (i.state in ('sent', 'unknown', 'link') and i.expires_at > now())
	)
)`

interface Counted {
	left_out: LeftOut | null
	language: UiLanguage
	people: number
	staff: number
}

/** How many there are of each kind: one look at everybody. */
export async function countAudience(db: Db | Tx, audience: Audience): Promise<Counted[]> {
	const { rows } = await sql<Counted>`
		select left_out, language, count(*) as people, count(*) filter (where role <> 'customer') as staff
		from (${peopleOf(audience)}) p
		group by left_out, language
	`.execute(db)
	return rows
}

export type SampledPerson = InvitedPerson & { language: UiLanguage; left_out: LeftOut | null }

/** The first people of each kind, for somebody to look at. */
export async function sampleAudience(db: Db, audience: Audience): Promise<SampledPerson[]> {
	const kinds = [sql`p.left_out is null and p.language = 'cs'`, sql`p.left_out is null and p.language = 'en'`].concat(
		LEFT_OUT.map((reason) => sql`p.left_out = ${reason}`),
	)
	const { rows } = await sql<SampledPerson>`
		with p as (${peopleOf(audience)})
		select p.id, p.username, nullif(concat_ws(' ', p.first_name, p.last_name), '') as name, p.email,
		       c.name as company, p.language, p.left_out
		from (
			${sql.join(
				kinds.map((kind) => sql`(select * from p where ${kind} order by p.id limit ${SHOWN})`),
				sql` union all `,
			)}
		) p
		left join companies c on c.id = p.company_id
		order by p.id
	`.execute(db)
	return rows
}
