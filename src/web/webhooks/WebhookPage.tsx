import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '../../contract/tickets.ts'
import { api } from '../api.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { failed, saved } from '../ui/notify.ts'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { Deliveries } from './Deliveries.tsx'
import { deliveriesQuery, webhooksQuery } from './queries.ts'
import { SigningKey } from './SigningKey.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import '../tickets/tickets.css'
import { useAction } from '../ui/action.ts'

const route = getRouteApi('/app/admin/webhooks/$id')

export function WebhookPage() {
	const { t } = useTranslation()
	const { id } = route.useParams()
	const { data: webhooks, isPending, error, refetch } = useQuery(webhooksQuery)
	const webhook = webhooks?.find((known) => known.id === id)
	const above = (
		<div className="page-above">
			<Link to="/admin/webhooks">{t('webhooks.title')}</Link>
		</div>
	)
	if (isPending) return <Loading />
	if (!webhook) {
		return (
			<Page title={t('webhooks.title')} above={above}>
				{webhooks ? <p className="notice">{t('state.not_found_record')}</p> : <Failed error={error} retry={refetch} />}
			</Page>
		)
	}
	return (
		<Page title={webhook.url} above={above}>
			<Details webhook={webhook} />
			<Deliveries id={id} />
			<DeleteWebhook webhook={webhook} />
		</Page>
	)
}

function Details({ webhook }: { webhook: Webhook }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const navigate = useNavigate()
	const [asking, setAsking] = useState(false)
	const refresh = () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
	const ping = useAction({
		mutationFn: () => api.post(`/webhooks/${webhook.id}/ping`),
		onSuccess: () => {
			saved(t('webhooks.pinged'))
			void client.invalidateQueries({ queryKey: deliveriesQuery(webhook.id).queryKey })
		},
		onError: failed,
	})
	const renew = useAction({
		mutationFn: () => api.post<Webhook>(`/webhooks/${webhook.id}/secret`),
		onError: failed,
		onSettled: () => setAsking(false),
	})
	return (
		<div className="page-column">
			{renew.data?.secret && <SigningKey secret={renew.data.secret} />}
			<WebhookForm
				webhook={webhook}
				onCancel={() => void navigate({ to: '/admin/webhooks' })}
				onSave={async (values) => {
					await api.patch<Webhook>(`/webhooks/${webhook.id}`, values)
					await refresh()
					saved(t('action.saved'))
				}}
			/>
			<div className="form-actions section">
				<Button variant="default" loading={ping.isPending} onClick={() => ping.mutate()}>
					{t('webhooks.ping')}
				</Button>
				<Button variant="default" onClick={() => setAsking(true)}>
					{t('webhooks.secret_renew')}
				</Button>
			</div>
			<ConfirmDialog
				opened={asking}
				onClose={() => setAsking(false)}
				title={t('webhooks.secret_renew_question')}
				text={t('webhooks.secret_renew_text')}
				button={t('webhooks.secret_renew')}
				busy={renew.isPending}
				onConfirm={() => renew.mutate()}
			/>
		</div>
	)
}

function DeleteWebhook({ webhook }: { webhook: Webhook }) {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	const [asking, setAsking] = useState(false)
	const remove = useAction({
		mutationFn: () => api.delete(`/webhooks/${webhook.id}`),
		onSuccess: async () => {
			saved(t('webhooks.deleted'))
			await navigate({ to: '/admin/webhooks' })
			await client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
		},
		onError: failed,
	})
	return (
		<div className="section">
			<Button variant="default" c="var(--error)" onClick={() => setAsking(true)}>
				{t('webhooks.delete')}
			</Button>
			<ConfirmDialog
				opened={asking}
				onClose={() => setAsking(false)}
				title={t('webhooks.delete_question')}
				text={t('webhooks.delete_text')}
				button={t('webhooks.delete')}
				busy={remove.isPending}
				onConfirm={() => remove.mutate()}
			/>
		</div>
	)
}
