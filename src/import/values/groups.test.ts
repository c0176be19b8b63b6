import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidyLine } from '../../values/tidy.ts'
import { parseGroups, writeGroups } from './groups.ts'

test.each([
	['Podpora', ['Podpora']],
	['Podpora, Vedení', ['Podpora', 'Vedení']],
	['Podpora;Vedení|Sklad\nBrno', ['Podpora', 'Vedení', 'Sklad', 'Brno']],
	[' Podpora ,, ; podpora, PODPORA', ['Podpora']],
	['"Brno, sever", Podpora', ['Brno, sever', 'Podpora']],
	['"Parta ""u kávy"""', ['Parta "u kávy"']],
	['Parta "u kávy"; Podpora', ['Parta "u kávy"', 'Podpora']],
	['Podpora, "Brno, sever"', ['Podpora', 'Brno, sever']],
	['"nezavřeno, Podpora', ['"nezavřeno', 'Podpora']],
	[' , ; ', []],
])('%j names %j', (cell, names) => expect(parseGroups(cell)).toEqual(names))

test('what is written is read back, whatever the names', () => {
	const name = fc.string({
		unit: fc.constantFrom('a', 'B', 'č', ' ', ',', ';', '|', '"', "'"),
		minLength: 1,
		maxLength: 6,
	})
	fc.assert(
		fc.property(
			fc.uniqueArray(name.map(tidyLine).filter(Boolean), { selector: (one) => one.toLowerCase() }),
			(names) => {
				expect(parseGroups(writeGroups(names))).toEqual(names)
			},
		),
	)
})
