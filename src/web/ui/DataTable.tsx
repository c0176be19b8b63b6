import { Button } from '@mantine/core'
import { type CSSProperties, type Key, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page } from '../../contract/imports.ts'
import { Empty, Failed, Loading } from './states.tsx'
import { useRowWindow } from './window.ts'

export interface TableColumn<T> {
	key: string
	header: ReactNode
	cell: (row: T) => ReactNode
	/** Numbers are compared by their right edge. */
	end?: boolean
	/** Share of the width, as a CSS width. */
	width?: string
	/** 1 is always shown, 2 goes on a tablet, 3 goes first. What goes is on the record's page. */
	priority?: 1 | 2 | 3
}

/** What `useInfiniteQuery` over keyset pages gives. */
export interface Pages<T> {
	data: { pages: Page<T>[] } | undefined
	isPending: boolean
	isError: boolean
	isPlaceholderData: boolean
	error: unknown
	hasNextPage: boolean
	isFetchingNextPage: boolean
	fetchNextPage: () => Promise<unknown>
	refetch: () => Promise<unknown>
}

interface DataTableProps<T> {
	/** Names the table for screen readers. */
	caption: string
	columns: TableColumn<T>[]
	pages: Pages<T>
	rowKey: (row: T) => Key
	rowClass?: (row: T) => string | undefined
	/** Instead of the table when there is nothing. */
	empty: ReactNode
}

/** A dense list that grows by pages as one scrolls: the browser never holds more than was looked at. */
export function DataTable<T>({ caption, columns, pages, rowKey, rowClass, empty }: DataTableProps<T>) {
	if (pages.isPending) return <Loading lines={10} />
	if (pages.isError && !pages.data) return <Failed error={pages.error} retry={pages.refetch} />
	const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
	if (rows.length === 0) return empty ?? <Empty title="" />

	return (
		<>
			<table
				className="table"
				aria-busy={pages.isPlaceholderData}
				// The heading is a row too; -1 says that nobody knows yet.
				aria-rowcount={pages.hasNextPage ? -1 : rows.length + 1}
			>
				<caption className="hidden-text">{caption}</caption>
				<thead>
					<tr>
						{columns.map((column) => (
							<th key={column.key} scope="col" className={cellClass(column)} style={widthOf(column)}>
								{column.header}
							</th>
						))}
					</tr>
				</thead>
				<Rows columns={columns} rows={rows} rowKey={rowKey} {...(rowClass ? { rowClass } : {})} />
			</table>
			<More pages={pages} count={rows.length} />
		</>
	)
}

interface RowsProps<T> extends Pick<DataTableProps<T>, 'columns' | 'rowKey' | 'rowClass'> {
	rows: T[]
}

function Rows<T>({ columns, rows, rowKey, rowClass }: RowsProps<T>) {
	const body = useRef<HTMLTableSectionElement>(null)
	const { start, end, before, after } = useRowWindow(body, rows.length)
	return (
		<tbody ref={body}>
			<Gap height={before} columns={columns.length} />
			{rows.slice(start, end).map((row, index) => (
				<tr key={rowKey(row)} className={rowClass?.(row)} aria-rowindex={start + index + 2}>
					{columns.map((column) => (
						<td key={column.key} className={cellClass(column)}>
							{column.cell(row)}
						</td>
					))}
				</tr>
			))}
			<Gap height={after} columns={columns.length} />
		</tbody>
	)
}

/** Rows that are not drawn, as so much empty room. */
function Gap({ height, columns }: { height: number; columns: number }) {
	if (height <= 0) return null
	return (
		// biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row without a tabindex takes no focus
		<tr aria-hidden="true" className="gap">
			<td colSpan={columns} style={{ height }} />
		</tr>
	)
}

/** As a variable, so that a narrow screen can set it aside. */
function widthOf<T>(column: TableColumn<T>): CSSProperties {
	return { '--width': column.width } as CSSProperties
}

function cellClass<T>(column: TableColumn<T>): string {
	return [column.end && 'end', column.width?.endsWith('%') && 'share', column.priority && `priority-${column.priority}`]
		.filter(Boolean)
		.join(' ')
}

function More<T>({ pages, count }: { pages: Pages<T>; count: number }) {
	const { t } = useTranslation()
	const end = useRef<HTMLDivElement>(null)
	const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = pages

	useEffect(() => {
		if (!end.current || !hasNextPage || isFetchingNextPage || isError) return
		// Starts a screen early, so that scrolling on rarely waits.
		const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
			rootMargin: '600px',
		})
		observer.observe(end.current)
		return () => observer.disconnect()
	}, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])

	return (
		<div className="table-end" ref={end}>
			{isError && <Failed error={pages.error} retry={fetchNextPage} />}
			<span role="status" className="muted">
				{t(hasNextPage ? 'list.loaded' : 'list.all_loaded', { count })}
			</span>
			{hasNextPage && (
				<Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
					{t('action.load_more')}
				</Button>
			)}
		</div>
	)
}
