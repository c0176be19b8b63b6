import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Column, Example, Import } from '../../contract/imports.ts'
import { isSplit, joinOf } from '../../contract/mapping.ts'
import { fieldName } from './words.ts'

interface ColumnEffectProps {
	item: Import
	column: Column
	mapped: string
	choose: (column: Column, field: string | null) => void
}

const OTHER_ORDER: Record<string, string> = {
	full_name: 'full_name_last_first',
	full_name_last_first: 'full_name',
}

/** Of columns that are joined or taken apart: how, and what becomes of a few of their cells. */
export function ColumnEffect({ item, column, mapped, choose }: ColumnEffectProps) {
	const { t } = useTranslation()
	const examples = column.examples ?? []
	if (isSplit(mapped)) {
		const other = OTHER_ORDER[mapped]
		return (
			<div className="column-effect">
				<p>{t(`import.columns.split_hint.${mapped}`)}</p>
				<Examples examples={examples} named />
				{other && (
					<Button size="compact-xs" variant="default" onClick={() => choose(column, other)}>
						{t('import.columns.other_order')}
					</Button>
				)}
			</div>
		)
	}
	// Said once, at the last of the columns that are joined.
	const isLast = item.mapping.lastIndexOf(mapped) === column.index
	if (!isLast || item.mapping.indexOf(mapped) === column.index) return null
	const between = joinOf(item.target, mapped) as ' ' | ', ' | '\n'
	return (
		<div className="column-effect">
			<p>{t(`import.columns.together_with.${between}`)}</p>
			<Examples examples={examples} />
		</div>
	)
}

function Examples({ examples, named = false }: { examples: Example[]; named?: boolean }) {
	const { t } = useTranslation()
	return (
		<ul className="plain-list">
			{examples.map(({ before, after }) => (
				<li key={before.join('|')}>
					<span>{before.join(' + ')}</span> <span aria-hidden="true">→</span>
					<span className="hidden-text"> {t('import.columns.becomes')} </span>{' '}
					{Object.entries(after).map(([field, value]) => (
						<span key={field} className="column-part">
							{named && <span className="muted">{fieldName(t, field)}:</span>} <strong>{value}</strong>
						</span>
					))}
				</li>
			))}
		</ul>
	)
}
