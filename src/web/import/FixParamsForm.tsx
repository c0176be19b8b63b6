import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Fix, FixParams } from '../../contract/mending.ts'
import { formatNumber } from '../i18n/format.ts'
import { choiceName, fieldName } from './words.ts'

interface FixParamsFormProps {
	fix: Fix
	field: string | null
	params: FixParams
	onChange: (params: FixParams) => void
}

/** What a fix has to be told: a value, a text to replace, or a list value for each value found. */
export function FixParamsForm({ fix, field, params, onChange }: FixParamsFormProps) {
	const { t } = useTranslation()
	const set = (change: FixParams) => onChange({ ...params, ...change })
	const choices = fix.choices.map((value) => ({ value, label: choiceName(t, field, value) }))
	return (
		<div className="fix-params">
			{fix.params.includes('value') && choices.length > 0 && (
				<Select
					label={t('import.mend.value', { field: fieldName(t, field ?? '') })}
					data={choices}
					value={params.value ?? null}
					onChange={(value) => set({ value: value ?? '' })}
				/>
			)}
			{fix.params.includes('value') && choices.length === 0 && (
				<TextInput
					label={t('import.mend.value', { field: fieldName(t, field ?? '') })}
					value={params.value ?? ''}
					onChange={(event) => set({ value: event.currentTarget.value })}
				/>
			)}
			{fix.params.includes('search') && (
				<TextInput
					label={t('import.mend.search')}
					value={params.search ?? ''}
					onChange={(event) => set({ search: event.currentTarget.value, replacement: params.replacement ?? '' })}
				/>
			)}
			{fix.params.includes('replacement') && (
				<TextInput
					label={t('import.mend.replacement')}
					value={params.replacement ?? ''}
					onChange={(event) => set({ replacement: event.currentTarget.value })}
				/>
			)}
			{fix.params.includes('values') && (
				<table className="table table-open map-values">
					<thead>
						<tr>
							<th scope="col">{t('import.mend.in_file')}</th>
							<th scope="col" className="end">
								{t('import.result.rows')}
							</th>
							<th scope="col">{t('import.mend.means')}</th>
						</tr>
					</thead>
					<tbody>
						{fix.values.map(({ value, rows }) => (
							<tr key={value}>
								<th scope="row">{value}</th>
								<td className="end">{formatNumber(rows)}</td>
								<td>
									<Select
										aria-label={t('import.mend.means_of', { value })}
										size="sm"
										clearable
										placeholder={t('import.mend.means_none')}
										data={choices}
										value={params.values?.[value] ?? null}
										onChange={(chosen) => {
											const { [value]: _, ...rest } = params.values ?? {}
											set({ values: chosen === null ? rest : { ...rest, [value]: chosen } })
										}}
									/>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</div>
	)
}
