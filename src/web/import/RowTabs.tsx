import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { issueText } from '../../contract/issue-texts.ts'
import { formatNumber } from '../i18n/format.ts'
import { uiLanguage } from '../i18n/index.ts'
import { COUNT_OF, FILTERS, type Filter } from './filters.ts'
import { fieldName } from './words.ts'

const route = getRouteApi('/app/admin/imports/$runId/check')

/** Kinds of rows with their numbers. Kinds this import does not have would only be noise. */
export function RowTabs({ item, current }: { item: Import; current: Filter }) {
	const { t } = useTranslation()
	const { code, field, view } = route.useSearch()
	const countOf = (filter: Filter) => {
		if (filter === 'edited') return null
		return filter === 'warning' ? item.warning_rows : (item.counts?.[COUNT_OF[filter]] ?? 0)
	}
	const shown = FILTERS.filter((filter) => {
		if (filter === 'all' || filter === 'create' || filter === 'refused' || filter === current) return true
		return filter === 'edited' ? item.plan > 1 : (countOf(filter) ?? 0) > 0
	})
	const cause = code && issueText(uiLanguage(), code, field ? fieldName(t, field) : '').wrong
	return (
		<nav className="tabs" aria-label={t('import.check.rows', { name: item.filename })}>
			{shown.map((filter) => {
				const count = countOf(filter)
				const here = filter === current && !cause
				return (
					<Link
						key={filter}
						from="/admin/imports/$runId/check"
						search={{ file: item.id, filter, view }}
						resetScroll={false}
						className="tab"
						data-current={here || undefined}
						aria-current={here ? 'true' : undefined}
					>
						{t(`import.check.${filter}`)} {count !== null && <span className="number">{formatNumber(count)}</span>}
					</Link>
				)
			})}
			{cause && (
				<span className="tab" data-current aria-current="true">
					{cause}
				</span>
			)}
		</nav>
	)
}
