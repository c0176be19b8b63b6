import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'

/** Of a row in list.css, until one is there to be measured: all rows of a table are equally high. */
const ROW_HEIGHT = 36
/** So many rows a browser lays out without anyone noticing; and all of them can be found with Ctrl+F. */
const ALL_AT_ONCE = 200

export interface RowWindow {
	start: number
	end: number
	/** Pixels that stand for the rows before and after. */
	before: number
	after: number
}

/** Which rows of a long table to draw: those in the window and some around. The page scrolls, not the table. */
export function useRowWindow(body: RefObject<HTMLElement | null>, count: number): RowWindow {
	const [top, setTop] = useState(0)
	const [height, setHeight] = useState(ROW_HEIGHT)
	// biome-ignore lint/correctness/useExhaustiveDependencies: what stands above can grow with every page of rows
	useLayoutEffect(() => {
		if (!body.current) return
		setTop(body.current.getBoundingClientRect().top + window.scrollY)
		setHeight(body.current.querySelector<HTMLElement>('tr:not(.gap)')?.offsetHeight || ROW_HEIGHT)
	}, [body, count])
	const virtualizer = useWindowVirtualizer({
		count,
		estimateSize: () => height,
		overscan: 30,
		scrollMargin: top,
		enabled: count > ALL_AT_ONCE,
	})
	const shown = virtualizer.getVirtualItems()
	const first = shown[0]
	const last = shown.at(-1)
	if (!first || !last) return { start: 0, end: Math.min(count, ALL_AT_ONCE), before: 0, after: 0 }
	return {
		start: first.index,
		end: last.index + 1,
		before: first.start - top,
		after: (count - last.index - 1) * height,
	}
}
