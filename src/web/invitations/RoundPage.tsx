import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { InvitationRound } from '../../contract/invitations.ts'
import { formatNumber, formatTime } from '../i18n/format.ts'
import { type Fact, Facts } from '../ui/Facts.tsx'
import { Page } from '../ui/Page.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { DownloadLinks } from './DownloadLinks.tsx'
import './invitations.css'
import { People } from './People.tsx'
import { roundQuery, useInvitationAction } from './queries.ts'

const route = getRouteApi('/app/admin/invitations/$id')

/** One round of invitations: how far it is, who got theirs, and whom the server refused. */
export function RoundPage() {
	const { t } = useTranslation()
	const { id } = route.useParams()
	const { data: round, isPending, error, refetch } = useQuery(roundQuery(id))
	const above = (
		<div className="page-above">
			<Link to="/admin/invitations">{t('invitations.title')}</Link>
		</div>
	)
	if (isPending) return <Loading />
	return (
		<Page title={t('invitations.round.title', { id })} above={above}>
			{round ? (
				<>
					<div className="invitation-text">
						{round.delivery === 'mail' ? <Sending round={round} /> : <Links round={round} />}
						<Facts facts={factsOf(t, round)} />
					</div>
					<People round={round} />
				</>
			) : (
				<Failed error={error} retry={refetch} />
			)}
		</Page>
	)
}

function Sending({ round }: { round: InvitationRound }) {
	const { t } = useTranslation()
	const act = useInvitationAction()
	const { id, state, counts, people, problem, per_minute } = round
	const done = people - counts.waiting - counts.sending
	return (
		<>
			{state !== 'done' && (
				<Progress
					label={t(`invitations.round.states.${state}`)}
					done={done}
					total={people}
					text={t('invitations.round.progress', { done, people, rate: per_minute ?? 0 })}
				/>
			)}
			{state === 'sending' && per_minute === null && (
				<p className="notice notice-warning">{t('invitations.round.no_server')}</p>
			)}
			{state === 'sending' && problem && (
				<p role="status" className="notice notice-warning">
					{t('invitations.round.problem', { problem })}
				</p>
			)}
			{state === 'sending' && !problem && <p className="muted">{t('invitations.round.close')}</p>}
			<div className="button-row">
				{state === 'sending' && (
					<Button variant="default" loading={act.isPending} onClick={() => act.mutate(`/invitation-rounds/${id}/stop`)}>
						{t('invitations.round.stop')}
					</Button>
				)}
				{state === 'stopped' && (
					<Button loading={act.isPending} onClick={() => act.mutate(`/invitation-rounds/${id}/continue`)}>
						{t('invitations.round.continue')}
					</Button>
				)}
				{counts.failed > 0 && (
					<Button
						variant="default"
						loading={act.isPending}
						onClick={() => act.mutate(`/invitation-rounds/${id}/retry`)}
					>
						{t('invitations.round.retry', { count: counts.failed })}
					</Button>
				)}
			</div>
		</>
	)
}

function Links({ round }: { round: InvitationRound }) {
	const { t } = useTranslation()
	return (
		<>
			<p>{t('invitations.round.links_hint')}</p>
			<DownloadLinks round={round} />
		</>
	)
}

function factsOf(t: TFunction, round: InvitationRound): Fact[] {
	return [
		{ label: t('invitations.round.state'), value: t(`invitations.round.states.${round.state}`) },
		{ label: t('invitations.round.what'), value: t(`invitations.round.delivery.${round.delivery}`) },
		{ label: t('invitations.round.people'), value: formatNumber(round.people) },
		{ label: t('invitations.round.accepted'), value: formatNumber(round.accepted) },
		{
			label: t('invitations.round.of_import'),
			value: round.import_id && t('invitations.round.import_number', { id: round.import_id }),
		},
		{ label: t('invitations.round.who'), value: round.created_by?.username },
		{ label: t('invitations.round.when'), value: formatTime(round.created_at) },
	]
}
