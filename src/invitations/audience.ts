import { type RawBuilder, sql } from 'kysely'
import type { UiLanguage } from '../contract/fields.ts'
import type { Audience, InvitedPerson, LeftOut } from '../contract/invitations.ts'
import type { Db } from '../db/database.ts'

/** As many as fit a line of names. */
export const SHOWN = 5

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
		         ${again ? sql`` : sql`when o.user_id is not null then 'invited'`}
		       end as left_out
		from users u
		${again ? sql`` : sql`left join ${openInvitations} o on o.user_id = u.id`}
		where true ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}
	`
}

/** What the person reads; who was given no language reads Czech, and Slovaks read Czech. */
export const LANGUAGE_OF_PERSON = sql<UiLanguage>`
	case when coalesce(u.ui_language, u.language, 'cs') in ('cs', 'sk') then 'cs' else 'en' end`

/** Joined rather than looked up for each person: at a million people that is a second less. */
const openInvitations = sql`(
	select distinct i.user_id
	from invitations i
	join invitation_rounds r on r.id = i.round_id
	where i.accepted_at is null and (
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
	/** Some of them. */
	ids: number[]
}

/** How many there are of each kind, and a few of them: one look at everybody, without sorting a million people. */
export async function countAudience(db: Db, audience: Audience): Promise<Counted[]> {
	const { rows } = await sql<Counted>`
		select left_out, language, count(*) as people, count(*) filter (where role <> 'customer') as staff,
		       to_jsonb((array_agg(id))[1:${sql.lit(SHOWN)}]) as ids
		from (${peopleOf(audience)}) p
		group by left_out, language
	`.execute(db)
	return rows
}

/** As they are shown, in the order in which they came. */
export async function findPeople(db: Db, ids: readonly number[]): Promise<InvitedPerson[]> {
	const { rows } = await sql<InvitedPerson>`
		select u.id, u.username, nullif(concat_ws(' ', u.first_name, u.last_name), '') as name, u.email,
		       c.name as company
		from users u
		left join companies c on c.id = u.company_id
		where u.id = any(${[...ids]}::bigint[])
		order by u.id
	`.execute(db)
	return rows
}
