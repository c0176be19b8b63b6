import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Company } from '../../contract/people.ts'
import { useMay } from '../auth/session.ts'
import { formatNumber } from '../i18n/format.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { DataTable, type TableColumn } from '../ui/DataTable.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { Empty } from '../ui/states.tsx'
import { companyListQuery } from './queries.ts'

const route = getRouteApi('/app/companies')

export function CompanyList() {
	const { t } = useTranslation()
	const { q } = route.useSearch()
	const navigate = route.useNavigate()
	const may = useMay()
	const companies = useInfiniteQuery(companyListQuery({ q }))

	return (
		<Page
			title={t('companies.title')}
			actions={
				<>
					{may('imports.run') && (
						<ButtonLink variant="default" to="/admin/imports/new" search={{ target: 'companies' }}>
							{t('action.import')}
						</ButtonLink>
					)}
					{may('companies.write') && <ButtonLink to="/companies/new">{t('companies.new')}</ButtonLink>}
				</>
			}
		>
			<div className="filters">
				<SearchBox
					label={t('companies.search_label')}
					placeholder={t('companies.search')}
					value={q ?? ''}
					onSearch={(text) => void navigate({ search: { q: text || undefined }, replace: true })}
				/>
			</div>
			<DataTable
				caption={t('companies.title')}
				columns={columns(t)}
				pages={companies}
				rowKey={(company) => company.id}
				rowClass={(company) => (company.active ? undefined : 'faded')}
				empty={
					q ? (
						<Empty title={t('list.nothing_found', { q })}>
							<Button variant="default" onClick={() => void navigate({ search: {} })}>
								{t('list.show_all')}
							</Button>
						</Empty>
					) : (
						<NoCompanies />
					)
				}
			/>
		</Page>
	)
}

function columns(t: TFunction): TableColumn<Company>[] {
	return [
		{
			key: 'name',
			header: t('field.name'),
			width: '32%',
			cell: (company) => (
				<>
					<Link to="/companies/$id" params={{ id: company.id }} className="plain-link" title={company.name}>
						{company.name}
					</Link>
					{!company.active && <span className="tag">{t('companies.inactive')}</span>}
				</>
			),
		},
		{
			key: 'registration_number',
			header: t('companies.registration_short'),
			width: '100px',
			priority: 2,
			cell: (company) => <span className="number">{company.registration_number}</span>,
		},
		{ key: 'city', header: t('field.city'), priority: 2, cell: (company) => company.city },
		{ key: 'phone', header: t('field.phone'), priority: 3, width: '148px', cell: (company) => company.phone },
		{ key: 'email', header: t('field.email'), priority: 3, width: '20%', cell: (company) => company.email },
		{
			key: 'users',
			header: t('companies.contacts_count'),
			end: true,
			width: '90px',
			cell: (company) => formatNumber(company.users_count),
		},
	]
}

function NoCompanies() {
	const { t } = useTranslation()
	const may = useMay()
	return (
		<Empty title={t('companies.empty')}>
			<p>{t('companies.empty_hint')}</p>
			<div className="empty-actions">
				{may('imports.run') && (
					<ButtonLink to="/admin/imports/new" search={{ target: 'companies' }}>
						{t('companies.import')}
					</ButtonLink>
				)}
				{may('companies.write') && (
					<ButtonLink variant="default" to="/companies/new">
						{t('companies.new')}
					</ButtonLink>
				)}
			</div>
		</Empty>
	)
}
