import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { NewMessage, Ticket } from '../../contract/tickets.ts'
import { ApiError, api } from '../api.ts'
import { keepTicket, ticketQuery } from './queries.ts'

/** @param onSent also after the page was left, so that a sent draft is not offered again. */
export function useSend(id: number, onSent: () => void) {
	const client = useQueryClient()
	return useMutation({
		mutationFn: (message: NewMessage) => api.post<Ticket>(`/tickets/${id}/messages`, message),
		onSuccess: (ticket) => {
			onSent()
			keepTicket(client, ticket)
		},
		onError: (error) => {
			// What the other one wrote is what one has to read now.
			if (error instanceof ApiError && error.code === 'messages_newer') {
				void client.invalidateQueries({ queryKey: ticketQuery(id).queryKey })
			}
		},
	})
}

/** Why a message was not sent: for a field that has a sentence of its own, that one. */
export function sendProblem(error: unknown): string | undefined {
	if (!(error instanceof ApiError)) return undefined
	return Object.values(error.fields)[0] ?? error.message
}
