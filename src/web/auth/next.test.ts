import { expect, test } from 'vitest'
import { safeNext } from './next.ts'

test('after signing in one returns to the page one came for', () => {
	expect(safeNext('/companies?q=brno')).toBe('/companies?q=brno')
})

test('no address leads to a foreign site or back to the sign-in', () => {
	for (const next of [undefined, '', 'https://evil.example', '//evil.example', '/\\evil.example', '/sign-in?next=/']) {
		expect(safeNext(next)).toBe('/')
	}
})
