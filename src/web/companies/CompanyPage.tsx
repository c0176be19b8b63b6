import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Company } from '../../contract/people.ts'
import { useMay } from '../auth/session.ts'
import { formatDay } from '../i18n/format.ts'
import { RecordHistory } from '../import/RecordHistory.tsx'
import { CompanyTickets } from '../tickets/CompanyTickets.tsx'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { type Fact, Facts } from '../ui/Facts.tsx'
import { ImportedFrom } from '../ui/ImportedFrom.tsx'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { UserTable } from '../users/UserTable.tsx'
import { companyQuery } from './queries.ts'

const route = getRouteApi('/app/companies/$id')

export function CompanyPage() {
	const { t } = useTranslation()
	const { id } = route.useParams()
	const may = useMay()
	const { data: company, isPending, error, refetch } = useQuery(companyQuery(id))
	const above = (
		<div className="page-above">
			<Link to="/companies">{t('companies.title')}</Link>
		</div>
	)

	if (isPending) return <Loading />
	if (!company) {
		return (
			<Page title={t('companies.title')} above={above}>
				<Failed error={error} retry={refetch} />
			</Page>
		)
	}
	return (
		<Page
			title={company.name}
			above={above}
			actions={
				may('companies.write') && (
					<ButtonLink variant="default" to="/companies/$id/edit" params={{ id }}>
						{t('action.edit')}
					</ButtonLink>
				)
			}
		>
			{!company.active && <p className="notice">{t('companies.inactive')}</p>}
			<Facts facts={companyFacts(t, company)} />
			{may('tickets.read') && <CompanyTickets id={id} />}
			<RecordHistory target="companies" id={id} />
			{may('users.read') && (
				<section className="section" aria-labelledby="contacts">
					<div className="page-head">
						<h2 id="contacts">{t('companies.contacts')}</h2>
						{may('users.write') && (
							<ButtonLink size="xs" variant="default" to="/contacts/new" search={{ company_id: id }}>
								{t('companies.add_contact')}
							</ButtonLink>
						)}
					</div>
					<UserTable
						filter={{ company_id: id }}
						caption={t('companies.contacts')}
						empty={<p className="muted">{t('companies.no_contacts')}</p>}
						page="/contacts/$id"
						without="company"
					/>
				</section>
			)}
		</Page>
	)
}

function companyFacts(t: TFunction, company: Company): Fact[] {
	const town = [company.postal_code, company.city].filter(Boolean).join(' ')
	return [
		{ label: t('field.registration_number'), value: company.registration_number },
		{ label: t('field.vat_number'), value: company.vat_number },
		{ label: t('companies.address'), value: [company.street, town, company.country].filter(Boolean).join('\n') },
		{ label: t('field.phone'), value: company.phone && <a href={`tel:${company.phone}`}>{company.phone}</a> },
		{ label: t('field.email'), value: company.email && <a href={`mailto:${company.email}`}>{company.email}</a> },
		{ label: t('field.website'), value: company.website && <Website address={company.website} /> },
		{ label: t('field.note'), value: company.note },
		{ label: t('field.external_id'), value: company.external_id },
		{ label: t('companies.added'), value: formatDay(company.created_at) },
		{ label: t('users.imported'), value: <ImportedFrom importId={company.import_id} line={company.import_line} /> },
	]
}

/** Imported text is not to be trusted as an address: only what is plainly a web page becomes a link. */
function Website({ address }: { address: string }) {
	const url = /^https?:\/\//i.test(address) ? address : `https://${address}`
	if (!URL.canParse(url) || /\s/.test(address) || !address.includes('.')) return address
	return (
		<a href={url} rel="noreferrer noopener" target="_blank">
			{address}
		</a>
	)
}
