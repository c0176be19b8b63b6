import type { TicketEvent, TicketRow } from '../contract/tickets.ts'
import type { Tx } from '../db/database.ts'
import { insertEvents } from './messages.ts'
import { type TicketUpdate, updateTickets } from './queries.ts'
import { indexTickets } from './search.ts'
import { isSolved, type Target } from './target.ts'

/**
 * Makes locked tickets what they shall be, each change a line in its thread; two statements for any number of
 * tickets. What already is so stays untouched, its version too. @returns the changes by ticket, without the untouched.
 */
export async function applyTarget(
	tx: Tx,
	tickets: readonly TicketRow[],
	target: Target,
	author_id: number,
): Promise<Map<number, TicketEvent[]>> {
	const changes = new Map<number, TicketEvent[]>()
	for (const ticket of tickets) {
		const events = eventsOf(ticket, target)
		if (events.length > 0) changes.set(ticket.id, events)
	}
	if (changes.size === 0) return changes

	const ids = [...changes.keys()]
	await updateTickets(tx, ids, updateOf(target), target.state && isSolved(target.state.base))
	const lines = [...changes].flatMap(([ticket_id, events]) => events.map((event) => ({ ticket_id, event })))
	await insertEvents(tx, author_id, lines)
	if (target.subject !== undefined || target.requester) await indexTickets(tx, ids)
	return changes
}

/** What differs, field by field. */
function eventsOf(ticket: TicketRow, target: Target): TicketEvent[] {
	const { subject, state, priority, requester, group, assignee, tags } = target
	const events: TicketEvent[] = []
	const compare = (field: TicketEvent['field'], from: string | null, to: string | null, same: boolean) => {
		if (!same) events.push({ field, from, to })
	}
	if (subject !== undefined) compare('subject', ticket.subject, subject, ticket.subject === subject)
	if (state) compare('state', String(ticket.state_id), String(state.id), ticket.state_id === state.id)
	if (priority) compare('priority', ticket.priority, priority, ticket.priority === priority)
	if (requester) compare('requester', ticket.requester.name, requester.name, ticket.requester.id === requester.id)
	if (group !== undefined) compare('group', nameOf(ticket.group), nameOf(group), ticket.group?.id === group?.id)
	if (assignee !== undefined) {
		compare('assignee', nameOf(ticket.assignee), nameOf(assignee), ticket.assignee?.id === assignee?.id)
	}
	if (tags) compare('tags', listed(ticket.tags), listed(tags), listed(ticket.tags) === listed(tags))
	return events
}

function updateOf({ subject, state, priority, requester, group, assignee, tags }: Target): TicketUpdate {
	return {
		...(subject === undefined ? {} : { subject }),
		...(state ? { state: state.base, state_id: state.id } : {}),
		...(priority ? { priority } : {}),
		...(requester ? { requester_id: requester.id, company_id: requester.company_id } : {}),
		...(group === undefined ? {} : { group_id: group?.id ?? null }),
		...(assignee === undefined ? {} : { assignee_id: assignee?.id ?? null }),
		...(tags ? { tags } : {}),
	}
}

function nameOf(one: { name: string } | null): string | null {
	return one?.name ?? null
}

function listed(tags: readonly string[]): string | null {
	return tags.length === 0 ? null : tags.join(', ')
}
