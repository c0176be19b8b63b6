import { Select } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FIELDS } from '../../contract/fields.ts'
import type { Column, Import } from '../../contract/imports.ts'
import { formatPercent } from '../i18n/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { OnUpdateChoice } from './OnUpdateChoice.tsx'
import { useChange } from './run.ts'
import { assign } from './sums.ts'
import { columnName, fieldName } from './words.ts'

/** The file on the left, Lístek on the right, an arrow between them. */
export function ColumnTable({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const [moved, setMoved] = useState('')
	const updates = item.options.mode !== 'create'

	const choose = (column: Column, field: string | null) => {
		const from = field === null ? undefined : item.columns[item.mapping.indexOf(field)]
		setMoved(
			from && field
				? t('import.columns.moved', {
						field: fieldName(t, field),
						from: columnName(t, from),
						to: columnName(t, column),
					})
				: '',
		)
		change.mutate({ id: item.id, change: { mapping: assign(item.mapping, column.index, field) } })
	}

	return (
		<>
			<p role="status" className={moved ? 'notice' : 'hidden-text'}>
				{moved}
			</p>
			<table className="table mapping-table" data-updates={updates || undefined}>
				<caption className="hidden-text">{t('import.columns.table', { name: item.filename })}</caption>
				<thead>
					<tr>
						<th scope="col" className="mapping-column">
							{t('import.columns.column')}
						</th>
						<th scope="col" className="mapping-samples">
							{t('import.columns.samples')}
						</th>
						<th scope="col" className="end mapping-filled">
							{t('import.columns.filled')}
						</th>
						<th scope="col" className="mapping-field">
							{t('import.columns.field')}
						</th>
						{updates && (
							<th scope="col" className="mapping-update">
								{t('import.columns.on_update')}
							</th>
						)}
					</tr>
				</thead>
				<tbody>
					{item.columns.map((column) => (
						<ColumnRow key={column.index} item={item} column={column} choose={choose} />
					))}
				</tbody>
			</table>
		</>
	)
}

interface ColumnRowProps {
	item: Import
	column: Column
	choose: (column: Column, field: string | null) => void
}

function ColumnRow({ item, column, choose }: ColumnRowProps) {
	const { t } = useTranslation()
	const field = item.mapping[column.index] ?? null
	const name = columnName(t, column)
	// The reason belongs to the proposal; once somebody chose another field, it says nothing.
	const reason = field === null ? null : field === column.field ? column.reason : 'person'
	return (
		<tr data-unmapped={field === null || undefined}>
			<th scope="row" className="mapping-column" title={name}>
				{name}
			</th>
			<td className="mapping-samples">
				{column.filled === 0 ? (
					<span className="muted">{t('import.columns.empty')}</span>
				) : (
					column.samples.map((sample) => (
						<span key={sample} className="sample" title={sample}>
							{sample}
						</span>
					))
				)}
			</td>
			<td className="end mapping-filled">{formatPercent(column.filled, item.records ?? 0)}</td>
			<td className="mapping-field">
				<div className="mapping-choice">
					<Icon name="arrow" />
					<Select
						aria-label={t('import.columns.field_of', { header: name })}
						searchable
						allowDeselect={false}
						size="sm"
						data={fieldOffer(t, item, column)}
						nothingFoundMessage={t('import.columns.no_match')}
						value={field ?? ''}
						onChange={(value) => choose(column, value || null)}
						comboboxProps={{ width: 280, position: 'bottom-start', shadow: 'md' }}
					/>
					{reason && <span className="chip">{t(`import.columns.reason.${reason}`)}</span>}
				</div>
			</td>
			{item.options.mode !== 'create' && (
				<td className="mapping-update">{field !== null && <OnUpdateChoice item={item} field={field} />}</td>
			)}
		</tr>
	)
}

function fieldOffer(t: TFunction, item: Import, column: Column) {
	const fields = FIELDS[item.target].map((field) => {
		const taken = item.mapping.indexOf(field.name)
		const by = taken >= 0 && taken !== column.index ? item.columns[taken] : undefined
		const notes = [
			...(field.required ? [t('import.columns.required')] : []),
			...(by ? [t('import.columns.used_by', { header: columnName(t, by) })] : []),
		]
		const name = fieldName(t, field.name)
		return { value: field.name, label: notes.length > 0 ? `${name} (${notes.join(', ')})` : name }
	})
	return [{ value: '', label: t('import.columns.none') }, ...fields]
}
