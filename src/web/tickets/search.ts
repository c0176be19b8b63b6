import { useEffect } from 'react'
import {
	BASE_STATES,
	PRIORITIES,
	TICKET_VIEWS,
	type TicketFilter,
	type TicketRow,
	type TicketView,
} from '../../contract/tickets.ts'
import { oneOf, text, whole } from '../ui/search-params.ts'

/** The list's address. Without `view`: what the person's role usually wants to see. */
export type TicketSearch = { [Key in keyof TicketFilter]?: TicketFilter[Key] | undefined }

export function ticketSearch(search: Record<string, unknown>): TicketSearch {
	return {
		view: oneOf(TICKET_VIEWS, search.view),
		q: text(search.q),
		number: whole(search.number),
		state: oneOf(BASE_STATES, search.state),
		state_id: whole(search.state_id),
		priority: oneOf(PRIORITIES, search.priority),
		group_id: whole(search.group_id),
		assignee_id: whole(search.assignee_id),
		company_id: whole(search.company_id),
		requester_id: whole(search.requester_id),
		tag: text(search.tag),
	}
}

/** Operators come to work, customers to look at what they asked for. */
export function defaultView(works: boolean): TicketView {
	return works ? 'open' : 'all'
}

/** What to ask the server for, and what to keep as a saved view. */
export function filterOf(search: TicketSearch, works: boolean): TicketFilter {
	const given = Object.entries(search).filter(([, value]) => value !== undefined)
	return { view: defaultView(works), ...Object.fromEntries(given) }
}

/** The address of a filter; the usual view is left out, so that one list has one address. */
export function searchOf(filter: TicketFilter, works: boolean): TicketSearch {
	const { view, ...rest } = filter
	return view === undefined || view === defaultView(works) ? rest : { view, ...rest }
}

export function sameFilter(one: TicketFilter, other: TicketFilter): boolean {
	const text = (filter: TicketFilter) => JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)))
	return text(one) === text(other)
}

/** Whether it narrows its view. */
export function isNarrowed({ view: _, ...rest }: TicketFilter): boolean {
	return Object.keys(rest).length > 0
}

/** What one writes and reads about a ticket: its number, then what it is about, set apart from text of other direction. */
export function ticketTitle({ number, subject }: Pick<TicketRow, 'number' | 'subject'>): string {
	return `#${number} \u2068${subject}\u2069`
}

let last: TicketSearch = {}

/** The list one came from, as it was narrowed: where the way back leads. */
export function lastList(): TicketSearch {
	return last
}

export function useLastList(search: TicketSearch): void {
	useEffect(() => {
		last = search
	}, [search])
}
