import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Group } from '../../contract/tickets.ts'
import { api } from '../api.ts'
import { UNDISTURBED } from '../query.ts'
import { groupsQuery } from '../tickets/queries.ts'
import { saved } from '../ui/notify.ts'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { DeleteGroup } from './DeleteGroup.tsx'
import { GroupForm } from './GroupForm.tsx'

const editRoute = getRouteApi('/app/admin/groups/$id')

export function GroupNew() {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	return (
		<Page title={t('groups.new')} above={<Above />} narrow>
			<GroupForm
				onCancel={() => void navigate({ to: '/admin/groups' })}
				onSave={async ({ name, member_ids }) => {
					await api.post<Group>('/groups', { name, member_ids })
					await client.invalidateQueries({ queryKey: groupsQuery.queryKey })
					saved(t('groups.created', { name }))
					await navigate({ to: '/admin/groups' })
				}}
			/>
		</Page>
	)
}

export function GroupEdit() {
	const { t } = useTranslation()
	const { id } = editRoute.useParams()
	const navigate = useNavigate()
	const client = useQueryClient()
	const { data: groups, isPending, error, refetch } = useQuery({ ...groupsQuery, ...UNDISTURBED })
	const group = groups?.find((known) => known.id === id)

	if (isPending) return <Loading />
	if (!group) {
		return (
			<Page title={t('groups.title')} above={<Above />} narrow>
				{groups ? <p className="notice">{t('state.not_found_record')}</p> : <Failed error={error} retry={refetch} />}
			</Page>
		)
	}
	return (
		<Page title={group.name} above={<Above />} narrow>
			<GroupForm
				key={group.version}
				group={group}
				onCancel={() => void navigate({ to: '/admin/groups' })}
				onReload={refetch}
				onSave={async (values) => {
					await api.patch<Group>(`/groups/${id}`, { ...values, version: group.version })
					await client.invalidateQueries({ queryKey: groupsQuery.queryKey })
					saved(t('action.saved'))
					await navigate({ to: '/admin/groups' })
				}}
			/>
			<DeleteGroup group={group} />
		</Page>
	)
}

function Above() {
	const { t } = useTranslation()
	return (
		<div className="page-above">
			<Link to="/admin/groups">{t('groups.title')}</Link>
		</div>
	)
}
