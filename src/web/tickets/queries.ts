import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../contract/imports.ts'
import type {
	CompanyOpenTickets,
	CompanyTickets,
	Group,
	ListedTicket,
	Message,
	Named,
	SavedView,
	Ticket,
	TicketCount,
	TicketCounts,
	TicketFilter,
	TicketState,
} from '../../contract/tickets.ts'
import { api } from '../api.ts'

/** Two screens of rows: one request fills the window, the next page is there before one scrolls to it. */
const PAGE = 60

export function ticketListQuery(filter: TicketFilter, limit = PAGE) {
	return infiniteQueryOptions({
		queryKey: ['tickets', 'list', filter, limit],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<ListedTicket>>('/tickets', { ...filter, after: pageParam, limit }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		// What was found stays on screen until what is being found arrives.
		placeholderData: keepPreviousData,
		// Colleagues work in the same list. A long scrolled one is left alone: every page of it would be asked for again.
		refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 2 ? 30_000 : false),
	})
}

export const countsQuery = queryOptions({
	queryKey: ['tickets', 'counts'],
	queryFn: ({ signal }) => api.get<TicketCounts>('/tickets/counts', {}, signal),
	refetchInterval: 30_000,
})

/** How many a saved view holds, as far as anyone wants to know. */
export function savedCountQuery(filter: TicketFilter) {
	return queryOptions({
		queryKey: ['tickets', 'saved-count', filter],
		queryFn: ({ signal }) => api.get<TicketCount>('/tickets/count', { ...filter }, signal),
		staleTime: 60_000,
	})
}

export function ticketQuery(id: number) {
	return queryOptions({
		queryKey: ['tickets', 'one', id],
		queryFn: ({ signal }) => api.get<Ticket>(`/tickets/${id}`, {}, signal),
		refetchInterval: 15_000,
	})
}

/** What is before the part of the thread that comes with the ticket. */
export function earlierQuery(id: number, before: number | null, wanted: boolean) {
	return infiniteQueryOptions({
		queryKey: ['tickets', 'earlier', id, before],
		queryFn: ({ pageParam, signal }) =>
			api.get<{ messages: Message[]; earlier: number | null }>(
				`/tickets/${id}/messages`,
				{ before: pageParam },
				signal,
			),
		initialPageParam: before,
		getNextPageParam: (page) => page.earlier,
		enabled: wanted && before !== null,
	})
}

export const statesQuery = queryOptions({
	queryKey: ['ticket-states'],
	queryFn: async ({ signal }) => (await api.get<{ items: TicketState[] }>('/ticket-states', {}, signal)).items,
	staleTime: 5 * 60_000,
})

export const viewsQuery = queryOptions({
	queryKey: ['ticket-views'],
	queryFn: async ({ signal }) => (await api.get<{ items: SavedView[] }>('/ticket-views', {}, signal)).items,
	staleTime: 60_000,
})

export const groupsQuery = queryOptions({
	queryKey: ['groups'],
	queryFn: async ({ signal }) => (await api.get<{ items: Group[] }>('/groups', {}, signal)).items,
	staleTime: 60_000,
})

export function assigneesQuery(q: string) {
	return queryOptions({
		queryKey: ['assignees', q],
		queryFn: async ({ signal }) => (await api.get<{ items: Named[] }>('/assignees', { q }, signal)).items,
		placeholderData: keepPreviousData,
		staleTime: 60_000,
	})
}

export function tagsQuery(q: string) {
	return queryOptions({
		queryKey: ['ticket-tags', q],
		queryFn: async ({ signal }) => (await api.get<{ items: string[] }>('/ticket-tags', { q }, signal)).items,
		placeholderData: keepPreviousData,
		staleTime: 60_000,
	})
}

export const byCompanyQuery = queryOptions({
	queryKey: ['tickets', 'by-company'],
	queryFn: async ({ signal }) =>
		(await api.get<{ items: CompanyOpenTickets[] }>('/tickets/by-company', {}, signal)).items,
	refetchInterval: 60_000,
})

export function companySummaryQuery(id: number) {
	return queryOptions({
		queryKey: ['tickets', 'summary', id],
		queryFn: ({ signal }) => api.get<CompanyTickets>(`/companies/${id}/tickets/summary`, {}, signal),
	})
}

/** A changed ticket is shown at once; the lists and numbers it stands in are asked for again. */
export function keepTicket(client: QueryClient, ticket: Ticket): void {
	client.setQueryData(ticketQuery(ticket.id).queryKey, ticket)
	refreshLists(client)
}

export function refreshLists(client: QueryClient): void {
	for (const part of ['list', 'counts', 'saved-count', 'by-company', 'summary']) {
		void client.invalidateQueries({ queryKey: ['tickets', part] })
	}
}
