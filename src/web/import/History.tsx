import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedImport, Page as ListPage } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { formatNumber, formatShort, formatTime } from '../i18n/format.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { DataTable, type TableColumn } from '../ui/DataTable.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty } from '../ui/states.tsx'
import { useDrop } from './DropZone.tsx'
import './import.css'
import { isBusy } from './run.ts'
import { Samples } from './Samples.tsx'
import { useStart } from './start.ts'
import { stepOf } from './sums.ts'
import { UndoDialog } from './UndoDialog.tsx'

const historyQuery = infiniteQueryOptions({
	queryKey: ['imports', 'history'],
	queryFn: ({ pageParam, signal }) =>
		api.get<ListPage<ListedImport>>('/imports', { after: pageParam, limit: 60 }, signal),
	initialPageParam: null as string | null,
	getNextPageParam: (page) => page.next,
	// Others import too, and what runs moves on.
	refetchInterval: (query) =>
		query.state.data?.pages.some((page) => page.items.some((item) => isBusy(item.state))) ? 3_000 : false,
})

/** Everything ever imported, newest first. A file dropped anywhere on the page starts another. */
export function History() {
	const { t } = useTranslation()
	const imports = useInfiniteQuery(historyQuery)
	const { start, problem } = useStart(undefined)
	const [undoing, setUndoing] = useState<number | null>(null)
	const { over, handlers } = useDrop((files) => void start(files))
	return (
		<div className="drop-page" data-over={over || undefined} {...handlers}>
			{over && <p className="drop-page-text">{t('import.history.drop')}</p>}
			<Page title={t('import.title')} actions={<ButtonLink to="/admin/imports/new">{t('import.new')}</ButtonLink>}>
				{problem && (
					<p role="alert" className="notice notice-error">
						{problem}
					</p>
				)}
				<DataTable
					caption={t('import.title')}
					columns={columns(t, filesByRun(imports.data?.pages ?? []), setUndoing)}
					pages={imports}
					rowKey={(item) => item.id}
					rowClass={(item) => (item.state === 'cancelled' ? 'faded' : undefined)}
					empty={
						<Empty title={t('import.history.empty')}>
							<p>{t('import.history.empty_hint')}</p>
							<Samples />
						</Empty>
					}
				/>
				<UndoDialog runId={undoing} onClose={() => setUndoing(null)} />
			</Page>
		</div>
	)
}

/** Runs of several files, each with its files in the order they were given in. */
function filesByRun(pages: ListPage<ListedImport>[]): Map<number, ListedImport[]> {
	const all = pages.flatMap((page) => page.items).toReversed()
	return Map.groupBy(all, (item) => item.run_id)
}

const OVER: ListedImport['state'][] = ['committed', 'undone', 'cancelled']

function columns(
	t: TFunction,
	runs: Map<number, ListedImport[]>,
	undo: (runId: number) => void,
): TableColumn<ListedImport>[] {
	return [
		{
			key: 'file',
			header: t('import.history.file'),
			width: '26%',
			cell: (item) => (
				<>
					<FileLink item={item} />
					<Together others={runs.get(item.run_id)?.filter(({ id }) => id !== item.id) ?? []} />
				</>
			),
		},
		{
			key: 'what',
			header: t('import.history.what'),
			width: '96px',
			priority: 3,
			cell: (item) => t(`import.target.${item.target}`),
		},
		{
			key: 'state',
			header: t('import.history.state'),
			width: '26%',
			cell: (item) => (
				<>
					<State item={item} />
					{item.undo && <span className="tag undo-sums">{t('import.undo.sums', { ...item.undo })}</span>}
					{item.state === 'committed' && item.dropped_at && (
						<span className="tag">{t('import.kept.dropped_short')}</span>
					)}
					{item.undoable_until && (
						<button type="button" className="link-button tag-link" onClick={() => undo(item.run_id)}>
							{t('import.undo.short')}
							<span className="hidden-text"> {item.filename}</span>
						</button>
					)}
					{item.undoable_until && (
						<span className="tag undo-until" title={formatTime(item.undoable_until)}>
							{t('import.undo.until', { date: formatShort(item.undoable_until) })}
						</span>
					)}
					{!OVER.includes(item.state) && (
						<Link to="/admin/imports/$runId" params={{ runId: item.run_id }} className="tag-link">
							{t(item.state === 'failed' ? 'import.history.open' : 'import.history.continue')}
							<span className="hidden-text"> {item.filename}</span>
						</Link>
					)}
				</>
			),
		},
		...(['created', 'updated', 'refused'] as const).map(
			(part): TableColumn<ListedImport> => ({
				key: part,
				header: t(`import.history.${part}`),
				end: true,
				priority: part === 'created' ? 2 : 3,
				// Before the commit these are only a plan.
				cell: (item) => (item.counts && item.state === 'committed' ? formatNumber(item.counts[part]) : ''),
			}),
		),
		{ key: 'who', header: t('import.history.who'), priority: 3, cell: (item) => item.created_by?.username },
		{
			key: 'when',
			header: t('import.history.when'),
			priority: 2,
			end: true,
			cell: (item) => (
				<time dateTime={item.created_at} title={formatTime(item.created_at)}>
					{formatShort(item.created_at)}
				</time>
			),
		},
	]
}

/** Files of one run are written, and taken back, together. */
function Together({ others }: { others: ListedImport[] }) {
	const { t } = useTranslation()
	const [first, ...more] = others
	if (!first) return null
	const names = others.map(({ filename }) => filename).join(', ')
	return (
		<span className="tag" title={names}>
			{more.length === 0
				? t('import.history.with_one', { name: first.filename })
				: t('import.history.with_more', { count: others.length })}
		</span>
	)
}

/** A run is refused as a whole; a file of it may have no error of its own. */
function State({ item }: { item: ListedImport }) {
	const { t } = useTranslation()
	const errors = item.counts?.refused ?? 0
	if (item.state !== 'refused') return <span data-state={item.state}>{t(`import.state.${item.state}`)}</span>
	if (errors === 0) return <span>{t('import.history.no_errors')}</span>
	return <span data-state={item.state}>{t('import.step_state.errors', { count: errors })}</span>
}

function FileLink({ item }: { item: ListedImport }) {
	return (
		<Link
			to={`/admin/imports/$runId/${stepOf([item])}`}
			params={{ runId: item.run_id }}
			className="plain-link"
			title={item.filename}
		>
			{item.filename}
		</Link>
	)
}
