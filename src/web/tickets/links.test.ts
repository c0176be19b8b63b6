import { expect, test } from 'vitest'
import { splitLinks } from './links.ts'

test('a web address in a sentence becomes a link without the punctuation after it', () => {
	expect(splitLinks('Viz https://example.cz/a?b=1, nebo (http://example.cz).')).toEqual([
		{ text: 'Viz ' },
		{ text: 'https://example.cz/a?b=1', href: 'https://example.cz/a?b=1' },
		{ text: ', nebo (' },
		{ text: 'http://example.cz', href: 'http://example.cz' },
		{ text: ').' },
	])
})

test('a bracket that the address opened belongs to it', () => {
	const address = 'https://cs.wikipedia.org/wiki/Lístek_(papír)'
	expect(splitLinks(`${address}.`)).toEqual([{ text: address, href: address }, { text: '.' }])
})

test.each([
	'javascript:alert(1)',
	'data:text/html,x',
	'<img src=x onerror=alert(1)>',
	'ftp://x',
	'https://',
	'http://[',
])('%s stays text', (text) => {
	expect(splitLinks(text)).toEqual([{ text }])
})
