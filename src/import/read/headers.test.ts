import { expect, test } from 'vitest'
import { conceptOf, conceptOfTight, countKnownHeaders, foldHeader, synonyms } from './headers.ts'
import { similarConcept } from './similar.ts'

test('headers are compared without diacritics, letter case, punctuation and invisible characters', () => {
	expect(['IČO', 'ičo', ' ICO:', '\ufeff"IČO"', 'IC\u030cO', 'I\u200bČO'].map(foldHeader)).toEqual(Array(6).fill('ico'))
	expect(foldHeader('E-mail\u00a01 - Value *')).toBe('e mail 1 value')
	expect(foldHeader('Straße')).toBe('strasse')
})

test('one concept has many names in several languages', () => {
	expect(['Příjmení', 'Priezvisko', 'Last Name', 'Nachname', 'SURNAME'].map(conceptOf)).toEqual(
		Array(5).fill('last_name'),
	)
	expect(['I.Č.O.', 'FirstName', 'e-mailová adresa', 'Uživ. jméno'].map(conceptOfTight)).toEqual([
		'registration_number',
		'first_name',
		'email',
		'username',
	])
})

test('no name stands for two concepts, with or without its spaces', () => {
	const tight = new Map<string, Set<string>>()
	for (const [name, concept] of synonyms()) {
		const key = name.replaceAll(' ', '')
		tight.set(key, (tight.get(key) ?? new Set()).add(concept))
	}
	expect([...tight].filter(([, concepts]) => concepts.size > 1)).toEqual([])
	expect(synonyms().size).toBeGreaterThan(300)
})

test('words that are no headers are not counted', () => {
	expect(countKnownHeaders(['Jméno', 'Praha', '', 'E-mail', 'jan@alfa.cz'])).toBe(2)
})

test('a slip of the pen, a word that adds nothing and a wrong encoding are seen through', () => {
	expect(['Přijmní', 'Příjmeníí', 'Telefom', 'E-mail kontaktu', 'Telefon (povinné)'].map(similarConcept)).toEqual([
		'last_name',
		'last_name',
		'phone',
		'email',
		'phone',
	])
	expect(['PĹ™Ă­jmenĂ­', 'PÅ™Ã\u00adjmenÃ\u00ad', 'Pøíjmení', 'Spoleènost'].map(similarConcept)).toEqual([
		'last_name',
		'last_name',
		'last_name',
		'company',
	])
})

test('short words and words of their own are not similar to anything', () => {
	expect(['Web2', 'Rok', 'Barva', 'Fakturace', ''].map(similarConcept)).toEqual(Array(5).fill(undefined))
})
