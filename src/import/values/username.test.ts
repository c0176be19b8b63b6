import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUsername } from '../../values/username.ts'
import { usernameFromEmail, usernameFromName } from './username.ts'

test.each([
	[['Jan', 'Novák'], 'jan.novak'],
	[['Žluťoučký', 'Kůň'], 'zlutoucky.kun'],
	[['Łukasz', 'Đorđević'], 'lukasz.dordevic'],
	[['Søren', 'Große'], 'soren.grosse'],
	[['Ægir', "O'Brien"], 'aegir.obrien'],
	[['Anna Marie', 'Horáková-Nováková'], 'anna.marie.horakova.novakova'],
	[[' Jan ', null], 'jan'],
	[[undefined, 'Novák'], 'novak'],
	[['Nguyễn', 'Thị'], 'nguyen.thi'],
	[['Олена', 'Шевченко'], undefined],
	[['Олена', 'Novák'], 'novak'],
	[[], undefined],
])('of the name %j the username is %j', (name, username) => expect(usernameFromName(...name)).toBe(username))

test.each([
	['Jan.Novak@Firma.CZ', 'jan.novak@firma.cz'],
	["o'brien@firma.cz", 'obrien@firma.cz'],
	['', undefined],
	['!!!', undefined],
])('of the address %j the username is %j', (email, username) => expect(usernameFromEmail(email)).toBe(username))

test('a generated username is always a valid one', () => {
	const text = fc.string({ unit: 'binary', maxLength: 150 })
	fc.assert(
		fc.property(text, text, (first, last) => {
			for (const username of [usernameFromName(first, last), usernameFromEmail(`${first}@${last}`)]) {
				if (username !== undefined) expect(isUsername(username)).toBe(true)
			}
		}),
	)
})

test('a username of a name has only letters, digits and single dots between them', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (first, last) => {
			expect(usernameFromName(first, last) ?? 'x').toMatch(/^[a-z0-9]+(?:\.[a-z0-9]+)*$/)
		}),
	)
})
