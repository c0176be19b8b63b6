import { type KeyboardEvent, useLayoutEffect, useState } from 'react'
import { type After, type Command, commandOf, type Key } from './keys.ts'

/** A command that waits for its cell; `enter` is a whole edit: typed, and already ended by Enter or Tab. */
export type Waiting = Command | { do: 'enter'; text: string; after: After }

/** What the cell is that keys are meant for: there, still looked for or read, or never to come. */
export type Cell = 'here' | 'coming' | 'failed'

/**
 * Keys pressed while the cell they are meant for is still being looked for: nobody waits for a grid before typing on.
 * One command at a time, because what it changes is what the next one finds.
 */
export function useAhead(cell: Cell, run: (command: Waiting) => void) {
	const [waiting, setWaiting] = useState<readonly Waiting[]>([])
	// Before the browser has its next turn: a key that came between would find neither the grid nor the editor.
	useLayoutEffect(() => {
		const [next, ...others] = waiting
		if (!next || cell === 'coming') return
		setWaiting(cell === 'here' ? others : [])
		if (cell === 'here') run(next)
	})
	return {
		isWaiting: waiting.length > 0,
		press(event: KeyboardEvent, page: number) {
			const more = typedAhead(waiting, event, page)
			if (more === waiting) return
			event.preventDefault()
			setWaiting(more)
		},
	}
}

/** Letters are one text, ended by the keys that end an edit. @returns the same list for a key that means nothing here */
export function typedAhead(waiting: readonly Waiting[], event: Key, page: number): readonly Waiting[] {
	const last = waiting.at(-1)
	const command = commandOf(event, page)
	if (last?.do !== 'type') {
		if (event.key === 'Escape') return []
		return command ? [...waiting, command] : waiting
	}
	const before = waiting.slice(0, -1)
	const typed = (text: string): Waiting[] => (text === '' ? before : [...before, { do: 'type', text }])
	const entered = (after: After): Waiting[] => [...before, { do: 'enter', text: last.text, after }]
	if (command?.do === 'type') return typed(last.text + command.text)
	if (event.key === 'Backspace') return typed(last.text.slice(0, -1))
	if (event.key === 'Escape') return before
	if (event.key === 'Enter') return entered('down')
	if (event.key === 'Tab') return entered(event.shiftKey ? 'left' : 'right')
	return waiting
}
