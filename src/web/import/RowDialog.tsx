import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import, Page, Row } from '../../contract/imports.ts'
import type { NextRow } from '../../contract/mending.ts'
import { api } from '../api.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { failed } from '../ui/notify.ts'
import { Failed, Loading } from '../ui/states.tsx'
import { announce } from './announce.ts'
import type { RowQuery } from './filters.ts'
import { RowForm } from './lazy.ts'

interface RowDialogProps {
	item: Import
	/** Null: closed. */
	line: number | null
	/** Whose next error is wanted: of one cause, or of any. */
	query: RowQuery
	go: (line: number) => void
	onClose: () => void
}

/** One row as an ordinary form: the same as the grid for whoever cannot use one. */
export function RowDialog({ item, line, query, go, onClose }: RowDialogProps) {
	const { t } = useTranslation()
	const row = useQuery({
		queryKey: ['imports', 'rows', item.id, 'one', line],
		queryFn: async ({ signal }) => {
			const page = await api.get<Page<Row>>(
				`/imports/${item.id}/rows`,
				{ filter: 'all', after: (line ?? 1) - 1, limit: 1 },
				signal,
			)
			return page.items[0] ?? null
		},
		enabled: line !== null,
	})
	const next = async () => {
		const cause = query.code ? { code: query.code, field: query.field } : {}
		try {
			const found = await api.get<NextRow>(`/imports/${item.id}/rows/next`, {
				after: line,
				direction: 'next',
				...cause,
			})
			if (found.line !== null) return go(found.line)
			announce(t('import.grid.no_next'))
			onClose()
		} catch (error) {
			failed(error)
		}
	}
	return (
		<Dialog
			opened={line !== null}
			onClose={onClose}
			size="lg"
			title={line !== null && t('import.check.row_title', { line })}
		>
			{line !== null && row.isPending && <Loading lines={4} />}
			{row.isError && <Failed error={row.error} retry={row.refetch} />}
			<Suspense fallback={<Loading lines={4} />}>
				{line !== null && row.data && (
					<RowForm key={`${line} ${row.dataUpdatedAt}`} item={item} row={row.data} next={next} onClose={onClose} />
				)}
			</Suspense>
		</Dialog>
	)
}
