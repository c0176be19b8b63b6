import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Company } from '../../contract/people.ts'
import { api } from '../api.ts'
import { UNDISTURBED } from '../query.ts'
import { saved } from '../ui/notify.ts'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { CompanyForm } from './CompanyForm.tsx'
import { companyQuery } from './queries.ts'

const editRoute = getRouteApi('/app/companies/$id/edit')

export function CompanyNew() {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	return (
		<Page title={t('companies.new')} narrow>
			<CompanyForm
				onCancel={() => void navigate({ to: '/companies' })}
				onSave={async (values) => {
					const company = await api.post<Company>('/companies', values)
					client.setQueryData(companyQuery(company.id).queryKey, company)
					void client.invalidateQueries({ queryKey: ['companies', 'list'] })
					saved(t('companies.created', { name: company.name }))
					await navigate({ to: '/companies/$id', params: { id: company.id } })
				}}
			/>
		</Page>
	)
}

export function CompanyEdit() {
	const { t } = useTranslation()
	const { id } = editRoute.useParams()
	const navigate = useNavigate()
	const client = useQueryClient()
	const { data: company, isPending, error, refetch } = useQuery({ ...companyQuery(id), ...UNDISTURBED })

	if (isPending) return <Loading />
	if (!company) return <Failed error={error} retry={refetch} />
	const leave = () => navigate({ to: '/companies/$id', params: { id } })
	return (
		<Page title={company.name} narrow>
			<CompanyForm
				key={company.version}
				company={company}
				onCancel={() => void leave()}
				onReload={refetch}
				onSave={async (values) => {
					const changed = await api.patch<Company>(`/companies/${id}`, { ...values, version: company.version })
					client.setQueryData(companyQuery(id).queryKey, changed)
					void client.invalidateQueries({ queryKey: ['companies', 'list'] })
					// The company's name stands beside its people.
					void client.invalidateQueries({ queryKey: ['users'] })
					saved(t('action.saved'))
					await leave()
				}}
			/>
		</Page>
	)
}
