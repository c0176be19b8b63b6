import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Group } from '../../contract/tickets.ts'
import { groupsQuery } from '../tickets/queries.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty, Failed, Loading } from '../ui/states.tsx'
import '../tickets/tickets.css'

export function GroupList() {
	const { t } = useTranslation()
	const { data: groups, isPending, error, refetch } = useQuery(groupsQuery)
	return (
		<Page title={t('groups.title')} actions={<ButtonLink to="/admin/groups/new">{t('groups.new')}</ButtonLink>}>
			<p className="muted lead">{t('groups.lead')}</p>
			{isPending && <Loading />}
			{!isPending && !groups && <Failed error={error} retry={refetch} />}
			{groups?.length === 0 && (
				<Empty title={t('groups.empty')}>
					<p>{t('groups.empty_hint')}</p>
					<ButtonLink to="/admin/groups/new">{t('groups.new')}</ButtonLink>
				</Empty>
			)}
			{groups && groups.length > 0 && <GroupTable groups={groups} />}
		</Page>
	)
}

function GroupTable({ groups }: { groups: Group[] }) {
	const { t } = useTranslation()
	return (
		<table className="table table-wraps">
			<caption className="hidden-text">{t('groups.title')}</caption>
			<thead>
				<tr>
					<th scope="col">{t('field.name')}</th>
					<th scope="col">{t('groups.members')}</th>
				</tr>
			</thead>
			<tbody>
				{groups.map((group) => (
					<tr key={group.id} className={group.active ? undefined : 'faded'}>
						<td>
							<Link to="/admin/groups/$id" params={{ id: group.id }} className="plain-link">
								<bdi>{group.name}</bdi>
							</Link>
							{!group.active && <span className="tag">{t('groups.inactive')}</span>}
						</td>
						<td title={group.members.map((member) => member.name).join(', ')}>
							{t('groups.member_count', { count: group.members.length })}
							<span className="tag">{group.members.map((member) => member.name).join(', ')}</span>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
