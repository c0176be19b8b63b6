import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { formatNumber, formatPercent } from '../i18n/format.ts'

const PARTS = ['created', 'updated', 'unchanged', 'skipped', 'refused'] as const

/** The rows of one file as one bar, with the same numbers in a table under it. */
export function Outcome({ item }: { item: Import }) {
	const { t } = useTranslation()
	const { counts } = item
	if (!counts) return null
	const parts = PARTS.filter((part) => counts[part] > 0)
	const label = t('import.result.bar', { name: item.filename })
	const summary = parts.map((part) => `${t(`import.result.${part}`)}: ${formatNumber(counts[part])}`).join(', ')
	return (
		<section className="outcome" aria-label={label}>
			<h2>{item.filename}</h2>
			<div className="outcome-bar" role="img" aria-label={`${label}. ${summary}`}>
				{parts.map((part) => (
					<i key={part} data-part={part} style={{ flexGrow: counts[part] }} />
				))}
			</div>
			<table className="outcome-table">
				<caption className="hidden-text">{label}</caption>
				<thead className="hidden-text">
					<tr>
						<th scope="col">{t('import.history.state')}</th>
						<th scope="col">{t('import.result.rows')}</th>
						<th scope="col">{t('import.result.share')}</th>
					</tr>
				</thead>
				<tbody>
					{parts.map((part) => (
						<tr key={part}>
							<th scope="row">
								<i data-part={part} aria-hidden="true" /> {t(`import.result.${part}`)}
							</th>
							<td>{formatNumber(counts[part])}</td>
							<td className="muted">{formatPercent(counts[part], counts.read)}</td>
						</tr>
					))}
					<tr>
						<th scope="row">{t('import.result.read')}</th>
						<td>{formatNumber(counts.read)}</td>
						<td />
					</tr>
				</tbody>
			</table>
		</section>
	)
}
