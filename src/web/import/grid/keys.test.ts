import { expect, test } from 'vitest'
import { commandOf } from './keys.ts'

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
	commandOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, 12)

test('arrows move by a cell, pages by a window, Ctrl with an edge to the edge of the file', () => {
	expect(press('ArrowDown')).toEqual({ do: 'move', rows: 1, columns: 0 })
	expect(press('PageUp')).toEqual({ do: 'move', rows: -12, columns: 0 })
	expect(press('End', { ctrlKey: true })).toEqual({ do: 'edge', to: 'last_row' })
})

test('a letter begins an edit, and what is not ours stays with the browser', () => {
	expect(press('ž')).toEqual({ do: 'type', text: 'ž' })
	expect(press('Tab')).toBeUndefined()
	expect(press('c', { ctrlKey: true })).toBeUndefined()
})

test('F8 goes to the next error, with Shift to the one before', () => {
	expect(press('F8')).toEqual({ do: 'error', direction: 'next' })
	expect(press('F8', { shiftKey: true })).toEqual({ do: 'error', direction: 'previous' })
})
