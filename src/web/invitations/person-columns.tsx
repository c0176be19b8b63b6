import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../contract/invitations.ts'
import { formatShort, formatTime } from '../i18n/format.ts'
import type { TableColumn } from '../ui/DataTable.tsx'

const WHY = ['gone', 'inactive', 'has_password', 'placeholder', 'invited', 'undone', 'interrupted'] as const

export function nameOf(t: TFunction, { name, username }: Pick<Invitation, 'name' | 'username'>): string {
	return name ?? username ?? t('invitations.person.gone')
}

interface Actions {
	retry: (invitation: Invitation) => void
	link: (invitation: Invitation) => void
}

/** The people of a round as a table. */
export function personColumns(t: TFunction, act: Actions): TableColumn<Invitation>[] {
	return [
		{
			key: 'person',
			header: t('invitations.person.name'),
			width: '16%',
			cell: (one) =>
				one.username === null ? (
					nameOf(t, one)
				) : (
					<Link to="/admin/users/$id" params={{ id: one.user_id }} className="plain-link">
						{nameOf(t, one)}
					</Link>
				),
		},
		{ key: 'email', header: t('field.email'), width: '20%', priority: 2, cell: (one) => one.email },
		{ key: 'company', header: t('field.company'), width: '17%', priority: 3, cell: (one) => one.company },
		{
			key: 'state',
			header: t('invitations.person.state'),
			width: '22%',
			cell: (one) => <State invitation={one} />,
		},
		{
			key: 'actions',
			header: t('invitations.person.actions'),
			width: '18%',
			end: true,
			cell: (one) => <RowActions invitation={one} act={act} />,
		},
		{
			key: 'when',
			header: t('invitations.round.when'),
			end: true,
			priority: 3,
			width: '80px',
			cell: ({ accepted_at, attempted_at }) => {
				const when = accepted_at ?? attempted_at
				return (
					when && (
						<time dateTime={when} title={formatTime(when)}>
							{formatShort(when)}
						</time>
					)
				)
			},
		},
	]
}

function State({ invitation: { state, answer, accepted_at } }: { invitation: Invitation }) {
	const { t } = useTranslation()
	const why = WHY.find((known) => known === answer)
	const said = why ? t(`invitations.person.why.${why}`) : answer
	// What the server says when it takes a message is of no use to anybody.
	const shown = accepted_at || state === 'sent' ? null : said
	return (
		<span title={said ?? undefined}>
			{t(`invitations.person.states.${accepted_at ? 'accepted' : state}`)}
			{shown && <span className="person-answer">: {shown}</span>}
		</span>
	)
}

function RowActions({ invitation, act }: { invitation: Invitation; act: Actions }) {
	const { t } = useTranslation()
	const { state, accepted_at, username } = invitation
	if (accepted_at || username === null || state === 'void' || state === 'sending') return null
	const name = nameOf(t, invitation)
	return (
		<span className="person-actions">
			{(state === 'failed' || state === 'unknown') && (
				<button
					type="button"
					className="link-button"
					aria-label={t('invitations.person.retry_of', { name })}
					onClick={() => act.retry(invitation)}
				>
					{t('invitations.person.retry')}
				</button>
			)}{' '}
			<button
				type="button"
				className="link-button"
				aria-label={t('invitations.person.link_of', { name })}
				onClick={() => act.link(invitation)}
			>
				{t('invitations.person.link')}
			</button>
		</span>
	)
}
