import { type RawBuilder, sql } from 'kysely'
import type { TicketScope } from '../auth/permissions.ts'

/** Inside the product, after the permission was checked. */
export const everything: TicketScope = { sees: 'all', user_id: 0 }

/**
 * Which rows of `tickets as t` somebody sees. The subqueries do not depend on the row, so PostgreSQL asks them once
 * and can use the indexes on group, assignee, requester and company for what they answer.
 */
export function visible({ sees, user_id }: TicketScope): RawBuilder<boolean> {
	if (sees === 'all') return sql<boolean>`true`
	if (sees === 'groups') {
		return sql<boolean>`(
			t.group_id is null
			or t.assignee_id = ${user_id}
			or t.group_id = any (array(select group_id from group_members where user_id = ${user_id}))
		)`
	}
	return sql<boolean>`(t.requester_id = ${user_id} or t.company_id = ${sharedCompany(user_id)})`
}

/** The company whose tickets the contact may see all; null without the right. */
export function sharedCompany(user_id: number): RawBuilder<number | null> {
	return sql`(select company_id from users where id = ${user_id} and company_tickets)`
}
