import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Presence } from '../../contract/tickets.ts'
import { api } from '../api.ts'

/** Three signs within the half minute after which one counts as gone. */
const EVERY_MS = 10_000

/** Says that one looks at a ticket or types into it, and hears who else does. */
export function usePresence(id: number): { others: Presence[]; typed: () => void } {
	const typedAt = useRef(0)
	const [typing, setTyping] = useState(false)
	const activity = typing ? 'typing' : 'looking'
	const { data: others = [] } = useQuery({
		queryKey: ['tickets', 'presence', id, activity],
		queryFn: async () => (await api.post<{ items: Presence[] }>(`/tickets/${id}/presence`, { activity })).items,
		// A failed sign of life is no reason to disturb anyone; the next one comes soon.
		retry: false,
		staleTime: 0,
		gcTime: 0,
		refetchInterval: EVERY_MS,
		placeholderData: (before: Presence[] | undefined) => before,
	})
	useEffect(() => {
		if (!typing) return
		const timer = setInterval(() => {
			if (Date.now() - typedAt.current > EVERY_MS) setTyping(false)
		}, 2_000)
		return () => clearInterval(timer)
	}, [typing])
	useEffect(
		() => () => {
			api.post(`/tickets/${id}/presence`, { activity: 'left' }).catch(() => undefined)
		},
		[id],
	)
	return {
		others,
		typed: () => {
			typedAt.current = Date.now()
			setTyping(true)
		},
	}
}
