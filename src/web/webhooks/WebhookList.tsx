import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '../../contract/tickets.ts'
import { formatDay } from '../i18n/format.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty, Failed, Loading } from '../ui/states.tsx'
import { eventKey, webhooksQuery } from './queries.ts'
import '../tickets/tickets.css'

export function WebhookList() {
	const { t } = useTranslation()
	const { data: webhooks, isPending, error, refetch } = useQuery(webhooksQuery)
	return (
		<Page title={t('webhooks.title')} actions={<ButtonLink to="/admin/webhooks/new">{t('webhooks.new')}</ButtonLink>}>
			<p className="muted lead">{t('webhooks.lead')}</p>
			{isPending && <Loading />}
			{!isPending && !webhooks && <Failed error={error} retry={refetch} />}
			{webhooks?.length === 0 && (
				<Empty title={t('webhooks.empty')}>
					<p>{t('webhooks.empty_hint')}</p>
					<ButtonLink to="/admin/webhooks/new">{t('webhooks.new')}</ButtonLink>
				</Empty>
			)}
			{webhooks && webhooks.length > 0 && <WebhookTable webhooks={webhooks} />}
		</Page>
	)
}

function WebhookTable({ webhooks }: { webhooks: Webhook[] }) {
	const { t } = useTranslation()
	return (
		<table className="table">
			<caption className="hidden-text">{t('webhooks.title')}</caption>
			<thead>
				<tr>
					<th scope="col">{t('webhooks.url')}</th>
					<th scope="col" className="priority-2">
						{t('webhooks.events')}
					</th>
					<th scope="col" className="end priority-3" style={{ '--width': '120px' } as React.CSSProperties}>
						{t('webhooks.added')}
					</th>
				</tr>
			</thead>
			<tbody>
				{webhooks.map((webhook) => (
					<tr key={webhook.id} className={webhook.active ? undefined : 'faded'}>
						<td>
							<Link to="/admin/webhooks/$id" params={{ id: webhook.id }} className="plain-link" title={webhook.url}>
								{webhook.url}
							</Link>
							{!webhook.active && <span className="tag">{t('webhooks.inactive')}</span>}
						</td>
						<td className="priority-2">
							{webhook.events.map((event) => t(`webhooks.event.${eventKey(event)}`)).join(', ')}
						</td>
						<td className="end priority-3">{formatDay(webhook.created_at)}</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
