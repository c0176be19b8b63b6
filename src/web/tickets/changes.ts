import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Ticket, TicketChange, TicketRow } from '../../contract/tickets.ts'
import { ApiError, api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { failed, saved } from '../ui/notify.ts'
import { keepTicket, ticketQuery } from './queries.ts'

export function useTake() {
	const { t } = useTranslation()
	const client = useQueryClient()
	return useAction({
		mutationFn: (id: number) => api.post<Ticket>(`/tickets/${id}/take`),
		onSuccess: (ticket) => {
			keepTicket(client, ticket)
			saved(t('tickets.taken', { number: ticket.number }))
		},
		onError: failed,
	})
}

export function useCloseOrReopen(id: number) {
	const client = useQueryClient()
	return useAction({
		mutationFn: (what: 'close' | 'reopen') => api.post<Ticket>(`/tickets/${id}/${what}`),
		onSuccess: (ticket) => keepTicket(client, ticket),
		onError: failed,
	})
}

export interface Change {
	change: TicketChange
	/** How the ticket looks with it, shown until the server has answered. */
	shown: Partial<Omit<TicketRow, 'requester'>>
	/** The same wish for a ticket that somebody else has changed meanwhile; without: the same change. */
	again?: (ticket: Ticket) => Change
}

/** Tags are written as a whole: what others added or took away since must not go back with them. */
export function tagsChange(before: string[], wanted: string[]): Change {
	const added = wanted.filter((tag) => !before.includes(tag))
	const removed = before.filter((tag) => !wanted.includes(tag))
	return {
		change: { tags: wanted },
		shown: { tags: wanted },
		again: ({ tags }) =>
			tagsChange(
				tags,
				[...new Set([...tags, ...added])].filter((tag) => !removed.includes(tag)),
			),
	}
}

/** Changes of attributes: shown at once, taken back when refused. One after another, each upon the version of the one before. */
export function useTicketChange(id: number) {
	const client = useQueryClient()
	const key = ticketQuery(id).queryKey
	return useMutation({
		scope: { id: `ticket-${id}` },
		mutationFn: ({ change }: Change) => {
			const version = client.getQueryData(key)?.version
			return api.patch<Ticket>(`/tickets/${id}`, { ...change, ...(version === undefined ? {} : { version }) })
		},
		onMutate: async ({ shown }) => {
			await client.cancelQueries({ queryKey: key })
			const before = client.getQueryData(key)
			client.setQueryData(key, (ticket) => ticket && { ...ticket, ...shown })
			return { before }
		},
		onSuccess: (ticket) => keepTicket(client, ticket),
		onError: (error, _change, context) => {
			client.setQueryData(key, context?.before)
			void client.invalidateQueries({ queryKey: key })
			// A conflict is explained at the fields, with the way on.
			if (!isStale(error)) failed(error)
		},
	})
}

export function isStale(error: unknown): boolean {
	return error instanceof ApiError && error.code === 'version_stale'
}
