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

test.each([
	['dots before a letter', `http://${'.'.repeat(600_000)}a`],
	['many addresses of dots', `http://${'.'.repeat(1_900)}a `.repeat(300)],
	[
		'an address of letters that are no ASCII',
		`http://${Array.from({ length: 100_000 }, (_, i) => String.fromCharCode(0x4e00 + (i % 20_000))).join('')}`,
	],
	['brackets', `http://a.cz/${'('.repeat(300_000)}${')'.repeat(300_000)}`],
])('a long message is drawn at once: %s', { timeout: 20_000 }, (_, text) => {
	for (let i = 0; i < 20; i++)
		expect(
			splitLinks(text)
				.map((part) => part.text)
				.join(''),
		).toBe(text)
})
