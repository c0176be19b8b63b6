import { expect, test } from 'vitest'
import { checkBody } from './values.ts'

const refused = (rule: string) =>
	expect.objectContaining({ details: { errors: [expect.objectContaining({ code: rule })] } })

test('a message keeps its lines and loses the empty ones around it', () => {
	expect(checkBody('\n\n  first\r\n\n second \n \t\u00a0\n', 'en')).toBe('  first\n\n second')
})

test.each([
	['blanks before a last letter', `x${' '.repeat(890_000)}x`],
	['line breaks before a last letter', `x${'\n'.repeat(890_000)}x`],
	['marks of two kinds by turns', `x${'\u0315\u0316'.repeat(440_000)}x`],
])('a message of 900,000 characters is refused at once: %s', { timeout: 20_000 }, (_, text) => {
	expect(() => checkBody(text, 'en')).toThrow(refused('body_too_long'))
})

test.each([
	['blanks', `x${' '.repeat(99_998)}x`],
	['line breaks', `x${'\n'.repeat(99_998)}x`],
	['marks of two kinds by turns', `x${'\u0315\u0316'.repeat(49_999)}`],
])('a message of 100,000 characters is taken as it is: %s', { timeout: 20_000 }, (_, text) => {
	for (let i = 0; i < 10; i++) expect(checkBody(text, 'en')).toBe(text)
})
