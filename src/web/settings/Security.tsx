import { Button, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../contract/people.ts'
import { ApiError } from '../api.ts'
import { useMay } from '../auth/session.ts'
import { FormProblem } from '../ui/FormProblem.tsx'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { RepeatedEmails, repeatedEmails } from './RepeatedEmails.tsx'
import { settingsQuery, useSaveSettings } from './settings.ts'

export function Security() {
	const { t } = useTranslation()
	const { data: settings, isPending, error, refetch } = useQuery(settingsQuery)
	if (isPending) return <Loading />
	return (
		<Page title={t('security.title')} narrow>
			{settings ? <MethodForm settings={settings} /> : <Failed error={error} retry={refetch} />}
		</Page>
	)
}

function MethodForm({ settings }: { settings: Settings }) {
	const { t } = useTranslation()
	const may = useMay()
	const title = useId()
	const save = useSaveSettings(t('security.saved'))
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const method = new FormData(event.currentTarget).get('sign_in')
		save.mutate({ sign_in: method === 'email' ? 'email' : 'username' })
	}
	const repeated = save.error instanceof ApiError ? repeatedEmails(save.error) : undefined

	return (
		<form className="form" onSubmit={submit}>
			{save.error && !repeated && <FormProblem error={save.error} />}
			{repeated && <RepeatedEmails {...repeated} />}
			<Radio.Group
				name="sign_in"
				defaultValue={settings.sign_in}
				aria-labelledby={title}
				readOnly={!may('settings.write')}
			>
				<h2 id={title}>{t('security.method')}</h2>
				<div className="choices-list">
					<Radio value="username" label={t('security.username')} description={t('security.username_hint')} />
					<Radio value="email" label={t('security.email')} description={t('security.email_hint')} />
				</div>
			</Radio.Group>
			{may('settings.write') && (
				<div className="form-actions section">
					<Button type="submit" loading={save.isPending}>
						{t('action.save')}
					</Button>
				</div>
			)}
		</form>
	)
}
