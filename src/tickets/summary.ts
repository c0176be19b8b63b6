import { sql } from 'kysely'
import { type TicketScope, ticketScopeOf } from '../auth/permissions.ts'
import { BASE_STATES, type BaseState, type CompanyTickets, type TicketCounts } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import type { Acting } from './acting.ts'
import { visible } from './scope.ts'

/** More than this nobody reads; counting on would cost a walk through all of them at every page. */
const COUNTED_TO = 1_000

/** How many wait in one's views, for the navigation. */
export async function countViews(db: Db, { person }: Acting): Promise<TicketCounts> {
	const scope = ticketScopeOf(person)
	const customer = scope.sees === 'own'
	const mine = customer ? sql`t.requester_id = ${person.id}` : sql`t.assignee_id = ${person.id}`
	const counted = (condition: ReturnType<typeof sql>) => sql`(
		select count(*)::int
		from (
			select 1 from tickets as t where t.solved_at is null and ${condition} and ${visible(scope)} limit ${COUNTED_TO}
		) as some
	)`
	const { rows } = await sql<Omit<TicketCounts, 'counted_to'>>`
		select ${counted(mine)} as mine,
		       ${customer ? sql`0` : counted(sql`t.assignee_id is null`)} as unassigned,
		       ${counted(sql`true`)} as open
	`.execute(db)
	return { ...rows[0]!, counted_to: COUNTED_TO }
}

/** A company's tickets as its page shows them, as far as one may see them. */
export async function summariseCompany(db: Db, { person }: Acting, company_id: number): Promise<CompanyTickets> {
	const scope = ticketScopeOf(person)
	const [states, months] = [await countStates(db, scope, company_id), await countMonths(db, scope, company_id)]
	const by_state = Object.fromEntries(BASE_STATES.map((base) => [base, states.get(base) ?? 0]))
	return { by_state: by_state as Record<BaseState, number>, months }
}

async function countStates(db: Db, scope: TicketScope, company_id: number): Promise<Map<string, number>> {
	const { rows } = await sql<{ state: string; count: number }>`
		select t.state, count(*)::int as count
		from tickets as t
		where t.company_id = ${company_id}
		  and ${visible(scope)}
		group by t.state
	`.execute(db)
	return new Map(rows.map(({ state, count }) => [state, count]))
}

/** Twelve lines, also where nothing happened. A ticket that was touched last before the first month is not looked at. */
async function countMonths(db: Db, scope: TicketScope, company_id: number): Promise<CompanyTickets['months']> {
	const { rows } = await sql<CompanyTickets['months'][number]>`
		with recent as materialized (
			select date_trunc('month', t.created_at) as created, date_trunc('month', t.solved_at) as solved
			from tickets as t
			where t.company_id = ${company_id}
			  and t.updated_at >= date_trunc('month', now()) - interval '11 months'
			  and ${visible(scope)}
		)
		select to_char(month, 'YYYY-MM') as month,
		       (select count(*)::int from recent where created = month) as created,
		       (select count(*)::int from recent where solved = month) as solved
		from generate_series(
			date_trunc('month', now()) - interval '11 months', date_trunc('month', now()), interval '1 month'
		) as month
		order by month
	`.execute(db)
	return rows
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
