import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { WebhookDelivery } from '../../contract/tickets.ts'
import { api } from '../api.ts'
import { formatNumber, formatShort, formatTime } from '../i18n/format.ts'
import { DataTable, type TableColumn } from '../ui/DataTable.tsx'
import { Icon } from '../ui/Icon.tsx'
import { failed, saved } from '../ui/notify.ts'
import { deliveriesQuery, eventKey } from './queries.ts'
import '../tickets/tickets.css'
import { useAction } from '../ui/action.ts'

/** What was sent and how it went, the latest first. */
export function Deliveries({ id }: { id: number }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const deliveries = useInfiniteQuery(deliveriesQuery(id))
	const retry = useAction({
		mutationFn: (deliveryId: number) => api.post(`/webhook-deliveries/${deliveryId}/retry`),
		onSuccess: () => {
			saved(t('webhooks.retried'))
			void client.invalidateQueries({ queryKey: deliveriesQuery(id).queryKey })
		},
		onError: failed,
	})
	return (
		<section className="section" aria-labelledby="deliveries">
			<h2 id="deliveries">{t('webhooks.deliveries')}</h2>
			<DataTable
				caption={t('webhooks.deliveries')}
				columns={columns(t, (delivery) => retry.mutate(delivery.id))}
				pages={deliveries}
				rowKey={(delivery) => delivery.id}
				empty={<p className="muted">{t('webhooks.no_deliveries')}</p>}
			/>
		</section>
	)
}

/** What a failed connection means to a person, by the code it failed with. */
const FAILURES = [
	[/^no answer/, 'no_answer'],
	[/ECONNREFUSED/, 'refused'],
	[/ENOTFOUND|EAI_AGAIN/, 'unknown_host'],
	[/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/, 'certificate'],
] as const

function failureOf(error: string) {
	return FAILURES.find(([pattern]) => pattern.test(error))?.[1] ?? 'unreachable'
}

function columns(t: TFunction, retry: (delivery: WebhookDelivery) => void): TableColumn<WebhookDelivery>[] {
	return [
		{
			key: 'what',
			header: t('webhooks.delivery.what'),
			width: '24%',
			cell: ({ event }) => {
				const name = t(`webhooks.event.${eventKey(event)}`)
				return <span title={name}>{name}</span>
			},
		},
		{
			key: 'state',
			header: t('webhooks.delivery.state'),
			cell: (delivery) => (
				<span className="marked">
					{delivery.state !== 'pending' && <Icon name={delivery.state === 'failed' ? 'error' : 'check'} size={14} />}
					{t(`webhooks.delivery_state.${delivery.state}`)}
					{delivery.state === 'failed' && (
						<button type="button" className="row-action" onClick={() => retry(delivery)}>
							{t('webhooks.delivery.retry')}
						</button>
					)}
				</span>
			),
		},
		{
			key: 'answer',
			header: t('webhooks.delivery.answer'),
			priority: 2,
			width: '22%',
			cell: (delivery) => {
				const { status, error } = delivery
				if (status !== null) return `HTTP ${status}`
				// The title is for whoever runs the other side.
				return error && <span title={error}>{t(`webhooks.failure.${failureOf(error)}`)}</span>
			},
		},
		{
			key: 'attempts',
			header: t('webhooks.delivery.attempts'),
			end: true,
			priority: 3,
			width: '80px',
			cell: (delivery) => formatNumber(delivery.attempts),
		},
		{
			key: 'duration',
			header: t('webhooks.delivery.duration'),
			end: true,
			priority: 3,
			width: '96px',
			cell: (delivery) => (delivery.duration_ms === null ? '' : `${formatNumber(delivery.duration_ms)} ms`),
		},
		{
			key: 'when',
			header: t('webhooks.delivery.when'),
			end: true,
			width: '96px',
			cell: (delivery) => (
				<time
					dateTime={delivery.created_at}
					title={
						delivery.next_at && delivery.state === 'pending'
							? `${formatTime(delivery.created_at)}, ${t('webhooks.delivery.next', { time: formatTime(delivery.next_at) })}`
							: formatTime(delivery.created_at)
					}
				>
					{formatShort(delivery.created_at)}
				</time>
			),
		},
	]
}
