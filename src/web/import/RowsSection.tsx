import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Counts, Import, Page, Row } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { formatNumber } from '../i18n/format.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { RowDialog } from './RowDialog.tsx'
import { rowColumns } from './row-columns.tsx'

const route = getRouteApi('/app/admin/imports/$runId/check')

const FILTERS = ['all', 'create', 'update', 'unchanged', 'skip', 'refused', 'warning'] as const
type Filter = (typeof FILTERS)[number]

const COUNT_OF: Record<Exclude<Filter, 'warning'>, keyof Counts> = {
	all: 'read',
	create: 'created',
	update: 'updated',
	unchanged: 'unchanged',
	skip: 'skipped',
	refused: 'refused',
}

function rowsQuery(importId: number, filter: Filter) {
	return infiniteQueryOptions({
		queryKey: ['imports', 'rows', importId, filter],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<Row>>(`/imports/${importId}/rows`, { filter, after: pageParam ?? 0, limit: 100 }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		placeholderData: keepPreviousData,
	})
}

/** What would happen to each row, one file and one kind of row at a time. */
export function RowsSection({ imports }: { imports: Import[] }) {
	const { t } = useTranslation()
	const search = route.useSearch()
	const bad = imports.find((item) => (item.counts?.refused ?? 0) > 0)
	const item = imports.find((known) => known.id === search.file) ?? bad ?? imports[0]
	if (!item) return null
	const filter = search.filter ?? ((item.counts?.refused ?? 0) > 0 ? 'refused' : 'all')

	return (
		<section className="section" aria-labelledby="rows">
			<h2 id="rows" tabIndex={-1}>
				{t('import.check.rows', { name: item.filename })}
			</h2>
			{imports.length > 1 && (
				<nav className="tabs" aria-label={t('import.check.files')}>
					{imports.map((known) => (
						<Link
							key={known.id}
							from="/admin/imports/$runId/check"
							search={{ file: known.id }}
							resetScroll={false}
							className="tab"
							data-current={known.id === item.id || undefined}
							aria-current={known.id === item.id ? 'true' : undefined}
						>
							{known.filename} <span className="number">{formatNumber(known.counts?.read ?? 0)}</span>
						</Link>
					))}
				</nav>
			)}
			<Tally item={item} current={filter} />
			<Rows item={item} filter={filter} />
		</section>
	)
}

function Tally({ item, current }: { item: Import; current: Filter }) {
	const { t } = useTranslation()
	const warnings = item.issues.filter((group) => group.severity === 'warning')
	const countOf = (filter: Filter) => (filter === 'warning' ? null : (item.counts?.[COUNT_OF[filter]] ?? 0))
	// Kinds of rows this import does not have would only be noise.
	const shown = FILTERS.filter((filter) => {
		if (filter === 'all' || filter === 'create' || filter === 'refused' || filter === current) return true
		return filter === 'warning' ? warnings.length > 0 : (countOf(filter) ?? 0) > 0
	})
	return (
		<nav className="tabs" aria-label={t('import.check.rows', { name: item.filename })}>
			{shown.map((filter) => {
				const count = countOf(filter)
				return (
					<Link
						key={filter}
						from="/admin/imports/$runId/check"
						search={{ file: item.id, filter }}
						resetScroll={false}
						className="tab"
						data-current={filter === current || undefined}
						aria-current={filter === current ? 'true' : undefined}
					>
						{t(`import.check.${filter}`)} {count !== null && <span className="number">{formatNumber(count)}</span>}
					</Link>
				)
			})}
		</nav>
	)
}

function Rows({ item, filter }: { item: Import; filter: Filter }) {
	const { t } = useTranslation()
	const pages = useInfiniteQuery(rowsQuery(item.id, filter))
	const [open, setOpen] = useState<Row | null>(null)
	return (
		<>
			<DataTable
				caption={t('import.check.rows', { name: item.filename })}
				columns={rowColumns(t, item, { open: setOpen, mixed: filter === 'all' || filter === 'warning' })}
				pages={pages}
				rowKey={(row) => row.line}
				rowClass={(row) => (row.action === 'refused' ? 'row-refused' : undefined)}
				empty={<p className="muted">{t(filter === 'all' ? 'import.check.empty_all' : 'import.check.empty')}</p>}
			/>
			<RowDialog item={item} row={open} onClose={() => setOpen(null)} />
		</>
	)
}
