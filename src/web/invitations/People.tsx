import { Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { INVITATION_STATES, type Invitation, type InvitationRound } from '../../contract/invitations.ts'
import { formatNumber } from '../i18n/format.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { LinkDialog, type ShownLink } from './LinkDialog.tsx'
import { nameOf, personColumns } from './person-columns.tsx'
import { peopleQuery, useInvitationAction } from './queries.ts'

const route = getRouteApi('/app/admin/invitations/$id')

/** Everybody of a round, with what the server said and what can be done about it. */
export function People({ round }: { round: InvitationRound }) {
	const { t } = useTranslation()
	const { state } = route.useSearch()
	const navigate = route.useNavigate()
	const people = useInfiniteQuery(peopleQuery(round.id, state))
	const { refetch } = people
	const counted = [...Object.values(round.counts), round.accepted].join()
	// The round is asked about all the time, its people only when some of them are in another state.
	// biome-ignore lint/correctness/useExhaustiveDependencies: the counts are the reason to look again
	useEffect(() => void refetch(), [counted, refetch])
	const act = useInvitationAction()
	const [inDoubt, setInDoubt] = useState<Invitation>()
	const [link, setLink] = useState<ShownLink>()
	const linkMaker = useInvitationAction<Omit<ShownLink, 'name'>>()
	const retry = (one: Invitation) =>
		act.mutate(`/invitations/${one.id}/retry`, { onSettled: () => setInDoubt(undefined) })
	const makeLink = (one: Invitation) =>
		linkMaker.mutate(`/invitations/${one.id}/link`, {
			onSuccess: (made) => setLink({ ...made, name: nameOf(t, one) }),
		})
	const states = INVITATION_STATES.filter((known) => known === state || round.counts[known] > 0)
	return (
		<section className="section" aria-labelledby="people">
			<h2 id="people">{t('invitations.person.table')}</h2>
			{states.length > 1 && (
				<div className="filters">
					<Select
						aria-label={t('invitations.round.filter')}
						allowDeselect={false}
						data={[
							{ value: '', label: t('invitations.round.all') },
							...states.map((value) => ({
								value,
								label: `${t(`invitations.person.states.${value}`)} (${formatNumber(round.counts[value])})`,
							})),
						]}
						value={state ?? ''}
						onChange={(value) =>
							void navigate({ search: { state: states.find((known) => known === value) }, replace: true })
						}
					/>
				</div>
			)}
			<DataTable
				caption={t('invitations.person.table')}
				columns={personColumns(t, {
					retry: (one) => (one.state === 'unknown' ? setInDoubt(one) : retry(one)),
					link: makeLink,
				})}
				pages={people}
				rowKey={(one) => one.id}
				rowClass={(one) => (one.state === 'void' ? 'faded' : undefined)}
				empty={<p className="muted">{t('invitations.person.empty')}</p>}
			/>
			<ConfirmDialog
				opened={inDoubt !== undefined}
				onClose={() => setInDoubt(undefined)}
				title={t('invitations.person.unknown_question')}
				text={t('invitations.person.unknown_text')}
				button={t('invitations.person.unknown_confirm')}
				busy={act.isPending}
				onConfirm={() => inDoubt && retry(inDoubt)}
			/>
			<LinkDialog link={link} onClose={() => setLink(undefined)} />
		</section>
	)
}
