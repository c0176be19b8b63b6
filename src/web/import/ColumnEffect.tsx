import { Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Column, Example, Import } from '../../contract/imports.ts'
import { isSplit, joinsOf } from '../../contract/mapping.ts'
import { useChange } from './run.ts'
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
	return (
		<div className="column-effect">
			<JoinChoice item={item} field={mapped} />
			<Examples examples={examples} />
		</div>
	)
}

/** What stands between the values; the examples below show it at once. */
function JoinChoice({ item, field }: { item: Import; field: string }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const joins = joinsOf(item.target, field)
	return (
		<div className="join-choice">
			<span>{t('import.columns.together_with')}</span>
			<Select
				aria-label={t('import.columns.join_of', { field: fieldName(t, field) })}
				size="xs"
				allowDeselect={false}
				data={joins.map((value) => ({ value, label: t(`import.columns.join.${value}`) }))}
				value={item.options.join_with[field] ?? joins[0]!}
				onChange={(value) => {
					const join = joins.find((known) => known === value)
					if (!join) return
					const join_with = { ...item.options.join_with, [field]: join }
					change.mutate({ id: item.id, change: { options: { join_with } } })
				}}
			/>
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
