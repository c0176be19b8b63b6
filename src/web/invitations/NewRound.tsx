import { Button, Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Delivery, InvitationPreview, InvitationRound } from '../../contract/invitations.ts'
import { ApiError, api } from '../api.ts'
import { FormProblem } from '../ui/FormProblem.tsx'
import { failed, saved } from '../ui/notify.ts'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import './invitations.css'
import { useAction } from '../ui/action.ts'
import { LeftOutTable } from './LeftOutTable.tsx'
import { MailTexts } from './MailTexts.tsx'
import { previewQuery } from './queries.ts'

const route = getRouteApi('/app/admin/invitations/new')

/** Who gets an invitation, who does not and why, and what they read; nothing is sent before the button that says the number. */
export function NewRound() {
	const { t } = useTranslation()
	const audience = route.useSearch()
	const preview = useQuery(previewQuery(audience))
	const above = (
		<div className="page-above">
			<Link to="/admin/invitations">{t('invitations.title')}</Link>
		</div>
	)
	return (
		<Page title={t('invitations.new.title')} above={above}>
			{preview.isPending && <Loading />}
			{!preview.isPending && !preview.data && <Failed error={preview.error} retry={preview.refetch} />}
			{preview.data && <Summary preview={preview.data} />}
		</Page>
	)
}

function Summary({ preview }: { preview: InvitationPreview }) {
	const { t } = useTranslation()
	const { again, ...audience } = route.useSearch()
	const navigate = route.useNavigate()
	const { people, staff, languages, first, left_out, mail, texts, per_minute } = preview
	const notInvited = left_out.reduce((sum, { count }) => sum + count, 0)
	const names = first.map((person) => person.name ?? person.username)
	const more = people - first.length
	return (
		<div className="invitation-text">
			{!mail && <p className="notice">{t('invitations.new.no_mail')}</p>}
			{preview.address_local && (
				<p className="notice notice-warning">{t('invitations.new.local', { address: preview.address })}</p>
			)}
			<section aria-labelledby="invited">
				<h2 id="invited">{people === 0 ? t('invitations.new.nobody') : t('invitations.new.get', { count: people })}</h2>
				{people > 0 && (
					<p>
						{names.join(', ')}
						{more > 0 && ` ${t('invitations.new.more', { count: more })}`}.{' '}
						{mail && languages.en > 0 && t('invitations.new.languages', languages)}
					</p>
				)}
				{staff > 0 && <p className="notice notice-warning">{t('invitations.new.staff', { count: staff })}</p>}
			</section>
			{notInvited > 0 && (
				<section className="section" aria-labelledby="left-out">
					<h2 id="left-out">{t('invitations.new.not', { count: notInvited })}</h2>
					<LeftOutTable groups={left_out} />
				</section>
			)}
			{(again || left_out.some(({ reason }) => reason === 'invited')) && (
				<Checkbox
					className="again"
					label={t('invitations.new.again')}
					checked={again === true}
					onChange={(event) =>
						void navigate({ search: { ...audience, again: event.currentTarget.checked || undefined }, replace: true })
					}
				/>
			)}
			{mail && texts.length > 0 && <MailTexts texts={texts} sender={preview.sender} />}
			{mail && people > 0 && <p className="muted">{t('invitations.new.rate', { rate: per_minute ?? 0 })}</p>}
			<Actions preview={preview} />
		</div>
	)
}

function Actions({ preview }: { preview: InvitationPreview }) {
	const { t } = useTranslation()
	const audience = route.useSearch()
	const client = useQueryClient()
	const navigate = useNavigate()
	const { people, mail } = preview
	const start = useAction({
		mutationFn: (delivery: Delivery) =>
			api.post<InvitationRound>('/invitation-rounds', { ...audience, delivery, people }),
		onSuccess: async ({ id }) => {
			void client.invalidateQueries({ queryKey: ['invitations', 'rounds'] })
			await navigate({ to: '/admin/invitations/$id', params: { id } })
		},
		onError: (error) => {
			const changed = error instanceof ApiError && error.code === 'audience_changed'
			if (changed) void client.invalidateQueries({ queryKey: previewQuery(audience).queryKey })
		},
	})
	const test = useAction({
		mutationFn: () => api.post<{ sent_to: string }>('/invitation-test'),
		onSuccess: ({ sent_to }) => saved(t('invitations.new.tested', { email: sent_to })),
		onError: failed,
	})
	return (
		<div className="section">
			<FormProblem error={start.error} />
			<div className="form-actions">
				{people > 0 && (
					<Button loading={start.isPending} onClick={() => start.mutate(mail ? 'mail' : 'links')}>
						{t(mail ? 'invitations.new.send' : 'invitations.new.links', {
							count: people,
						})}
					</Button>
				)}
				{mail && (
					<Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
						{t('invitations.new.test')}
					</Button>
				)}
				{mail && people > 0 && (
					<Button variant="subtle" color="gray" disabled={start.isPending} onClick={() => start.mutate('links')}>
						{t('invitations.new.links_instead')}
					</Button>
				)}
			</div>
		</div>
	)
}
