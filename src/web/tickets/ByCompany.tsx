import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CompanyOpenTickets } from '../../contract/tickets.ts'
import { formatNumber, formatShort, formatTime } from '../i18n/format.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty, Failed, Loading } from '../ui/states.tsx'
import { byCompanyQuery } from './queries.ts'
import { Views } from './Views.tsx'
import './tickets.css'

/** Whose tickets are open: from here to those of one company. */
export function ByCompany() {
	const { t } = useTranslation()
	const { data: companies, isPending, error, refetch } = useQuery(byCompanyQuery)
	return (
		<Page title={t('tickets.title')} actions={<ButtonLink to="/tickets/new">{t('tickets.new')}</ButtonLink>}>
			<Views />
			{isPending && <Loading lines={10} />}
			{!isPending && !companies && <Failed error={error} retry={refetch} />}
			{companies?.length === 0 && (
				<Empty title={t('tickets.empty.open')}>
					<p>{t('tickets.empty_hint.open')}</p>
				</Empty>
			)}
			{companies && companies.length > 0 && <Companies companies={companies} />}
		</Page>
	)
}

function Companies({ companies }: { companies: CompanyOpenTickets[] }) {
	const { t } = useTranslation()
	return (
		<table className="table table-wraps">
			<caption className="hidden-text">{t('tickets.by_company')}</caption>
			<thead>
				<tr>
					<th scope="col">{t('tickets.column.company')}</th>
					<th scope="col" className="end column-count">
						{t('tickets.view.open')}
					</th>
					<th scope="col" className="end column-count">
						{t('tickets.view.unassigned')}
					</th>
					<th scope="col" className="end column-count priority-2">
						{t('tickets.column.updated')}
					</th>
				</tr>
			</thead>
			<tbody>
				{companies.map(({ company, open, unassigned, updated_at }) => (
					<tr key={company?.id ?? 0}>
						<td title={company?.name}>
							{company ? (
								<Link to="/tickets" search={{ company_id: company.id }} className="plain-link">
									<bdi>{company.name}</bdi>
								</Link>
							) : (
								<span className="muted">{t('users.no_company')}</span>
							)}
						</td>
						<td className="end">{formatNumber(open)}</td>
						<td className="end">{formatNumber(unassigned)}</td>
						<td className="end priority-2">
							<time dateTime={updated_at} title={formatTime(updated_at)}>
								{formatShort(updated_at)}
							</time>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
