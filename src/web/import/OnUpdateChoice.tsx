import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Import, ON_UPDATE, type OnUpdate } from '../../contract/imports.ts'
import { filledFields } from '../../contract/mapping.ts'
import { useChange } from './run.ts'
import { keyOf } from './sums.ts'
import { mappedName } from './words.ts'

/**
 * What a cell of this column does to the values a record already has, for all fields it fills. The key only finds
 * records, so it has no choice.
 */
export function OnUpdateChoice({ item, mapped }: { item: Import; mapped: string }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const fields = filledFields([mapped])
	const field = fields[0] ?? mapped
	if (field === keyOf(item)) return <span className="muted">{t('import.columns.is_key')}</span>
	return (
		<Select
			aria-label={t('import.columns.on_update_of', { field: mappedName(t, mapped) })}
			size="sm"
			allowDeselect={false}
			data={ON_UPDATE.map((value) => ({ value, label: t(`import.columns.on_update_${value}`) }))}
			value={item.options.on_update[field] ?? 'replace'}
			onChange={(value) => {
				const chosen = ON_UPDATE.find((known) => known === value)
				if (!chosen) return
				const all = Object.fromEntries(fields.map((name) => [name, chosen]))
				const on_update = { ...item.options.on_update, ...all }
				change.mutate({ id: item.id, change: { options: { on_update } } })
			}}
			renderOption={({ option }) => (
				<div>
					{option.label}
					<div className="choice-hint">{t(`import.columns.on_update_${option.value as OnUpdate}_hint`)}</div>
				</div>
			)}
			comboboxProps={{ width: 280, position: 'bottom-end', shadow: 'md' }}
		/>
	)
}
