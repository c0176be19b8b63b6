import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '../../contract/tickets.ts'
import { api } from '../api.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Page } from '../ui/Page.tsx'
import { webhooksQuery } from './queries.ts'
import { SigningKey } from './SigningKey.tsx'
import { WebhookForm } from './WebhookForm.tsx'

/** First what to send and where; then the secret, the only time it is ever shown. */
export function WebhookNew() {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	const [made, setMade] = useState<Webhook>()
	return (
		<Page title={t('webhooks.new')} above={<Above />} narrow>
			{made?.secret ? (
				<>
					<SigningKey secret={made.secret} />
					<ButtonLink to="/admin/webhooks/$id" params={{ id: made.id }}>
						{t('webhooks.secret_kept')}
					</ButtonLink>
				</>
			) : (
				<WebhookForm
					onCancel={() => void navigate({ to: '/admin/webhooks' })}
					onSave={async (values) => {
						setMade(await api.post<Webhook>('/webhooks', values))
						await client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
					}}
				/>
			)}
		</Page>
	)
}

function Above() {
	const { t } = useTranslation()
	return (
		<div className="page-above">
			<Link to="/admin/webhooks">{t('webhooks.title')}</Link>
		</div>
	)
}
