import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/harness.ts'
import { createPersonKeys, phoneWords } from './person-keys.ts'

const { db } = await testDatabase()

const SQL_KEYS = sql`
	user_sort_key(p->>'last_name', p->>'first_name', p->>'username') as sort_key,
	user_search_words(p->>'username', p->>'email', p->>'first_name', p->>'last_name', p->>'phone', p->>'mobile')::text as words,
	(p->>'words')::tsvector::text as ours
`

const LETTERS = [
	...'aábcčćçhdďeéěfghchiíjklľĺmnňoóôpqrřŕsštťuúůvwxyýzžAÁČĎÉĚÍŇÓŘŠŤÚŮÝŽÄÖÜßŁłÑ .,-_@\'"\\/()+&%=0123456789\u00A0–„“’Ωж漢İ\t\n\u0085',
]
const text = fc.array(fc.constantFrom(...LETTERS), { maxLength: 12 }).map((chars) => chars.join(''))
const filled = text.map((value) => value || 'x')
const person = fc.record({
	username: filled,
	email: filled,
	first_name: fc.option(text),
	last_name: fc.option(text),
	phone: fc.option(text),
	mobile: fc.option(text),
})

const personKeys = createPersonKeys()

/** As the commit puts them together. */
function keysOf(person: Parameters<typeof personKeys>[0] & { phone: string | null; mobile: string | null }) {
	const { sort_key, words } = personKeys(person)
	const numbers = phoneWords(person.phone, person.mobile)
	return { sort_key, words: words === null || numbers === null ? null : `${words} ${numbers}` }
}

test('order and search words are those that SQL computes, whatever the name', async () => {
	const people = fc.sample(person, 2_000)
	const ours = people.map((one) => ({ ...one, ...keysOf(one) }))
	const { rows } = await sql<{ sort_key: string; words: string; ours: string | null }>`
		select ${SQL_KEYS}
		from jsonb_array_elements(${JSON.stringify(ours)}::jsonb) with ordinality as people (p, nth)
		order by nth
	`.execute(db)
	const known = ours.flatMap((one, index) => (one.words === null ? [] : [{ one, theirs: rows[index]! }]))
	expect(known.length).toBeGreaterThan(200)
	for (const { one, theirs } of known) {
		expect({ person: one, words: theirs.ours }).toEqual({ person: one, words: theirs.words })
	}
	const ordered = ours.flatMap((one, index) => (one.sort_key === null ? [] : [[one.sort_key, rows[index]!.sort_key]]))
	expect(ordered.map(([key]) => key)).toEqual(ordered.map(([, key]) => key))
})

test('ch comes after h, and letters with a caron after those without', () => {
	const names = ['Chalupa', 'Čermák', 'Cibulka', 'Hora', 'Ibsen', 'Řezníček', 'Rada', 'Šíp', 'Sýkora']
	const keys = names.map(
		(last_name) => personKeys({ username: 'x', email: 'x', first_name: null, last_name }).sort_key!,
	)
	const sorted = keys.toSorted().map((key) => names[keys.indexOf(key)])
	expect(sorted).toEqual(['Cibulka', 'Čermák', 'Hora', 'Chalupa', 'Ibsen', 'Rada', 'Řezníček', 'Sýkora', 'Šíp'])
})

test('a name gets the same keys however many others came between', () => {
	const keysOf = (nth: number) =>
		personKeys({ username: 'x', email: `x@d${nth}.cz`, first_name: `Žofie${nth}`, last_name: null })
	const first = keysOf(0)
	for (let nth = 1; nth < 50_000; nth++) keysOf(nth)
	expect(keysOf(0)).toEqual(first)
	expect(first).toEqual({ sort_key: 'z~ofie0', words: 'x d0 cz zofie0' })
})
