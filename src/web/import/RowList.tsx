import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Import, Page, Row } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { changeColumns } from './change-columns.tsx'
import type { RowQuery } from './filters.ts'
import { rowColumns } from './row-columns.tsx'

function rowsQuery(importId: number, query: RowQuery) {
	return infiniteQueryOptions({
		queryKey: ['imports', 'rows', importId, 'list', query],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<Row>>(`/imports/${importId}/rows`, { ...query, after: pageParam ?? 0, limit: 100 }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		placeholderData: keepPreviousData,
	})
}

interface RowListProps {
	item: Import
	query: RowQuery
	open: (line: number) => void
}

/** Rows as a plain table; each opens as a form. */
export function RowList({ item, query, open }: RowListProps) {
	const { t } = useTranslation()
	const { filter } = query
	const pages = useInfiniteQuery(rowsQuery(item.id, query))
	const columns =
		filter === 'update'
			? changeColumns(t, item, open)
			: rowColumns(t, item, { open, mixed: filter === 'all' || filter === 'warning' || filter === 'edited' })
	return (
		<DataTable
			caption={t('import.check.rows', { name: item.filename })}
			columns={columns}
			pages={pages}
			rowKey={(row) => row.line}
			rowClass={(row) => (row.action === 'refused' ? 'row-refused' : undefined)}
			empty={<p className="muted">{t(filter === 'all' ? 'import.check.empty_all' : 'import.check.empty')}</p>}
		/>
	)
}
