import { useQueryClient } from '@tanstack/react-query'
import type { NewMessage, Ticket } from '../../contract/tickets.ts'
import { ApiError, api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { onceKey } from './drafts.ts'
import { keepTicket, ticketQuery } from './queries.ts'

/**
 * @param draftId of what is sent
 * @param onSent also after the page was left, so that a sent draft is not offered again.
 */
export function useSend(id: number, draftId: string, onSent: () => void) {
	const client = useQueryClient()
	return useAction({
		mutationFn: (message: NewMessage) => {
			// What one has seen may have grown since the answer to the same message was lost.
			const { seen_message_id: _, ...content } = message
			return api.post<Ticket>(`/tickets/${id}/messages`, message, onceKey(draftId, content))
		},
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
