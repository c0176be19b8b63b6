import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { User } from '../../contract/people.ts'
import { api } from '../api.ts'
import { UNDISTURBED } from '../query.ts'
import { saved } from '../ui/notify.ts'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { fullName, userQuery } from './queries.ts'
import { UserForm } from './UserForm.tsx'

type Section = '/contacts' | '/admin/users'

const contactNewRoute = getRouteApi('/app/contacts/new')
const contactEditRoute = getRouteApi('/app/contacts/$id/edit')
const userEditRoute = getRouteApi('/app/admin/users/$id/edit')

export function ContactNew() {
	return <Create section="/contacts" companyId={contactNewRoute.useSearch().company_id ?? null} />
}

export function UserNew() {
	return <Create section="/admin/users" companyId={null} />
}

export function ContactEdit() {
	return <Edit section="/contacts" id={contactEditRoute.useParams().id} />
}

export function UserEdit() {
	return <Edit section="/admin/users" id={userEditRoute.useParams().id} />
}

function Create({ section, companyId }: { section: Section; companyId: number | null }) {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	return (
		<Page title={t(section === '/contacts' ? 'users.new_contact' : 'users.new_user')} narrow>
			<UserForm
				companyId={companyId}
				withRole={section === '/admin/users'}
				onCancel={() => void navigate({ to: section })}
				onSave={async (values) => {
					const user = await api.post<User>('/users', values)
					client.setQueryData(userQuery(user.id).queryKey, user)
					void client.invalidateQueries({ queryKey: ['users', 'list'] })
					void client.invalidateQueries({ queryKey: ['companies'] })
					void client.invalidateQueries({ queryKey: ['groups'] })
					saved(t('users.created', { name: fullName(user) || user.username }))
					await navigate({ to: `${section}/$id`, params: { id: user.id } })
				}}
			/>
		</Page>
	)
}

function Edit({ section, id }: { section: Section; id: number }) {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	const { data: user, isPending, error, refetch } = useQuery({ ...userQuery(id), ...UNDISTURBED })

	if (isPending) return <Loading />
	if (!user) return <Failed error={error} retry={refetch} />
	const leave = () => navigate({ to: `${section}/$id`, params: { id } })
	return (
		<Page title={fullName(user) || user.username} narrow>
			<UserForm
				key={user.version}
				user={user}
				companyId={user.company_id}
				withRole={section === '/admin/users'}
				onCancel={() => void leave()}
				onReload={refetch}
				onSave={async (values) => {
					const changed = await api.patch<User>(`/users/${id}`, { ...values, version: user.version })
					client.setQueryData(userQuery(id).queryKey, changed)
					void client.invalidateQueries({ queryKey: ['users', 'list'] })
					void client.invalidateQueries({ queryKey: ['companies'] })
					void client.invalidateQueries({ queryKey: ['groups'] })
					saved(t('action.saved'))
					await leave()
				}}
			/>
		</Page>
	)
}
