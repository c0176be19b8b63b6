import { useTranslation } from 'react-i18next'
import type { Row } from '../../../contract/imports.ts'
import { formatNumber } from '../../i18n/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { issueSentence } from '../words.ts'
import { CellEditor } from './CellEditor.tsx'
import { type Issue, shownValue, widthOf, worstIssue } from './cells.ts'
import { cellKey, type GridState } from './state.ts'
import { ROW_HEIGHT } from './windows.ts'

interface GridRowProps {
	id: string
	grid: GridState
	index: number
	top: number
	width: number
	lineWidth: number
	/** Of a part of the file the position among its rows is told, of the whole file the line. */
	ordinal: boolean
}

export function GridRow({ id, grid, index, top, width, lineWidth, ordinal }: GridRowProps) {
	const { t } = useTranslation()
	const { rows, fields, active } = grid
	const slot = rows.slots[index]
	if (!slot) return null
	const row = slot.loaded && slot.line !== null ? rows.rowAt(slot.line) : undefined
	const whole = row && wholeIssue(row, fields)
	const at = (column: number) => active.index === index && active.column === column
	return (
		// biome-ignore lint/a11y/useSemanticElements: a row of the grid
		// biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus
		<div
			role="row"
			aria-rowindex={ordinal || slot.line === null ? index + 2 : slot.line + 1}
			aria-busy={row === undefined || undefined}
			className="grid-row"
			data-skip={row?.action === 'skip' || undefined}
			style={{ position: 'absolute', top, height: ROW_HEIGHT, width }}
		>
			{/* biome-ignore lint/a11y/useSemanticElements: a cell of the grid */}
			{/* biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus */}
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys */}
			<div
				id={`${id}-0`}
				role="rowheader"
				aria-colindex={1}
				aria-selected={at(0)}
				className="grid-cell grid-line"
				data-sticky={0}
				data-active={at(0) || undefined}
				data-severity={whole?.severity}
				style={{ width: lineWidth }}
				onClick={() => {
					grid.moveTo(index, 0)
					grid.focus()
				}}
				onDoubleClick={() => row && grid.openRow(row.line)}
			>
				{whole && <Icon name={whole.severity} size={14} />}
				{slot.line === null ? '…' : formatNumber(slot.line)}
				{row?.action === 'skip' && <span className="hidden-text"> {t('import.check.action_skip')}</span>}
			</div>
			{fields.map((field, nth) => (
				<GridCell
					key={field}
					id={`${id}-${nth + 1}`}
					grid={grid}
					row={row}
					field={field}
					index={index}
					column={nth + 1}
					active={at(nth + 1)}
				/>
			))}
		</div>
	)
}

/** What is wrong with the record itself, or with a field that has no column here. */
function wholeIssue(row: Row, fields: string[]): Issue | undefined {
	const here = row.issues.filter((issue) => issue.field === null || !fields.includes(issue.field))
	return here.find((issue) => issue.severity === 'error') ?? here[0]
}

interface GridCellProps {
	id: string
	grid: GridState
	row: Row | undefined
	field: string
	index: number
	column: number
	active: boolean
}

function GridCell({ id, grid, row, field, index, column, active }: GridCellProps) {
	const { t } = useTranslation()
	const issue = row && worstIssue(row, field)
	const pending = row && grid.pending.get(cellKey(row.line, field))
	const value = pending ?? (row ? shownValue(row, field) : '')
	const edited = row?.edited !== undefined && field in row.edited
	const editing = active && grid.editing !== null
	const click = () => {
		grid.moveTo(index, column)
		grid.focus()
	}
	return (
		// biome-ignore lint/a11y/useSemanticElements: a cell of the grid
		// biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus
		// biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
		<div
			id={id}
			role="gridcell"
			aria-colindex={column + 1}
			aria-selected={active}
			aria-invalid={issue?.severity === 'error' || undefined}
			aria-describedby={issue ? `${id}-why` : undefined}
			aria-busy={pending !== undefined || undefined}
			className="grid-cell"
			data-sticky={column === 1 ? 1 : undefined}
			data-active={active || undefined}
			data-severity={pending === undefined ? issue?.severity : undefined}
			data-edited={edited || pending !== undefined || undefined}
			data-editing={editing || undefined}
			style={{ width: widthOf(field) }}
			title={value}
			onClick={editing ? undefined : click}
			onDoubleClick={() => !editing && grid.startEdit()}
		>
			{editing ? (
				<CellEditor grid={grid} field={field} describedBy={issue ? `${id}-why` : undefined} />
			) : (
				<>
					{issue && pending === undefined && <Icon name={issue.severity} size={14} />}
					<span className="grid-value">
						{value || (issue?.severity === 'error' && <em className="muted">{t('import.check.no_value')}</em>)}
					</span>
				</>
			)}
			{issue && (
				<span id={`${id}-why`} hidden>
					{issueSentence(t, issue)}
				</span>
			)}
		</div>
	)
}
