import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Counts, Import, Row, RowPage } from '../../../contract/imports.ts'
import { api } from '../../api.ts'
import { COUNT_OF, type RowQuery } from '../filters.ts'
import { fileCursors, type Known, type Slot, segmentBounds, slotsOf, WINDOW } from './windows.ts'

export function windowKey(importId: number, query: RowQuery, after: number) {
	return ['imports', 'rows', importId, 'window', query.filter, query.code ?? null, query.field ?? null, after]
}

export interface GridRows {
	slots: Slot[]
	/** Of the windows on screen only: what was scrolled away is asked for again. */
	rowAt(line: number): Row | undefined
	/** Says which windows are on screen. */
	show(first: number, last: number): void
	/** Where the last record begins; until the first window is there, as if each had one line. */
	last: number
	error: unknown
	retry(): void
}

/** The rows of a grid by windows of 200, a handful of them in memory, whatever the size of the file. */
export function useGridRows(item: Import, query: RowQuery, segment: number): GridRows {
	const whole = query.filter === 'all' && !query.code
	const header = item.header_line ?? 0
	const [last, setLast] = useState((item.records ?? 0) + header)
	const identity = `${item.id} ${query.filter} ${query.code} ${query.field} ${whole ? segment : 0}`
	const [known, setKnown] = useState<KnownOf>({ identity, lines: new Map(), cursors: [0] })
	const [range, setRange] = useState<[number, number]>([0, 0])

	const bounds = segmentBounds(segment, header, last)
	const current: Known = useMemo(() => {
		const lines = known.identity === identity ? known.lines : new Map<number, number[]>()
		if (whole) return { lines, cursors: fileCursors(bounds.after, bounds.until) }
		return { lines, cursors: known.identity === identity ? known.cursors : [0] }
	}, [known, identity, whole, bounds.after, bounds.until])

	const windows = visibleWindows(range, current.cursors.length)
	const pages = useQueries({
		queries: windows.map((window) => {
			const after = current.cursors[window] ?? 0
			return {
				queryKey: windowKey(item.id, query, after),
				queryFn: ({ signal }: { signal: AbortSignal }) =>
					api.get<RowPage>(`/imports/${item.id}/rows`, { ...query, after, limit: WINDOW }, signal),
				// Kept a little, for scrolling to and fro; a million rows walked through would not fit.
				gcTime: 20_000,
				retry: false,
			}
		}),
	})

	const stamp = pages.map((page) => page.dataUpdatedAt).join()
	// biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says that pages changed, `pages` is new each time
	useEffect(() => {
		const read = windows.flatMap((window, index) => {
			const page = pages[index]?.data
			return page ? [{ window, page }] : []
		})
		setKnown((before) => {
			const base = before.identity === identity ? before : { identity, lines: new Map(), cursors: [0] }
			return whole ? withFileWindows(base, current.cursors, read) : withListWindows(base, read)
		})
		// Records over several lines make the file longer than its rows: the first window tells where it ends.
		setLast((before) => read[0]?.page.last_line ?? before)
	}, [stamp, identity])

	const slots = useMemo(() => {
		const total = whole ? Number.POSITIVE_INFINITY : expectedRows(item.counts, query)
		return slotsOf(current, whole, (window) => {
			const room = whole ? bounds.until - (current.cursors[window] ?? 0) : total - window * WINDOW
			return Math.max(1, Math.min(WINDOW, room))
		})
	}, [current, whole, bounds.until, item.counts, query])

	const byLine = new Map(pages.flatMap((page) => page.data?.items ?? []).map((row) => [row.line, row]))
	const failed = pages.find((page) => page.error)
	return {
		slots,
		rowAt: (line) => byLine.get(line),
		show: (first, lastShown) =>
			setRange((before) => (before[0] === first && before[1] === lastShown ? before : [first, lastShown])),
		last,
		error: failed?.error,
		retry: () => void failed?.refetch(),
	}
}

type KnownOf = Known & { identity: string }
type Read = { window: number; page: RowPage }[]

function withFileWindows(before: KnownOf, cursors: readonly number[], read: Read): KnownOf {
	const lines = new Map(before.lines)
	for (const { window, page } of read) {
		const until = (cursors[window] ?? 0) + WINDOW
		lines.set(
			window,
			page.items.map((row) => row.line).filter((line) => line <= until),
		)
	}
	return same(before.lines, lines) ? before : { ...before, lines }
}

/** Each window tells where the next begins; when one moved, those after it are asked for anew. */
function withListWindows(before: KnownOf, read: Read): KnownOf {
	const lines = new Map(before.lines)
	let cursors = before.cursors
	for (const { window, page } of read) {
		if (window >= cursors.length) break
		lines.set(
			window,
			page.items.map((row) => row.line),
		)
		const next = page.next === null ? undefined : Number(page.next)
		if (cursors[window + 1] === next) continue
		cursors = [...cursors.slice(0, window + 1), ...(next === undefined ? [] : [next])]
		for (const later of lines.keys()) if (later > window) lines.delete(later)
		break
	}
	return cursors === before.cursors && same(before.lines, lines) ? before : { ...before, cursors, lines }
}

function same(a: Known['lines'], b: Known['lines']): boolean {
	return a.size === b.size && [...b].every(([window, lines]) => a.get(window)?.join() === lines.join())
}

/** Those on screen and, so that scrolling does not wait, one on each side. */
function visibleWindows([first, last]: [number, number], all: number): number[] {
	const from = Math.max(0, first - 1)
	const to = Math.min(all - 1, last + 1)
	return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

function expectedRows(counts: Counts | null, { filter, code }: RowQuery): number {
	if (code || filter === 'warning' || filter === 'edited') return WINDOW
	return counts?.[COUNT_OF[filter]] ?? 0
}
