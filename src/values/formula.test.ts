import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFormula, neutralise, restore, unwrap } from './formula.ts'

test.each([
	'=1+1',
	'=HYPERLINK("http://x")',
	'@SUM(A1)',
	'@jan',
	'+SUM(A1)',
	'-2+3+cmd|x',
	'- zavolat',
	'+420 Novák',
	'=',
])('%j is a formula', (value) => expect(isFormula(value)).toBe(true))
test.each([
	...['', '-', '+', '-5', '+5', '-1 234,50', '-0.5', '-12 %', '-1,2E+5', '+420 602 123 456', '+420602123456'],
	...['+420 257 041 111 l. 12', '+420 602 123 456, +420 603 123 456', 'a=b', 'jan@firma.cz', "'=1", '(+420) 602'],
])('%j is none', (value) => expect(isFormula(value)).toBe(false))

test.each([
	['=1+1', "'=1+1"],
	['@jan', "'@jan"],
	['- zavolat', "'- zavolat"],
	['\tx', "'\tx"],
	['\rx', "'\rx"],
	["'=1", "''=1"],
	['+420 602 123 456', '+420 602 123 456'],
	['-5', '-5'],
	['Novák', 'Novák'],
	["'Novák", "'Novák"],
])('%j is written as %j', (value, written) => {
	expect(neutralise(value)).toBe(written)
	expect(restore(written)).toBe(value)
})

test('the apostrophe typed in Excel before a phone is taken away, one before a word is not', () => {
	expect(restore("'+420602123456")).toBe('+420602123456')
	expect(restore("'t Hart")).toBe("'t Hart")
})

test('what is neutralised comes back, and a spreadsheet would not run it', () => {
	const nasty = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '1', ' ', 'a', '"') })
	fc.assert(
		fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (value) => {
			expect(restore(neutralise(value))).toBe(value)
			expect(isFormula(neutralise(value))).toBe(false)
		}),
	)
})

test.each([
	['="777123456"', '777123456'],
	['="00006947"', '00006947'],
	['="U ""Lípy"""', 'U "Lípy"'],
	['=""', ''],
	['="a"&"b"', '="a"&"b"'],
	['=777', '=777'],
	['"777"', '"777"'],
])('in the wrapper %j is %j', (cell, content) => expect(unwrap(cell)).toBe(content))

test.each(['＝1+1', '＋cmd', '－2+3', '＠SUM(A1)'])('%s is marked as ordinary signs are, and comes back', (value) => {
	expect(isFormula(value)).toBe(true)
	expect(neutralise(value)).toBe(`'${value}`)
	expect(restore(neutralise(value))).toBe(value)
})
