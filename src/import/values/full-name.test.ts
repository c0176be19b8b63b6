import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NameOrder, orderOf, splitName } from './full-name.ts'

/** `before|first|last|after` */
function split(name: string, order: NameOrder = 'first_last'): string {
	const { title_before, first_name, last_name, title_after } = splitName(name, order)
	return [title_before, first_name, last_name, title_after].map((part) => part ?? '').join('|')
}

test('titles go to their fields, wherever they stand', () => {
	expect(split('Ing. Jan Novák, Ph.D.')).toBe('Ing.|Jan|Novák|Ph.D.')
	expect(split('prof. MUDr. Petr Svoboda, DrSc.')).toBe('prof. MUDr.|Petr|Svoboda|DrSc.')
	expect(split('Mgr. et Mgr. Eva Malá, MBA, LL.M.')).toBe('Mgr. et Mgr.|Eva|Malá|MBA, LL.M.')
	expect(split('Ing. arch. Jan Novák')).toBe('Ing. arch.|Jan|Novák|')
	expect(split('Ing.Jan Novák Ph. D.')).toBe('Ing.|Jan|Novák|Ph.D.')
	expect(split('Novák Jan, Ing.', 'last_first')).toBe('Ing.|Jan|Novák|')
	expect(split('Jan Novák ml.')).toBe('|Jan|Novák|ml.')
	expect(split('pan Jan Novák')).toBe('pan|Jan|Novák|')
	expect(split('Ing. Novák')).toBe('Ing.||Novák|')
})

test('the order of the column decides where a name shows nothing itself', () => {
	expect(split('Jan Novák')).toBe('|Jan|Novák|')
	expect(split('Novák Jan', 'last_first')).toBe('|Jan|Novák|')
	expect(split('Jan Amos Komenský')).toBe('|Jan Amos|Komenský|')
	expect(split('Komenský Jan Amos', 'last_first')).toBe('|Jan Amos|Komenský|')
})

test('a comma, the ending -ová and capitals show the surname in either order', () => {
	for (const order of ['first_last', 'last_first'] as const) {
		expect(split('Nováková, Jana', order)).toBe('|Jana|Nováková|')
		expect(split('Nováková, Mgr. Jana, Ph.D.', order)).toBe('Mgr.|Jana|Nováková|Ph.D.')
		expect(split('Nováková Jana', order)).toBe('|Jana|Nováková|')
		expect(split('Jana Nováková', order)).toBe('|Jana|Nováková|')
		expect(split('NOVÁK Jan', order)).toBe('|Jan|NOVÁK|')
		expect(split('Petra Horáková Nováková', order)).toBe('|Petra|Horáková Nováková|')
		expect(split('Petra Horáková - Nováková', order)).toBe('|Petra|Horáková - Nováková|')
		expect(split('Nguyen Van Nam', order)).toBe('|Van Nam|Nguyen|')
	}
})

test('particles belong to the surname', () => {
	expect(split('Jan van der Berg')).toBe('|Jan|van der Berg|')
	expect(split('van der Berg Jan', 'last_first')).toBe('|Jan|van der Berg|')
	expect(split('Ludwig van Beethoven')).toBe('|Ludwig|van Beethoven|')
})

test('what would be a guess is the surname as it stands', () => {
	for (const name of [
		'Novák',
		'Recepce 2',
		'info@alfa.cz',
		'Jan a Marie Novákovi',
		'Obchodní oddělení',
		'Jan Novák (vedoucí)',
		'Horáková Nováková',
		'Novák, Jan, Brno',
	])
		expect(split(name)).toBe(`||${name}|`)
	expect(split('Ing.')).toBe('||Ing.|')
})

test('small letters are a person beside a first name people have', () => {
	expect(split('jan novák')).toBe('|jan|novák|')
	expect(split('Jan novák')).toBe('|Jan|novák|')
})

test('a name may show the order of its column', () => {
	expect(orderOf('Jan Novák')).toBe('first_last')
	expect(orderOf('Ing. Novák Jan')).toBe('last_first')
	expect(orderOf('Svobodová Xenia')).toBe('last_first')
	expect(orderOf('Jan Petr')).toBe(undefined)
	expect(orderOf('Alfa Beta')).toBe(undefined)
	expect(orderOf('Novák, Jan')).toBe(undefined)
	expect(orderOf('Novák')).toBe(undefined)
})

test('no letter of a name is ever lost', () => {
	const word = fc.constantFrom(
		...[
			'Jan',
			'Novák',
			'Nováková',
			'Ing.',
			'Ph.D.',
			'van',
			'der',
			',',
			'et',
			'-',
			'MBA',
			'CSc.',
			'pan',
			'2',
			'ml.',
			'NOVÁK',
		],
	)
	const letters = (text: string) => [...text.replace(/[\s,]/g, '')].sort().join('')
	fc.assert(
		fc.property(
			fc.array(word, { minLength: 1, maxLength: 7 }),
			fc.constantFrom('first_last', 'last_first'),
			(words, order) => {
				const name = words.join(' ')
				expect(letters(split(name, order as NameOrder).replaceAll('|', ' '))).toBe(letters(name))
			},
		),
		{ numRuns: 2_000 },
	)
})
