import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bareRegistrationNumber, isRegistrationNumber } from './registration-number.ts'

test.each(['00006947', '00177041', '25123891', '27074358', '45317054', '05129061', '45978638'])(
	'%s has a right check digit',
	(number) => expect(isRegistrationNumber(number)).toBe(true),
)

test.each(['25123890', '12345678', '6947', '', '2512389', '251238911', 'HRB 1234', '2512389a', '251 23891'])(
	'%j is no IČO',
	(number) => expect(isRegistrationNumber(number)).toBe(false),
)

test('spaces for reading go, leading zeros stay', () => {
	expect(bareRegistrationNumber('270 74 358')).toBe('27074358')
	expect(bareRegistrationNumber('000\u00a006 947')).toBe('00006947')
})

test('of the ten numbers that differ in the last digit one is right, or none', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^\d{7}$/), (seven) => {
			const right = [...'0123456789'].filter((digit) => isRegistrationNumber(seven + digit))
			expect(right.length).toBe(1)
		}),
	)
})
