import { expect, test } from 'vitest'
import { fileCursors, findLine, SEGMENT, segmentBounds, segmentOf, slotsOf } from './windows.ts'

test('a million lines are leafed through by ten thousand, and a window of any of them is asked for directly', () => {
	expect(segmentOf(2, 1)).toBe(0)
	expect(segmentOf(SEGMENT + 1, 1)).toBe(0)
	expect(segmentOf(SEGMENT + 2, 1)).toBe(1)
	const { after, until } = segmentBounds(99, 1, 1_000_001)
	expect([after, until]).toEqual([990_001, 1_000_001])
	expect(fileCursors(after, until)).toHaveLength(50)
})

test('what is not known yet holds its place; records over several lines leave no holes once they are', () => {
	const slots = slotsOf({ cursors: [1, 201], lines: new Map([[0, [2, 3, 7]]]) }, true, () => 200)
	expect(slots).toHaveLength(203)
	expect(slots.slice(0, 4).map(({ line }) => line)).toEqual([2, 3, 7, 202])
	expect(findLine(slots, 5)).toBe(2)
	expect(findLine(slots, 300)).toBe(101)
	expect(findLine(slots, 500)).toBeUndefined()
})
