import { expect, test } from 'vitest'
import { fullName } from './queries.ts'

test('titles stand on their sides of the name', () => {
	const person = { title_before: 'Ing.', first_name: 'Jana', last_name: 'Nováková', title_after: 'Ph.D.' }
	expect(fullName(person)).toBe('Ing. Jana Nováková, Ph.D.')
	expect(fullName({ ...person, title_before: null, title_after: null })).toBe('Jana Nováková')
	expect(fullName({ title_before: null, first_name: null, last_name: null, title_after: null })).toBe('')
})
