import { expect, test } from 'vitest'
import { formatPercent, formatShort } from './format.ts'

test('only everything is 100 % and only nothing is 0 %; what is between them and a whole per cent says so', () => {
	const written = (part: number, whole: number) => formatPercent(part, whole).replace(/\s/g, ' ')
	expect(written(60_000, 60_003)).toBe('> 99 %')
	expect(written(3, 60_003)).toBe('< 1 %')
	expect(written(1, 100)).toBe('1 %')
	expect(written(99, 100)).toBe('99 %')
	expect(written(0, 10)).toBe('0 %')
	expect(written(10, 10)).toBe('100 %')
	expect(written(129_143, 200_000)).toBe('65 %')
	expect(written(0, 0)).toBe('0 %')
})

test('a list shows today as a time, this year without its number', () => {
	const now = new Date(2026, 10, 22, 15, 0)
	const short = (...parts: [number, number, number, number?, number?]) =>
		formatShort(new Date(...parts).toISOString(), now).replace(/\s/g, ' ')
	expect(short(2026, 10, 22, 9, 5)).toBe('9:05')
	expect(short(2026, 10, 21)).toBe('21. 11.')
	expect(short(2025, 7, 14)).toBe('14. 8. 2025')
})
