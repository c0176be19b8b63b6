import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, ROLES } from '../../contract/fields.ts'
import type { Import, ListValue } from '../../contract/imports.ts'
import { formatNumber } from '../i18n/format.ts'
import { useChange } from './run.ts'
import { choiceName } from './words.ts'

const CODES: Record<string, readonly string[]> = { role: ROLES, language: LANGUAGES, active: ['t', 'f'] }
/** A choice of Mantine cannot be empty. */
const NOTHING = '-'

interface ColumnValuesProps {
	item: Import
	field: string
	values: ListValue[]
}

/** The different values of a column that goes to a list, with what each is taken for; what nobody knows comes first. */
export function ColumnValues({ item, field, values }: ColumnValuesProps) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const meanings = item.value_map[field] ?? {}
	const unknown = values.filter(({ value, meaning }) => (meanings[value] ?? meaning) === null)
	const sorted = [...unknown, ...values.filter((one) => !unknown.includes(one))]
	const choices = [
		...(CODES[field] ?? []).map((code) => ({ value: code, label: choiceName(t, field, code) })),
		{ value: NOTHING, label: t('import.columns.means_nothing') },
	]
	const choose = (value: string, chosen: string | null) => {
		const { [value]: _, ...rest } = meanings
		const meaning = chosen === NOTHING ? '' : chosen
		const value_map = { [field]: meaning === null ? rest : { ...rest, [value]: meaning } }
		change.mutate({ id: item.id, change: { value_map } })
	}

	return (
		<details className="column-effect column-values" open={unknown.length > 0}>
			<summary>
				{unknown.length > 0
					? t('import.columns.values_unknown', { count: unknown.length })
					: t('import.columns.values_known', { count: values.length })}
			</summary>
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
					{sorted.map(({ value, rows, meaning }) => (
						<tr key={value}>
							<th scope="row">{value}</th>
							<td className="end">{formatNumber(rows)}</td>
							<td>
								<Select
									aria-label={t('import.mend.means_of', { value })}
									size="xs"
									clearable={value in meanings}
									allowDeselect={false}
									placeholder={t('import.columns.means_unknown')}
									data={choices}
									value={(meanings[value] ?? meaning) === '' ? NOTHING : (meanings[value] ?? meaning)}
									onChange={(chosen) => choose(value, chosen)}
									comboboxProps={{ width: 240, position: 'bottom-start', shadow: 'md' }}
								/>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</details>
	)
}
