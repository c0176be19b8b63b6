import { expect, test } from 'vitest'
import { isVatNumber } from './vat-number.ts'

test.each([
	'CZ25123891',
	'cz 251 23 891',
	'CZ00006947',
	'CZ640903926',
	'CZ699001182',
	'CZ699000761',
	'CZ699001261',
	'CZ7103192745',
	'CZ395601439',
	'25123891',
	'SK2022749619',
	'2022749619',
	'ATU12345678',
	'DE123456789',
	'PL 123-456-78-90',
	'CHE-123.456.789 MWST',
	'NL123456789B01',
])('%s can be right', (number) => expect(isVatNumber(number)).toBe(true))

test.each([
	'',
	'CZ',
	'CZ25123890',
	'CZ699001183',
	'CZ640903927',
	'CZ7113192745',
	'CZ7103192744',
	'CZ795601439',
	'CZ12345',
	'SK2022749618',
	'SK0022749619',
	'001-12345678',
	'DE12345678',
	'XX123456789',
	'není',
])('%j cannot', (number) => expect(isVatNumber(number)).toBe(false))
