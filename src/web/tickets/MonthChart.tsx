import { useTranslation } from 'react-i18next'
import type { CompanyTickets } from '../../contract/tickets.ts'
import { formatNumber, locale } from '../i18n/format.ts'

type Month = CompanyTickets['months'][number]

const HEIGHT = 100
/** Of a month's hundred: each bar, and the room around the two. */
const BAR = 34
const ROOM = 14

/** Twelve months as pairs of bars: filled is created, outlined is solved. The same numbers stand in the table below. */
export function MonthChart({ months }: { months: Month[] }) {
	const { t } = useTranslation()
	const most = Math.max(1, ...months.flatMap((month) => [month.created, month.solved]))
	const sum = (part: 'created' | 'solved') => formatNumber(months.reduce((total, month) => total + month[part], 0))
	const summary = t('tickets.months_summary', { created: sum('created'), solved: sum('solved') })
	const bar = (value: number) => ({ y: HEIGHT - (value / most) * (HEIGHT - 4), height: (value / most) * (HEIGHT - 4) })

	return (
		<figure className="months">
			<figcaption>
				<span>{t('tickets.months')}</span>
				<Key className="months-created" text={t('tickets.month_created')} />
				<Key className="months-solved" text={t('tickets.month_solved')} />
			</figcaption>
			<svg role="img" aria-label={summary} viewBox={`0 0 1200 ${HEIGHT}`} preserveAspectRatio="none">
				{months.map((month, index) => (
					<g key={month.month}>
						<rect className="months-created" x={index * 100 + ROOM} width={BAR} {...bar(month.created)} />
						<rect className="months-solved" x={index * 100 + ROOM + BAR + 4} width={BAR} {...bar(month.solved)} />
					</g>
				))}
			</svg>
			<div className="months-labels" aria-hidden="true">
				{months.map((month) => (
					<span key={month.month}>{monthName(month.month, 'short')}</span>
				))}
			</div>
			<details>
				<summary>{t('tickets.months_table')}</summary>
				<table className="table">
					<thead>
						<tr>
							<th scope="col">{t('tickets.month')}</th>
							<th scope="col" className="end">
								{t('tickets.month_created')}
							</th>
							<th scope="col" className="end">
								{t('tickets.month_solved')}
							</th>
						</tr>
					</thead>
					<tbody>
						{months.map((month) => (
							<tr key={month.month}>
								<td>{monthName(month.month, 'long')}</td>
								<td className="end">{formatNumber(month.created)}</td>
								<td className="end">{formatNumber(month.solved)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</details>
		</figure>
	)
}

function Key({ className, text }: { className: string; text: string }) {
	return (
		<span className="months-key">
			<svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10" style={{ width: 10, height: 10, border: 0 }}>
				<rect className={className} x="1" y="1" width="8" height="8" />
			</svg>
			{text}
		</span>
	)
}

function monthName(month: string, length: 'short' | 'long'): string {
	const options: Intl.DateTimeFormatOptions =
		length === 'short' ? { month: 'short' } : { month: 'long', year: 'numeric' }
	return new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`))
}
