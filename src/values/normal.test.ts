import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalForm } from './normal.ts'

test.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('%s of what people write is that of Unicode', (form) => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
			expect(normalForm(text, form)).toBe(text.normalize(form))
		}),
	)
	expect(normalForm('e\u0301'.repeat(1000), 'NFC')).toBe('é'.repeat(1000))
})

test('a million marks on one letter take no longer than a million letters', { timeout: 20_000 }, () => {
	const marks = `${'\u0315\u0316'.repeat(500_000)}`
	expect(normalForm(`e\u0301 a${marks} e\u0301`, 'NFC')).toBe(`é a${marks} é`)
})

test('a text in normal form stays as it is', () => {
	const text = `e\u0301a${'\u0315\u0344\u0316'.repeat(300)}e\u0301`
	const normal = normalForm(text, 'NFC')
	expect(normalForm(normal, 'NFC')).toBe(normal)
})
