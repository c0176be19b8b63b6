import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Ticket } from '../../contract/tickets.ts'
import { api } from '../api.ts'

/** Says how far one has read, as the thread grows; of a tab opened in the background only once it is looked at. */
export function useLook(ticket: Ticket | undefined): void {
	const client = useQueryClient()
	const id = ticket?.id
	const last = ticket?.messages.at(-1)?.id
	const { mutate } = useMutation({
		mutationFn: (look: { id: number; last: number }) => api.put(`/tickets/${look.id}/look`, { message_id: look.last }),
		onSuccess: () => void client.invalidateQueries({ queryKey: ['tickets', 'list'] }),
	})
	useEffect(() => {
		if (id === undefined || last === undefined) return
		const say = () => {
			if (!document.hidden) mutate({ id, last })
		}
		say()
		document.addEventListener('visibilitychange', say)
		return () => document.removeEventListener('visibilitychange', say)
	}, [id, last, mutate])
}
