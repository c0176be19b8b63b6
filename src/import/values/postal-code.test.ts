import { expect, test } from 'vitest'
import { isPostalCode } from './postal-code.ts'

test.each([
	['110 00', undefined],
	['11000', 'CZ'],
	['110\u00a000', 'Česká republika'],
	['010 01', ''],
	['01001', 'SK'],
	['811 01', 'Slovensko'],
	['10115', 'Deutschland'],
	['SW1A 1AA', 'Velká Británie'],
	['1010', 'AT'],
])('%s is a postal code of %s', (code, country) => expect(isPostalCode(code, country)).toBe(true))

test.each([
	['1001', undefined],
	['1001', 'SK'],
	['110000', 'CZ'],
	['11 000', 'Česko'],
	['811 01', 'CZ'],
	['110 00', 'SK'],
	['Praha', null],
])('%s is no postal code of %s', (code, country) => expect(isPostalCode(code, country)).toBe(false))
