import { expect, test } from 'vitest'
import { typedAhead, type Waiting } from './ahead.ts'
import type { Key } from './keys.ts'

test('what is typed while the next error is looked for waits for it as one text, or as a whole edit', () => {
	const ahead = (...keys: (string | Partial<Key>)[]) =>
		keys.reduce((waiting: readonly Waiting[], key) => {
			const held = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
			return typedAhead(waiting, { ...held, key: '', ...(typeof key === 'string' ? { key } : key) }, 12)
		}, [])
	expect(ahead('j', 'a', 'n')).toEqual([{ do: 'type', text: 'jan' }])
	expect(ahead('j', 'x', 'Backspace', 'a', 'n', 'Enter', 'F8')).toEqual([
		{ do: 'enter', text: 'jan', after: 'down' },
		{ do: 'error', direction: 'next' },
	])
	expect(ahead('F8', '1', { key: 'Tab', shiftKey: true })).toEqual([
		{ do: 'error', direction: 'next' },
		{ do: 'enter', text: '1', after: 'left' },
	])
	expect(ahead('F8', 'a', 'Escape')).toEqual([{ do: 'error', direction: 'next' }])
	expect(ahead('F8', 'Escape')).toEqual([])
})
