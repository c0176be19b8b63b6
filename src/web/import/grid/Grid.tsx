import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../contract/imports.ts'
import { Failed } from '../../ui/states.tsx'
import { useAnnounced } from '../announce.ts'
import type { RowQuery } from '../filters.ts'
import { fieldName } from '../words.ts'
import { widthOf } from './cells.ts'
import { DetailBar } from './DetailBar.tsx'
import { GoToLine } from './GoToLine.tsx'
import './grid.css'
import { GridRow } from './GridRow.tsx'
import { GridToolbar } from './GridToolbar.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { useGrid } from './state.ts'
import { ROW_HEIGHT } from './windows.ts'

interface GridProps {
	item: Import
	query: RowQuery
	/** Where to begin. */
	line: number | undefined
	/** A line this grid does not hold: the whole file does. */
	leave: (line: number) => void
	openRow: (line: number) => void
}

const LINE_WIDTH = 84

/** All rows, to be looked at and edited in place. One stop of the Tab key; inside, the keys of a spreadsheet. */
export function Grid({ item, query, line, leave, openRow }: GridProps) {
	const { t } = useTranslation()
	const id = useId()
	const scroller = useRef<HTMLDivElement>(null)
	const grid = useGrid({ item, query, line, leave, openRow, scroller })
	const { rows, fields, active, editing } = grid
	const announced = useAnnounced()

	const virtualizer = useVirtualizer({
		count: rows.slots.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_HEIGHT,
		overscan: 12,
		// Rows begin under the heading, and what the heading or a scrollbar covers is not seen.
		scrollMargin: ROW_HEIGHT,
		scrollPaddingStart: ROW_HEIGHT,
		scrollPaddingEnd: 16,
		// The active row stays in the document when it is scrolled away: the focus is told by its id.
		rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
			const from = Math.max(0, startIndex - overscan)
			const to = Math.min(count - 1, endIndex + overscan)
			const range = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
			if (active.index < count && !range.includes(active.index)) range.push(active.index)
			return range.sort((a, b) => a - b)
		},
	})
	const items = virtualizer.getVirtualItems()
	const seen = items.filter((one) => one.index !== active.index || items.length === 1)
	const from = rows.slots[seen[0]?.index ?? 0]?.window ?? 0
	const to = rows.slots[seen.at(-1)?.index ?? 0]?.window ?? 0
	const { show } = rows
	useEffect(() => show(from, to), [show, from, to])
	useEffect(() => {
		virtualizer.scrollToIndex(active.index)
		scrollToColumn(scroller.current, `${id}-${active.index}-${active.column}`)
	}, [virtualizer, active.index, active.column, id])

	const width = fields.reduce((sum, field) => sum + widthOf(field), LINE_WIDTH)
	const activeLine = rows.slots[active.index]?.line ?? null
	const row = activeLine === null ? undefined : rows.rowAt(activeLine)
	const field = active.column === 0 ? null : (fields[active.column - 1] ?? null)
	if (rows.error && items.length === 0) return <Failed error={rows.error} retry={rows.retry} />

	return (
		<div className="grid-frame">
			<GridToolbar item={item} query={query} grid={grid} />
			{/* biome-ignore lint/a11y/useSemanticElements: a table cannot have one stop for the Tab key and keys of its own */}
			<div
				ref={scroller}
				role="grid"
				tabIndex={0}
				className="grid"
				aria-label={t('import.grid.label', { name: item.filename })}
				aria-rowcount={query.filter === 'all' && !query.code ? rows.last + 1 : rows.slots.length + 1}
				aria-colcount={fields.length + 1}
				aria-activedescendant={editing ? undefined : `${id}-${active.index}-${active.column}`}
				aria-describedby={`${id}-hint`}
				onKeyDown={grid.onKeyDown}
				data-editing={editing !== null || undefined}
			>
				{/* biome-ignore lint/a11y/useSemanticElements: parts of the grid above */}
				{/* biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus */}
				<div role="row" aria-rowindex={1} className="grid-row grid-heading" style={{ width }}>
					<HeadCell index={0} width={LINE_WIDTH} name={t('import.check.line')} />
					{fields.map((name, index) => (
						<HeadCell key={name} index={index + 1} width={widthOf(name)} name={fieldName(t, name)} />
					))}
				</div>
				<div role="presentation" style={{ height: virtualizer.getTotalSize(), width, position: 'relative' }}>
					{items.map(({ index, start }) => (
						<GridRow
							key={index}
							id={`${id}-${index}`}
							grid={grid}
							index={index}
							top={start - ROW_HEIGHT}
							width={width}
							lineWidth={LINE_WIDTH}
							ordinal={query.filter !== 'all' || query.code !== undefined}
						/>
					))}
				</div>
			</div>
			<p id={`${id}-hint`} className="hidden-text">
				{t('import.grid.hint')}
			</p>
			<DetailBar item={item} row={row} field={field} grid={grid} said={announced} />
			<GoToLine opened={grid.dialog === 'go'} last={rows.last} go={grid.goTo} close={grid.closeDialog} />
			<KeysHelp opened={grid.dialog === 'help'} close={grid.closeDialog} />
		</div>
	)
}

function HeadCell({ index, width, name }: { index: number; width: number; name: string }) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a cell of the grid
		// biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus
		<div
			role="columnheader"
			aria-colindex={index + 1}
			className="grid-cell"
			data-sticky={index < 2 ? index : undefined}
			style={{ width }}
		>
			{name}
		</div>
	)
}

/** The sticky columns cover what is under them, which `scrollIntoView` does not know of. */
function scrollToColumn(scroller: HTMLElement | null, cellId: string): void {
	const cell = scroller && document.getElementById(cellId)
	if (!scroller || !cell || cell.dataset.sticky !== undefined) return
	const covered = [...scroller.querySelectorAll<HTMLElement>('.grid-heading [data-sticky]')].reduce(
		(sum, one) => sum + one.offsetWidth,
		0,
	)
	const left = cell.offsetLeft
	if (left < scroller.scrollLeft + covered) scroller.scrollLeft = left - covered
	else if (left + cell.offsetWidth > scroller.scrollLeft + scroller.clientWidth)
		scroller.scrollLeft = left + cell.offsetWidth - scroller.clientWidth
}
