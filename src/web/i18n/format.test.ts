import { expect, test } from 'vitest'
import { formatShort, percent } from './format.ts'

test('only everything is 100 % and only nothing is 0 %', () => {
	expect(percent(999_999, 1_000_000)).toBe(99)
	expect(percent(1, 1_000_000)).toBe(1)
	expect(percent(0, 10)).toBe(0)
	expect(percent(10, 10)).toBe(100)
	expect(percent(129_143, 200_000)).toBe(65)
	expect(percent(0, 0)).toBe(0)
})

test('a list shows today as a time, this year without its number', () => {
	const now = new Date(2026, 10, 22, 15, 0)
	const short = (...parts: [number, number, number, number?, number?]) =>
		formatShort(new Date(...parts).toISOString(), now).replace(/\s/g, ' ')
	expect(short(2026, 10, 22, 9, 5)).toBe('9:05')
	expect(short(2026, 10, 21)).toBe('21. 11.')
	expect(short(2025, 7, 14)).toBe('14. 8. 2025')
})
