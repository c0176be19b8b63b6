import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { formatNumber } from '../i18n/format.ts'
import { Loading } from '../ui/states.tsx'
import type { Filter, RowQuery } from './filters.ts'
import { RowDialog } from './RowDialog.tsx'
import { RowList } from './RowList.tsx'
import { RowTabs } from './RowTabs.tsx'

const Grid = lazy(() => import('./grid/Grid.tsx').then((module) => ({ default: module.Grid })))
const route = getRouteApi('/app/admin/imports/$runId/check')

/** What would happen to each row, one file and one kind of row at a time. */
export function RowsSection({ imports }: { imports: Import[] }) {
	const { t } = useTranslation()
	const search = route.useSearch()
	const bad = imports.find((item) => (item.counts?.refused ?? 0) > 0)
	const item = imports.find((known) => known.id === search.file) ?? bad ?? imports[0]
	if (!item) return null
	const refused = (item.counts?.refused ?? 0) > 0
	const updated = (item.counts?.updated ?? 0) > 0
	const first: Filter = refused ? 'refused' : updated ? 'update' : 'all'

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
			<RowTabs item={item} current={search.filter ?? first} />
			<Rows key={item.id} item={item} filter={search.filter ?? first} />
		</section>
	)
}

/** Narrower than this, or zoomed as much, a grid is a keyhole: every row is a form instead. */
const WIDE = '(min-width: 700px)'

function Rows({ item, filter }: { item: Import; filter: Filter }) {
	const { t } = useTranslation()
	const { code, field, line, view } = route.useSearch()
	const navigate = route.useNavigate()
	const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false })
	const [open, setOpen] = useState<number | null>(null)
	const query = useMemo(
		(): RowQuery => ({ filter, ...(code ? { code } : {}), ...(field ? { field } : {}) }),
		[filter, code, field],
	)
	// Old and new values stand side by side: that is a list to read, not cells to edit.
	const list = !wide || view === 'list' || filter === 'update'
	const leave = (to: number) =>
		void navigate({ search: { file: item.id, filter: 'all', line: to, ...(view ? { view } : {}) }, resetScroll: false })
	return (
		<>
			{wide && filter !== 'update' && (
				<div className="row-view">
					<Link
						from="/admin/imports/$runId/check"
						search={(before) => ({ ...before, view: view === 'list' ? undefined : 'list' })}
						resetScroll={false}
					>
						{t(view === 'list' ? 'import.check.as_grid' : 'import.check.as_list')}
					</Link>
				</div>
			)}
			{list ? (
				<RowList item={item} query={query} open={setOpen} />
			) : (
				<Suspense fallback={<Loading />}>
					<Grid
						key={`${filter} ${code} ${field}`}
						item={item}
						query={query}
						line={line}
						leave={leave}
						openRow={setOpen}
					/>
				</Suspense>
			)}
			<RowDialog item={item} line={open} query={query} go={setOpen} onClose={() => setOpen(null)} />
		</>
	)
}
