import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../contract/imports.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Loading } from '../../ui/states.tsx'
import { Fixes } from '../lazy.ts'
import { fieldName } from '../words.ts'

interface ColumnFixProps {
	item: Import
	/** Null: closed. */
	field: string | null
	close: () => void
}

/** Find and replace, and whatever else can be done to a column whether or not anything is wrong with it. */
export function ColumnFix({ item, field, close }: ColumnFixProps) {
	const { t } = useTranslation()
	return (
		<Dialog
			opened={field !== null}
			onClose={close}
			size="xl"
			title={field && t('import.grid.column_fix_of', { field: fieldName(t, field) })}
		>
			<Suspense fallback={<Loading lines={2} />}>
				{field && <Fixes item={item} code="-" field={field} onDone={close} />}
			</Suspense>
		</Dialog>
	)
}
