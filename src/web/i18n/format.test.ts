import { expect, test } from 'vitest'
import { percent } from './format.ts'

test('only everything is 100 % and only nothing is 0 %', () => {
	expect(percent(999_999, 1_000_000)).toBe(99)
	expect(percent(1, 1_000_000)).toBe(1)
	expect(percent(0, 10)).toBe(0)
	expect(percent(10, 10)).toBe(100)
	expect(percent(129_143, 200_000)).toBe(65)
	expect(percent(0, 0)).toBe(0)
})
