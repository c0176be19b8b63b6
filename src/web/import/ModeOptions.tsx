import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Import, type ImportOptions, KEYS, MISSING, MODES } from '../../contract/imports.ts'
import { Choice } from './Choice.tsx'
import { keyOf } from './sums.ts'
import { fieldName } from './words.ts'

interface ModeOptionsProps {
	item: Import
	/** Each of several files has rules of its own, so each says whose they are. */
	whose?: string
	set: (options: Partial<ImportOptions>) => void
}

/** Whether records that exist are an error, the point, or both; and how they are known. */
export function ModeOptions({ item, whose, set }: ModeOptionsProps) {
	const { t } = useTranslation()
	const { mode } = item.options
	const label = t('import.options.mode')
	const key = keyOf(item)
	return (
		<div className="mode-options">
			<Choice
				label={whose === undefined ? label : `${label}: ${whose}`}
				value={mode}
				onChange={(chosen) => set({ mode: chosen })}
				choices={MODES.map((value) => ({
					value,
					label: t(`import.options.mode_${value}`),
					hint: t(`import.options.mode_${value}_hint`),
				}))}
			/>
			{mode !== 'create' && (
				<Select
					className="match-choice"
					label={t('import.options.match')}
					description={t('import.options.match_hint', { field: fieldName(t, key) })}
					inputWrapperOrder={['label', 'input', 'description']}
					allowDeselect={false}
					data={KEYS[item.target].map((field) => ({
						value: field,
						label: item.mapping.includes(field)
							? fieldName(t, field)
							: t('import.options.match_unmapped', { field: fieldName(t, field) }),
					}))}
					value={key}
					onChange={(match) => match && set({ match })}
				/>
			)}
			{mode !== 'create' && (
				<Choice
					label={t('import.options.missing')}
					value={item.options.missing}
					onChange={(missing) => set({ missing })}
					choices={MISSING.filter((value) => value !== 'deactivate' || item.target === 'users').map((value) => ({
						value,
						label: t(`import.options.missing_${value}`),
						hint: t(`import.options.missing_${value}_hint`),
					}))}
				/>
			)}
		</div>
	)
}
