import { sql } from 'kysely'
import { ticketScopeOf } from '../auth/permissions.ts'
import { BASE_STATES, type BaseState, type CompanyTickets, type TicketCounts } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import type { Acting } from './acting.ts'
import { COUNTED_TO } from './list.ts'
import { visible } from './scope.ts'

/** How many wait in one's views, for the navigation. */
export async function countViews(db: Db, { person }: Acting): Promise<TicketCounts> {
	const scope = ticketScopeOf(person)
	const customer = scope.sees === 'own'
	const mine = customer ? sql`t.requester_id = ${person.id}` : sql`t.assignee_id = ${person.id}`
	const counted = (condition: ReturnType<typeof sql>) => sql`(
		select count(*)::int
		from (
			select 1 from tickets as t where t.solved_at is null and ${condition} and ${visible(scope)} limit ${COUNTED_TO}
		) as counted
	)`
	const { rows } = await sql<Omit<TicketCounts, 'counted_to'>>`
		select ${counted(mine)} as mine,
		       ${customer ? sql`0` : counted(sql`t.assignee_id is null`)} as unassigned,
		       ${counted(sql`true`)} as open
	`.execute(db)
	return { ...rows[0]!, counted_to: COUNTED_TO }
}

/** A company's tickets as its page shows them, as far as one may see them: read once, counted in three ways. */
export async function summariseCompany(db: Db, { person }: Acting, company_id: number): Promise<CompanyTickets> {
	const { rows } = await sql<{ states: Partial<Record<BaseState, number>>; months: CompanyTickets['months'] }>`
		with counted as materialized (
			select t.state, to_char(t.created_at, 'YYYY-MM') as created, to_char(t.solved_at, 'YYYY-MM') as solved,
			       count(*)::int as count
			from tickets as t
			where t.company_id = ${company_id}
			  and ${visible(ticketScopeOf(person))}
			group by 1, 2, 3
		),
		last_months as (
			select to_char(month, 'YYYY-MM') as month
			from generate_series(
				date_trunc('month', now()) - interval '11 months', date_trunc('month', now()), interval '1 month'
			) as month
		)
		select (
		         select coalesce(json_object_agg(state, count), '{}')
		         from (select state, sum(count) as count from counted group by state) as by_state
		       ) as states,
		       (
		         select json_agg(
		           json_build_object(
		             'month', month,
		             'created', (select coalesce(sum(count), 0) from counted where created = month),
		             'solved', (select coalesce(sum(count), 0) from counted where solved = month)
		           )
		           order by month
		         )
		         from last_months
		       ) as months
	`.execute(db)
	const { states, months } = rows[0]!
	const by_state = Object.fromEntries(BASE_STATES.map((base) => [base, states[base] ?? 0]))
	return { by_state: by_state as Record<BaseState, number>, months }
}

/** Tags beginning with what was typed, of the tickets that were worked on last; the commonest first. */
export async function listTags(db: Db, { person }: Acting, q: string): Promise<string[]> {
	const { rows } = await sql<{ tag: string }>`
		select tag
		from (
			select t.tags
			from tickets as t
			where t.tags <> '[]'
			  and ${visible(ticketScopeOf(person))}
			order by t.updated_at desc, t.id desc
			limit 3000
		) as recent
		cross join jsonb_array_elements_text(recent.tags) as tag
		where starts_with(fold(tag), fold(${q}))
		group by tag
		order by count(*) desc, tag
		limit 20
	`.execute(db)
	return rows.map(({ tag }) => tag)
}
