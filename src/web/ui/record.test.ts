import { expect, test } from 'vitest'
import { changes, fromForm, toForm } from './record.ts'

test('what the record does not have is empty in the form and null again on the way back', () => {
	const form = toForm(['name', 'note'], { name: 'Žďas, a.s.', note: null })
	expect(form).toEqual({ name: 'Žďas, a.s.', note: '' })
	expect(fromForm({ ...form, note: '   ' })).toEqual({ name: 'Žďas, a.s.', note: null })
})

test('only changed fields are sent', () => {
	expect(changes({ name: 'A', city: null }, { name: 'A', city: 'Brno' } as never)).toEqual({ city: 'Brno' })
})
