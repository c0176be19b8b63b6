import { NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { DELIMITERS } from './OneColumn.tsx'
import { type ImportChange, useChange } from './run.ts'
import { delimiterName, encodingName } from './words.ts'

const ENCODINGS = [
	'utf-8',
	'windows-1250',
	'iso-8859-2',
	'cp852',
	'utf-16le',
	'utf-16be',
	'windows-1252',
	'maccenteuro',
]

/** Every guess about the file, changeable; each change is sent at once and the preview below shows it. */
export function FileSettings({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const send = (wish: ImportChange) => change.mutate({ id: item.id, change: wish })
	const offer = (known: string[], current: string | null) =>
		current === null || known.includes(current) ? known : [current, ...known]

	return (
		<div className="form-grid file-settings">
			{item.sheet === null ? (
				<>
					<Select
						label={t('import.file.encoding')}
						allowDeselect={false}
						data={offer(ENCODINGS, item.encoding).map((value) => ({ value, label: encodingName(t, value) }))}
						value={item.encoding}
						onChange={(encoding) => encoding && send({ encoding })}
					/>
					<Select
						label={t('import.file.delimiter')}
						allowDeselect={false}
						data={offer(DELIMITERS, item.delimiter).map((value) => ({ value, label: delimiterName(t, value) }))}
						value={item.delimiter}
						onChange={(delimiter) => delimiter && send({ delimiter })}
					/>
				</>
			) : (
				<Select
					label={t('import.file.sheet')}
					allowDeselect={false}
					data={item.sheets.map(({ name, rows }) => ({
						value: name,
						label: `${name} (${t('count.rows', { count: rows })})`,
					}))}
					value={item.sheet}
					onChange={(sheet) => sheet && send({ sheet })}
				/>
			)}
			<NumberInput
				label={t('import.file.header')}
				description={t('import.file.header_hint')}
				inputWrapperOrder={['label', 'input', 'description']}
				min={0}
				max={1000}
				allowDecimal={false}
				hideControls
				key={item.header_line}
				defaultValue={item.header_line ?? 1}
				onBlur={(event) => {
					const line = Number(event.currentTarget.value)
					if (Number.isInteger(line) && line !== item.header_line) send({ header_line: line })
				}}
				onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
			/>
		</div>
	)
}
