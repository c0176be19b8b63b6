import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BASE_STATES } from '../../contract/tickets.ts'
import { useMay } from '../auth/session.ts'
import { formatNumber } from '../i18n/format.ts'
import { Failed, Loading } from '../ui/states.tsx'
import { MonthChart } from './MonthChart.tsx'
import { StateMark } from './marks.tsx'
import { companySummaryQuery } from './queries.ts'
import { searchOf } from './search.ts'
import { LatestTickets } from './TicketSection.tsx'
import './tickets.css'

/** What a company asked for: how it stands, how it went over the year, and the latest. */
export function CompanyTickets({ id }: { id: number }) {
	const { t } = useTranslation()
	return (
		<section className="section" aria-labelledby="tickets">
			<div className="page-head">
				<h2 id="tickets">{t('tickets.title')}</h2>
			</div>
			<Summary id={id} />
			<LatestTickets
				filter={{ company_id: id }}
				caption={t('tickets.title')}
				empty={t('tickets.none_of_company')}
				all={t('tickets.of_company')}
				without={['company']}
			/>
		</section>
	)
}

function Summary({ id }: { id: number }) {
	const { t } = useTranslation()
	const works = useMay()('tickets.work')
	const { data: summary, isPending, error, refetch } = useQuery(companySummaryQuery(id))
	if (isPending) return <Loading lines={2} />
	if (!summary) return <Failed error={error} retry={refetch} />
	const used = BASE_STATES.filter((state) => summary.by_state[state] > 0)
	if (used.length === 0) return null
	return (
		<>
			<ul className="state-counts">
				{used.map((state) => (
					<li key={state}>
						<Link to="/tickets" search={searchOf({ view: 'all', company_id: id, state }, works)}>
							<StateMark base={state} />
							{t(`tickets.state.${state}`)}
							<strong className="number">{formatNumber(summary.by_state[state])}</strong>
						</Link>
					</li>
				))}
			</ul>
			<MonthChart months={summary.months} />
		</>
	)
}
