/** Where a key leads or what it does; undefined: not ours, the browser's. */
export type Command =
	| { do: 'move'; rows: number; columns: number }
	| { do: 'edge'; to: 'first_column' | 'last_column' | 'first_row' | 'last_row' }
	| { do: 'edit' }
	| { do: 'type'; text: string }
	| { do: 'clear' }
	| { do: 'error'; direction: 'next' | 'previous' }
	| { do: 'go' | 'undo' | 'help' | 'suggestion' }

export interface Key {
	key: string
	shiftKey: boolean
	ctrlKey: boolean
	metaKey: boolean
	altKey: boolean
}

const MOVES: Record<string, [number, number]> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
}

/** `page`: rows that fit the window. */
export function commandOf(event: Key, page: number): Command | undefined {
	const { key, shiftKey } = event
	const ctrl = event.ctrlKey || event.metaKey
	if (key === 'F8') return { do: 'error', direction: shiftKey ? 'previous' : 'next' }
	if (key === 'F10' && shiftKey) return { do: 'help' }
	if (event.altKey) return key === 'Enter' ? { do: 'suggestion' } : undefined
	if (ctrl) return withCtrl(key.toLowerCase())
	const move = MOVES[key]
	if (move) return { do: 'move', rows: move[0], columns: move[1] }
	if (key === 'PageDown') return { do: 'move', rows: page, columns: 0 }
	if (key === 'PageUp') return { do: 'move', rows: -page, columns: 0 }
	if (key === 'Home') return { do: 'edge', to: 'first_column' }
	if (key === 'End') return { do: 'edge', to: 'last_column' }
	if (key === 'Enter' || key === 'F2') return { do: 'edit' }
	if (key === 'Delete' || key === 'Backspace') return { do: 'clear' }
	if (key === '?') return { do: 'help' }
	return key.length === 1 ? { do: 'type', text: key } : undefined
}

function withCtrl(key: string): Command | undefined {
	if (key === 'home') return { do: 'edge', to: 'first_row' }
	if (key === 'end') return { do: 'edge', to: 'last_row' }
	if (key === 'g') return { do: 'go' }
	return key === 'z' ? { do: 'undo' } : undefined
}

/** Where the cursor goes when what was typed is saved. */
export type After = 'stay' | 'down' | 'right' | 'left'
