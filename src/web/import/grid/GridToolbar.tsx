import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../contract/imports.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { RowQuery } from '../filters.ts'
import { ColumnFix } from './ColumnFix.tsx'
import type { GridState } from './state.ts'
import { SEGMENT, segmentBounds } from './windows.ts'

/** Everything the keys do, for those who do not use them. */
export function GridToolbar({ item, query, grid }: { item: Import; query: RowQuery; grid: GridState }) {
	const { t } = useTranslation()
	const [column, setColumn] = useState<string | null>(null)
	const errors = item.issues.some((group) => group.severity === 'error')
	const whole = query.filter === 'all' && !query.code
	const header = item.header_line ?? 0
	const { after, until } = segmentBounds(grid.segment, header, grid.rows.last)
	const segments = Math.ceil((grid.rows.last - header) / SEGMENT)
	const field = grid.fields[grid.active.column - 1] ?? null
	return (
		<div className="grid-toolbar">
			<Button
				size="xs"
				variant="default"
				disabled={!errors}
				onClick={() => grid.run({ do: 'error', direction: 'previous' })}
			>
				{t('import.grid.previous_error')}
			</Button>
			<Button
				size="xs"
				variant="default"
				disabled={!errors}
				onClick={() => grid.run({ do: 'error', direction: 'next' })}
			>
				{t('import.grid.next_error')}
			</Button>
			<Button size="xs" variant="subtle" color="gray" onClick={() => grid.run({ do: 'go' })}>
				{t('import.grid.go')}
			</Button>
			<Button size="xs" variant="subtle" color="gray" disabled={field === null} onClick={() => setColumn(field)}>
				{t('import.grid.column_fix')}
			</Button>
			<Button size="xs" variant="subtle" color="gray" onClick={() => grid.run({ do: 'help' })}>
				{t('import.grid.keys')}
			</Button>
			{whole && segments > 1 && (
				<nav className="grid-pager" aria-label={t('import.grid.pager')}>
					<Button
						size="xs"
						variant="default"
						disabled={grid.segment === 0}
						onClick={() => grid.toSegment(grid.segment - 1)}
					>
						{t('import.grid.page_back')}
					</Button>
					<span className="number">
						{t('import.grid.page', {
							from: formatNumber(after + 1),
							to: formatNumber(until),
							all: formatNumber(grid.rows.last),
						})}
					</span>
					<Button
						size="xs"
						variant="default"
						disabled={grid.segment >= segments - 1}
						onClick={() => grid.toSegment(grid.segment + 1)}
					>
						{t('import.grid.page_on')}
					</Button>
				</nav>
			)}
			<ColumnFix item={item} field={column} close={() => setColumn(null)} />
		</div>
	)
}
