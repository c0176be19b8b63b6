import { Select } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FIELDS } from '../../contract/fields.ts'
import type { Column, Import } from '../../contract/imports.ts'
import { mappable, standsWith } from '../../contract/mapping.ts'
import { formatPercent } from '../i18n/format.ts'
import { uiLanguage } from '../i18n/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { ColumnEffect } from './ColumnEffect.tsx'
import { ColumnValues } from './ColumnValues.tsx'
import { OnUpdateChoice } from './OnUpdateChoice.tsx'
import { useChange } from './run.ts'
import { assign } from './sums.ts'
import { columnName, mappedName } from './words.ts'

/** The file on the left, Lístek on the right, an arrow between them. */
export function ColumnTable({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const [moved, setMoved] = useState('')
	const updates = item.options.mode !== 'create'

	const choose = (column: Column, field: string | null) => {
		const mapping = assign(item, column.index, field)
		setMoved(field === null ? '' : whatMoved(t, item, column, field, mapping))
		change.mutate({ id: item.id, change: { mapping } })
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

/** Columns that gave their field up, or those that now fill one together; nobody should have to find it out. */
function whatMoved(t: TFunction, item: Import, column: Column, field: string, mapping: (string | null)[]): string {
	const names = (columns: Column[]) =>
		new Intl.ListFormat(uiLanguage()).format(
			columns.map((one) => t('import.check.quoted', { name: columnName(t, one) })),
		)
	const left = item.columns.filter(({ index }) => index !== column.index && item.mapping[index] !== mapping[index])
	if (left.length > 0) {
		return t('import.columns.moved', {
			field: mappedName(t, field),
			from: names(left),
			to: names([column]),
			count: left.length,
		})
	}
	const together = item.columns.filter(({ index }) => mapping[index] === field)
	return together.length < 2
		? ''
		: t('import.columns.together', { field: mappedName(t, field), columns: names(together) })
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
				{field !== null && <ColumnEffect item={item} column={column} mapped={field} choose={choose} />}
				{field !== null && column.values && <ColumnValues item={item} field={field} values={column.values} />}
			</td>
			{item.options.mode !== 'create' && (
				<td className="mapping-update">{field !== null && <OnUpdateChoice item={item} mapped={field} />}</td>
			)}
		</tr>
	)
}

function fieldOffer(t: TFunction, item: Import, column: Column) {
	const fields = mappable(item.target).map((mapped) => {
		const by = item.columns.find(({ index }) => index !== column.index && item.mapping[index] === mapped)
		const required = FIELDS[item.target].some((field) => field.name === mapped && field.required)
		const joins = standsWith(item.target, mapped, mapped)
		const notes = [
			...(required ? [t('import.columns.required')] : []),
			...(by ? [t(joins ? 'import.columns.joins' : 'import.columns.used_by', { header: columnName(t, by) })] : []),
		]
		const name = mappedName(t, mapped)
		return { value: mapped, label: notes.length > 0 ? `${name} (${notes.join(', ')})` : name }
	})
	return [{ value: '', label: t('import.columns.none') }, ...fields]
}
