import { Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WEBHOOK_EVENTS, type Webhook, type WebhookEvent } from '../../contract/tickets.ts'
import { ApiError } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { FormActions } from '../ui/FormActions.tsx'
import { FormProblem } from '../ui/FormProblem.tsx'
import { eventKey } from './queries.ts'

interface Values {
	url: string
	events: WebhookEvent[]
	active?: boolean
}

interface WebhookFormProps {
	webhook?: Webhook
	onSave: (values: Values) => Promise<unknown>
	onCancel: () => void
}

export function WebhookForm({ webhook, onSave, onCancel }: WebhookFormProps) {
	const { t } = useTranslation()
	const [noEvents, setNoEvents] = useState(false)
	const save = useAction({ mutationFn: onSave })
	const errors = save.error instanceof ApiError ? save.error.fields : {}
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const form = new FormData(event.currentTarget)
		const events = WEBHOOK_EVENTS.filter((known) => form.get(known) !== null)
		setNoEvents(events.length === 0)
		if (events.length === 0) return
		const active = form.get('active') !== null
		save.mutate({ url: String(form.get('url')), events, ...(webhook ? { active } : {}) })
	}
	return (
		<form className="form" noValidate onSubmit={submit}>
			<fieldset>
				<TextInput
					name="url"
					inputMode="url"
					label={t('webhooks.url')}
					description={t('webhooks.url_hint')}
					defaultValue={webhook?.url ?? ''}
					required
					withAsterisk={false}
					error={errors.url}
				/>
			</fieldset>
			<fieldset>
				<legend>{t('webhooks.events')}</legend>
				<div className="choices-list">
					{WEBHOOK_EVENTS.map((event) => (
						<Checkbox
							key={event}
							name={event}
							label={t(`webhooks.event.${eventKey(event)}`)}
							defaultChecked={webhook?.events.includes(event) ?? true}
						/>
					))}
				</div>
				{noEvents && (
					<p role="alert" className="notice notice-error">
						{t('webhooks.events_needed')}
					</p>
				)}
			</fieldset>
			{webhook && (
				<fieldset>
					<Checkbox
						name="active"
						label={t('webhooks.active')}
						description={t('webhooks.active_hint')}
						defaultChecked={webhook.active}
					/>
				</fieldset>
			)}
			{!errors.url && <FormProblem error={save.error} />}
			<FormActions saving={save.isPending} onCancel={onCancel} label={t(webhook ? 'action.save' : 'webhooks.create')} />
		</form>
	)
}
