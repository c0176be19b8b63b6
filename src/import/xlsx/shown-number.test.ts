import { expect, test } from 'vitest'
import { parseFormat } from './formats.ts'
import { shownIsoDate, shownNumber } from './shown-number.ts'

function shown(value: number, format: string | number = 0, from1904 = false): string {
	const parsed = typeof format === 'number' ? parseFormat(format, undefined) : parseFormat(164, format)
	return shownNumber(value, parsed, from1904)
}

test.each<[number, string]>([
	[5, '5'],
	[1.5, '1,5'],
	[-0.25, '-0,25'],
	[0.1 + 0.2, '0,3'],
	[420602123456, '420602123456'],
	[1e20, '100000000000000000000'],
	[0, '0'],
])('a number without a format is shown with all its digits: %d', (value, text) => {
	expect(shown(value)).toBe(text)
})

test.each<[number, string | number, string]>([
	[6947, '00000000', '00006947'],
	[1001, '00000', '01001'],
	[11000, '000\\ 00', '110 00'],
	[602123456, '000\\ 000\\ 000', '602 123 456'],
	[602123456, '### ### ###', '602 123 456'],
	[2123456, '### ### ###', '2 123 456'],
	[602123456, '"+420 "000" "000" "000', '+420 602 123 456'],
	[1234567, 3, '1\u00a0234\u00a0567'],
	[123, 3, '123'],
	[1234.5, 4, '1\u00a0234,50'],
	[0.5, '0.##', '0,5'],
	[5, '0.##', '5'],
	[0.25, 9, '25%'],
	[0.125, 10, '12,50%'],
	[99, '0" Kč"', '99 Kč'],
	[99, '#,##0\\ [$Kč-405]', '99 Kč'],
	[-5, '0;[Red]-0', '-5'],
	[-5, '0', '-5'],
	[-5, '0;(0)', '(5)'],
	[0, '0;-0;"nic"', 'nic'],
	[224123456, '[<=999999999]000\\ 000\\ 000;+000\\ 000\\ 000\\ 000', '224 123 456'],
	[420224123456, '[<=999999999]000\\ 000\\ 000;+000\\ 000\\ 000\\ 000', '+420 224 123 456'],
	[420602123456, 11, '420602123456'],
	[0.5, '# ?/?', '0,5'],
	[7, '@', '7'],
	[7, 'General', '7'],
	[7, '[Blue]0', '7'],
])('%d is shown in the format %s as a spreadsheet shows it', (value, format, text) => {
	expect(shown(value, format)).toBe(text)
})

test.each<[number, string | number, string]>([
	[46054, 14, '1.2.2026'],
	[46054, 'yyyy-mm-dd', '1.2.2026'],
	[46054, '[$-405]d\\. mmmm yyyy', '1.2.2026'],
	[46054, 'mmm yy', '1.2.2026'],
	[46054.4375, 22, '1.2.2026 10:30'],
	[46054, 22, '1.2.2026'],
	[46054.4375, 14, '1.2.2026'],
	[0.4375, 20, '10:30'],
	[0.437511574, 21, '10:30:01'],
	[1.5, 46, '36:00:00'],
	[46053.999999, 22, '1.2.2026'],
	[1, 14, '1.1.1900'],
	[59, 14, '28.2.1900'],
	[60, 14, '29.2.1900'],
	[61, 14, '1.3.1900'],
	[2_958_466, 14, '2958466'],
	[-1, 14, '-1'],
	[46054, 31, '1.2.2026'],
])('%d in the format %s is a date or a time, the Czech way', (value, format, text) => {
	expect(shown(value, format)).toBe(text)
})

test('days may be counted from 1904', () => {
	expect(shown(0, 14, true)).toBe('1.1.1904')
	expect(shown(44592, 14, true)).toBe('1.2.2026')
})

test('dates written out are shown like the others', () => {
	expect(
		['2026-02-01', '2026-02-01T10:30:00', '2026-02-01T00:00:00Z', '2026-02-01T10:30:05.000', 'x'].map(shownIsoDate),
	).toEqual(['1.2.2026', '1.2.2026 10:30', '1.2.2026', '1.2.2026 10:30:05', 'x'])
})
