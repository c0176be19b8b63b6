import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { TARGETS } from '../../contract/fields.ts'
import type { Import } from '../../contract/imports.ts'
import { useMendingLost } from './mending-lost.tsx'
import { isBusy, useChange, useRun } from './run.ts'
import { sharedOptions } from './sums.ts'

/** What the file holds: guessed from its headers, and the one guess everything else follows from. */
export function FileKind({ item }: { item: Import }) {
	const { t } = useTranslation()
	const id = useId()
	const imports = useRun(item.run_id)
	const change = useChange(item.run_id)
	const { unlessMended, question } = useMendingLost(item)
	return (
		<div className="file-kind">
			<span id={id}>{t('import.file.kind')}</span>
			<SegmentedControl
				aria-labelledby={`${id} file-${item.id}`}
				size="xs"
				disabled={isBusy(item.state)}
				data={TARGETS.map((value) => ({ value, label: t(`import.file.kind_${value}`) }))}
				value={item.target}
				onChange={(target) =>
					unlessMended(() => change.mutate({ id: item.id, change: { target, options: sharedOptions(imports) } }))
				}
			/>
			{question}
		</div>
	)
}
