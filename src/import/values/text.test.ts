import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanLine, cleanLines, isEmptyMarker } from './text.ts'

test.each([
	['Novák', 'Novák'],
	['  Jan  Novák ', 'Jan Novák'],
	['\u00a0Jan\u00a0\u202fNovák\u00a0', 'Jan Novák'],
	['\ufeffJan\u200b', 'Jan'],
	['Ja\u200bn', 'Jan'],
	['Nova\u0301k', 'Novák'],
	['Jan\r\nNovák', 'Jan Novák'],
	['Jan\tNovák', 'Jan Novák'],
	['a\u0000b', 'ab'],
	[' \u00a0\u200b ', ''],
	['-', '-'],
	['NULL', 'NULL'],
	['👩\u200d🔧', '👩\u200d🔧'],
])('%j as one line is %j', (cell, value) => expect(cleanLine(cell)).toBe(value))

test.each([
	['a\r\nb\rc\nd', 'a\nb\nc\nd'],
	['  a  b\n  c ', 'a  b\n  c'],
	['\n\na\n\n', 'a'],
	['a\tb', 'a\tb'],
	['a\u00a0b', 'a\u00a0b'],
])('%j as several lines is %j', (cell, value) => expect(cleanLines(cell)).toBe(value))

test('cleaning once is enough', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (cell) => {
			expect(cleanLine(cleanLine(cell))).toBe(cleanLine(cell))
			expect(cleanLines(cleanLines(cell))).toBe(cleanLines(cell))
		}),
		{ numRuns: 1000 },
	)
})

test.each(['-', '–', 'x', 'není', 'NEMÁ', 'N/A', 'null', 'neuvedeno'])('%s says that there is nothing', (value) =>
	expect(isEmptyMarker(value)).toBe(true),
)
test.each(['', 'Nema Jan', '602', 'není to tak'])('%j says something', (value) =>
	expect(isEmptyMarker(value)).toBe(false),
)

test.each([
	['\u202a25596641\u202c', '25596641'],
	['\u2066Nov\u00adák\u2069', 'Novák'],
	['Al\u00adza', 'Alza'],
	['Jan\u200e Nov\u034fák', 'Jan Novák'],
	['می\u200cخواهم', 'می\u200cخواهم'],
])('what copying leaves inside a value goes, a joiner stays: %j', (cell, value) => {
	expect(cleanLine(cell)).toBe(value)
})
