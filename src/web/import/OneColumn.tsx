import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { useChange } from './run.ts'
import { delimiterName } from './words.ts'

export const DELIMITERS = [';', ',', '\t', '|']

/** One column is nearly always a delimiter read wrongly. */
export function OneColumn({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	return (
		<div className="notice notice-warning">
			<p>{t('import.file.one_column', { delimiter: delimiterName(t, item.delimiter) })}</p>
			<div className="button-row">
				{DELIMITERS.filter((delimiter) => delimiter !== item.delimiter).map((delimiter) => (
					<Button
						key={delimiter}
						size="xs"
						variant="default"
						onClick={() => change.mutate({ id: item.id, change: { delimiter } })}
					>
						{delimiterName(t, delimiter)}
					</Button>
				))}
			</div>
		</div>
	)
}
