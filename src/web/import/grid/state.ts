import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import, Page, Row } from '../../../contract/imports.ts'
import type { NextRow } from '../../../contract/mending.ts'
import { api } from '../../api.ts'
import { failed } from '../../ui/notify.ts'
import { announce } from '../announce.ts'
import type { RowQuery } from '../filters.ts'
import { useEdit, useUndoStep } from '../mend.ts'
import { suggestionsFor } from '../suggestions.ts'
import { type Cell, useAhead, type Waiting } from './ahead.ts'
import { errorColumn, gridFields, shownValue } from './cells.ts'
import { type After, type Command, commandOf } from './keys.ts'
import { useGridRows } from './rows.ts'
import { findLine, ROW_HEIGHT, SEGMENT, segmentOf } from './windows.ts'

interface GridOptions {
	item: Import
	query: RowQuery
	line: number | undefined
	leave: (line: number) => void
	openRow: (line: number) => void
	scroller: RefObject<HTMLDivElement | null>
}

export type GridState = ReturnType<typeof useGrid>

/** The active cell, what is being typed into it, and what every key does. */
export function useGrid({ item, query, line, leave, openRow, scroller }: GridOptions) {
	const { t } = useTranslation()
	const header = item.header_line ?? 0
	const whole = query.filter === 'all' && !query.code
	const fields = gridFields(item)
	const [segment, setSegment] = useState(() => (whole && line ? segmentOf(line, header) : 0))
	const [place, setPlace] = useState({ line: line ?? null, index: 0, column: 1 })
	const [editing, setEditing] = useState<{ text: string } | null>(null)
	const [pending, setPending] = useState<ReadonlyMap<string, string>>(new Map())
	const [dialog, setDialog] = useState<'go' | 'help' | null>(null)
	const [seeking, setSeeking] = useState(false)
	const rows = useGridRows(item, query, segment)
	const edit = useEdit(item)
	const undo = useUndoStep(item)

	// By the line while it is known: windows that arrive above must not move the cursor to another row.
	const found = place.line === null ? undefined : findLine(rows.slots, place.line)
	const index = Math.max(0, Math.min(found ?? place.index, rows.slots.length - 1))
	const active = { index, column: Math.min(place.column, fields.length) }
	const slot = rows.slots[index]
	const row = slot?.loaded && slot.line !== null ? rows.rowAt(slot.line) : undefined
	const field = active.column === 0 ? undefined : fields[active.column - 1]

	useEffect(() => {
		if (line === undefined) return
		if (whole) setSegment(segmentOf(line, header))
		setPlace((before) => ({ ...before, line }))
		setSeeking(false)
	}, [line, whole, header])

	const focus = () => scroller.current?.focus({ preventScroll: true })
	const at = (to: number, column: number) => {
		const target = rows.slots[to]
		setPlace({ line: target?.line ?? null, index: to, column })
	}
	const moveTo = (to: number, column: number) => {
		const within = Math.max(0, Math.min(column, fields.length))
		if (whole && to >= rows.slots.length && rows.last > header + (segment + 1) * SEGMENT) {
			setSegment(segment + 1)
			return setPlace({ line: header + (segment + 1) * SEGMENT + 1, index: 0, column: within })
		}
		if (whole && to < 0 && segment > 0) {
			setSegment(segment - 1)
			return setPlace({ line: header + segment * SEGMENT, index: SEGMENT - 1, column: within })
		}
		at(Math.max(0, Math.min(to, rows.slots.length - 1)), within)
	}
	/** @returns false when the line is in no row of these, and the whole file is being opened at it */
	const goTo = (wanted: number, column = active.column): boolean => {
		setDialog(null)
		focus()
		if (whole) {
			setSegment(segmentOf(wanted, header))
			setPlace({ line: wanted, index: 0, column })
			return true
		}
		const here = rows.slots.findIndex((known) => known.line === wanted)
		if (here >= 0) at(here, column)
		else leave(wanted)
		return here >= 0
	}
	const goToError = async (direction: 'next' | 'previous') => {
		// Before anybody moved, the cell the grid begins with has not been looked at: its error is the next one, too.
		const isNew = place.line === null && direction === 'next'
		const here = row && errorColumn(row, fields, isNew ? -1 : active.column, direction)
		if (here !== undefined) return at(index, here)
		setSeeking(true)
		let isHere = true
		try {
			const cause = query.code ? { code: query.code, field: query.field } : {}
			const after = isNew ? 0 : (slot?.line ?? 0)
			const next = await api.get<NextRow>(`/imports/${item.id}/rows/next`, { after, direction, ...cause })
			if (next.line === null) {
				return announce(t(direction === 'next' ? 'import.grid.no_next' : 'import.grid.no_previous'))
			}
			const page = await api.get<Page<Row>>(`/imports/${item.id}/rows`, { after: next.line - 1, limit: 1 })
			const [bad] = page.items
			const edge = direction === 'next' ? -1 : fields.length + 1
			isHere = goTo(next.line, (bad && errorColumn(bad, fields, edge, direction)) ?? 0)
		} catch (error) {
			failed(error)
		} finally {
			if (isHere) setSeeking(false)
		}
	}

	const save = (text: string, after: After) => {
		setEditing(null)
		focus()
		const [down, right] = { stay: [0, 0], down: [1, 0], right: [0, 1], left: [0, -1] }[after] as [number, number]
		if (down !== 0 || right !== 0) moveTo(index + down, active.column + right)
		if (!row || !field || text === shownValue(row, field)) return
		const key = cellKey(row.line, field)
		setPending((before) => new Map(before).set(key, text))
		edit.mutate(
			{ line: row.line, cells: { [field]: text.trim() === '' ? null : text } },
			{ onSettled: () => setPending((before) => new Map([...before].filter(([known]) => known !== key))) },
		)
	}
	const startEdit = (text?: string) => {
		if (!row) return
		if (!field) return openRow(row.line)
		setEditing({ text: text ?? shownValue(row, field) })
	}
	const suggestion = row && field ? suggestionsFor(item, row, field)[0] : undefined

	const run = (command: Waiting) => {
		if (command.do === 'move') moveTo(index + command.rows, active.column + command.columns)
		else if (command.do === 'edge') goToEdge(command.to)
		else if (command.do === 'edit') startEdit()
		else if (command.do === 'type') startEdit(command.text)
		else if (command.do === 'enter') save(command.text, command.after)
		else if (command.do === 'clear') save('', 'stay')
		else if (command.do === 'error') void goToError(command.direction)
		else if (command.do === 'undo') undo.mutate()
		else if (command.do === 'suggestion') suggestion !== undefined && save(suggestion, 'stay')
		else setDialog(command.do)
	}
	const goToEdge = (edge: Extract<Command, { do: 'edge' }>['to']) => {
		if (edge === 'first_column') return at(index, 0)
		if (edge === 'last_column') return at(index, fields.length)
		if (!whole) return at(edge === 'first_row' ? 0 : rows.slots.length - 1, active.column)
		goTo(edge === 'first_row' ? header + 1 : rows.last)
	}
	const read: Cell = rows.error ? 'failed' : 'coming'
	const cell: Cell = row && !seeking ? 'here' : read
	const ahead = useAhead(cell, run)
	const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
		// A cell being typed into has keys of its own.
		if (editing || event.target !== event.currentTarget) return
		const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT) - 2)
		const command = commandOf(event, page)
		if (ahead.isWaiting || seeking || (cell === 'coming' && command && needsRow(command)))
			return ahead.press(event, page)
		if (!command) return
		event.preventDefault()
		run(command)
	}

	return {
		item,
		rows,
		fields,
		active,
		editing,
		pending,
		dialog,
		segment,
		suggestion,
		onKeyDown,
		run,
		goTo,
		moveTo,
		save,
		startEdit,
		openRow,
		focus,
		cancelEdit: () => {
			setEditing(null)
			focus()
		},
		closeDialog: () => {
			setDialog(null)
			focus()
		},
		toSegment: (to: number) => goTo(header + to * SEGMENT + 1),
	}
}

export function cellKey(line: number, field: string): string {
	return `${line} ${field}`
}

function needsRow(command: Command): boolean {
	return ['edit', 'type', 'clear', 'suggestion'].includes(command.do)
}
