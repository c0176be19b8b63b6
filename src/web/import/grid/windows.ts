/** Rows the server gives at once: a request is a few dozen milliseconds, and a screen needs one or two. */
export const WINDOW = 200
/**
 * Lines laid out at once. A million rows of 36 px are higher than any browser lays out (Firefox ends at 17.8 million
 * px), and the list that measures them would be a million objects; so the file is leafed through by this many.
 */
export const SEGMENT = 10_000
export const ROW_HEIGHT = 36

/** A place in the grid. */
export interface Slot {
	/** Of a place that is still to come, a guess where lines are positions, and null elsewhere. */
	line: number | null
	loaded: boolean
	/** Which window of the segment it is in. */
	window: number
}

/** Known lines by window; `cursors[k]` is the `after` that window k is asked with. */
export interface Known {
	lines: ReadonlyMap<number, readonly number[]>
	cursors: readonly number[]
}

/** The whole file: line numbers are positions, so any window can be asked for without those before it. */
export function fileCursors(first: number, last: number): number[] {
	const cursors: number[] = []
	for (let after = first; after < last; after += WINDOW) cursors.push(after)
	return cursors
}

/** `expected`: how many rows a window that was not read yet stands for. `whole`: lines are positions. */
export function slotsOf({ lines, cursors }: Known, whole: boolean, expected: (window: number) => number): Slot[] {
	return cursors.flatMap((after, window) => {
		const known = lines.get(window)
		if (known) return known.map((line): Slot => ({ line, loaded: true, window }))
		return Array.from(
			{ length: expected(window) },
			(_, at): Slot => ({ line: whole ? after + at + 1 : null, loaded: false, window }),
		)
	})
}

export function segmentOf(line: number, header: number): number {
	return Math.max(0, Math.floor((line - header - 1) / SEGMENT))
}

/** First and last line of a segment, the first exclusive as keyset pages have it. */
export function segmentBounds(segment: number, header: number, last: number): { after: number; until: number } {
	const after = header + segment * SEGMENT
	return { after, until: Math.min(after + SEGMENT, Math.max(last, after)) }
}

/** Where a line is among the slots: itself, or the nearest one after it. */
export function findLine(slots: readonly Slot[], line: number): number | undefined {
	const at = slots.findIndex((slot) => slot.line !== null && slot.line >= line)
	return at < 0 ? undefined : at
}
