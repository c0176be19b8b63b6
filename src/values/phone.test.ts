import { expect, test } from 'vitest'
import { isMobile, isPhone, splitPhones } from './phone.ts'

test.each([
	'602123456',
	'602 123 456',
	'+420 602 123 456',
	'+420602123456',
	'00420 602 123 456',
	'420602123456',
	'602/123 456',
	'02/2411 1111',
	'(+420) 257 041 111',
	'+421 905 123 456',
	'0905 123 456',
	'+420-602-123-456',
	'602.123.456',
	'+49 (0)30 1234567',
	'+1 212 555 1234',
	'+36 1 234 5678',
	'257 041 111 l. 123',
	'257 041 111 kl. 12',
	'257 041 111, linka 5',
	'257041111 klapka 5',
	'+420 257 041 111 ext. 12',
	'602 123 456, 603 123 456',
	'257 041 111 l. 12, 257 041 112 l. 13',
	'602123456;603123456',
	'602 123 456 / 603 123 456',
	'602123456/603123456',
	'602 123 456\n603 123 456',
	'602 123 456 nebo 603 123 456',
	'602123456 ::: +420 603 123 456',
	'tel.: 602 123 456',
	'mob. 602 123 456',
])('%j can be called', (phone) => expect(isPhone(phone)).toBe(true))

test.each([
	'',
	'není',
	'-',
	'112',
	'60212345',
	'+420 602 123 45',
	'+420 602 123 4567',
	'00420 602 123 45',
	'+42060212345678',
	'4,20602E+11',
	'602 123 456, Novák',
	'12345678901234567890',
	'jan@firma.cz',
	'+',
	'   ',
	'1.2.2026',
])('%j cannot', (phone) => expect(isPhone(phone)).toBe(false))

test('a cell with several numbers is taken apart, a number with slashes or an extension is not', () => {
	expect(splitPhones('+420 777 123 456, 222 333 444')).toEqual(['+420 777 123 456', '222 333 444'])
	expect(splitPhones('602 123 456/603 123 456')).toEqual(['602 123 456', '603 123 456'])
	expect(splitPhones('tel.: 222 333 444; mob.: 777 123 456 nebo 608 111 222')).toEqual([
		'222 333 444',
		'777 123 456',
		'608 111 222',
	])
	expect(splitPhones('222 333 444, linka 12, 777 123 456')).toEqual(['222 333 444 linka 12', '777 123 456'])
	for (const one of ['777123456', '602/123 456', '222 333 444, l. 5', '777 123 456, Novák', 'není', ''])
		expect(splitPhones(one)).toBe(undefined)
})

test('mobile numbers are told from others', () => {
	for (const mobile of ['777 123 456', '+420 602123456', '00420720111222', '0905 123 456', '+421 905 123 456'])
		expect(isMobile(mobile), mobile).toBe(true)
	for (const other of ['222 333 444', '+420 257 041 111', '02/1234 5678', '+421 2 1234 5678', '777 123'])
		expect(isMobile(other), other).toBe(false)
})

test('hyphens of typography divide a number as ordinary ones do', () => {
	expect(isPhone('602\u2011123\u2010456')).toBe(true)
})
