import { expect, test } from 'vitest'
import { chooseLanguage } from './index.ts'

test('Czech is first; English is for browsers that ask for it before Czech or Slovak', () => {
	expect(chooseLanguage(null, ['de-DE'])).toBe('cs')
	expect(chooseLanguage(null, ['sk-SK', 'en'])).toBe('cs')
	expect(chooseLanguage(null, ['de-DE', 'en-US', 'cs'])).toBe('en')
})

test('what the person chose wins over the browser', () => {
	expect(chooseLanguage('en', ['cs-CZ'])).toBe('en')
	expect(chooseLanguage('xx', ['cs-CZ'])).toBe('cs')
})
