import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { InvitationRound } from '../../contract/invitations.ts'
import { formatNumber, formatShort, formatTime } from '../i18n/format.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { DataTable, type TableColumn } from '../ui/DataTable.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty } from '../ui/states.tsx'
import './invitations.css'
import { roundsQuery } from './queries.ts'

/** Everybody who was ever invited, round by round, the latest first. */
export function RoundList() {
	const { t } = useTranslation()
	const rounds = useInfiniteQuery(roundsQuery)
	return (
		<Page
			title={t('invitations.title')}
			actions={<ButtonLink to="/admin/invitations/new">{t('invitations.invite')}</ButtonLink>}
		>
			<p className="muted invitation-text">{t('invitations.lead')}</p>
			<DataTable
				caption={t('invitations.title')}
				columns={columns(t)}
				pages={rounds}
				rowKey={(round) => round.id}
				empty={
					<Empty title={t('invitations.empty')}>
						<p>{t('invitations.empty_hint')}</p>
						<ButtonLink variant="default" to="/admin/users">
							{t('invitations.to_users')}
						</ButtonLink>
					</Empty>
				}
			/>
		</Page>
	)
}

function columns(t: TFunction): TableColumn<InvitationRound>[] {
	return [
		{
			key: 'round',
			header: t('invitations.title'),
			width: '22%',
			cell: (round) => (
				<Link to="/admin/invitations/$id" params={{ id: round.id }} className="plain-link">
					{t('invitations.round.title', { id: round.id })}
				</Link>
			),
		},
		{
			key: 'state',
			header: t('invitations.round.state'),
			width: '11%',
			cell: (round) => t(`invitations.round.states.${round.state}`),
		},
		{
			key: 'what',
			header: t('invitations.round.what'),
			width: '17%',
			priority: 2,
			cell: (round) => t(`invitations.round.delivery.${round.delivery}`),
		},
		{
			key: 'failed',
			header: t('invitations.person.states.failed'),
			end: true,
			priority: 3,
			cell: (round) => (round.counts.failed > 0 ? formatNumber(round.counts.failed) : ''),
		},
		{ key: 'people', header: t('invitations.round.people'), end: true, cell: (round) => formatNumber(round.people) },
		{
			key: 'accepted',
			header: t('invitations.round.accepted'),
			end: true,
			priority: 2,
			cell: (round) => formatNumber(round.accepted),
		},
		{
			key: 'who',
			header: t('invitations.round.who'),
			priority: 3,
			cell: (round) => round.created_by?.username,
		},
		{
			key: 'when',
			header: t('invitations.round.when'),
			end: true,
			cell: (round) => (
				<time dateTime={round.created_at} title={formatTime(round.created_at)}>
					{formatShort(round.created_at)}
				</time>
			),
		},
	]
}
