import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../contract/imports.ts'
import type { Webhook, WebhookDelivery, WebhookEvent } from '../../contract/tickets.ts'
import { api } from '../api.ts'

export const webhooksQuery = queryOptions({
	queryKey: ['webhooks', 'list'],
	queryFn: async ({ signal }) => (await api.get<{ items: Webhook[] }>('/webhooks', {}, signal)).items,
})

export function deliveriesQuery(id: number) {
	return infiniteQueryOptions({
		queryKey: ['webhooks', 'deliveries', id],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<WebhookDelivery>>(`/webhooks/${id}/deliveries`, { after: pageParam, limit: 50 }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		// What is on its way arrives within seconds.
		refetchInterval: (query) =>
			query.state.data?.pages.some((page) => page.items.some((item) => item.state === 'pending')) ? 3_000 : 15_000,
	})
}

/** Keys of texts have dots of their own. */
export function eventKey(event: WebhookEvent | 'ping') {
	return event.replace('.', '_') as 'ticket_created' | 'ticket_updated' | 'message_created' | 'ping'
}
