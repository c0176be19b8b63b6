import { expect, test } from 'vitest'
import { guessTarget, readHead } from './guess.ts'

test('the header says what the file holds, whatever the file is called', () => {
	expect(guessTarget('export.csv', 'Název;IČO;DIČ;Ulice;Město\nŽďas;1;2;3;4')).toBe('companies')
	expect(guessTarget('firmy.csv', '"Jméno","Příjmení","E-mail","Uživatelské jméno","Společnost"')).toBe('users')
	expect(guessTarget('x.csv', 'First Name\tLast Name\tEmail')).toBe('users')
})

test('when the header does not tell, the name does', () => {
	expect(guessTarget('Společnosti_UTF8.csv', 'a;b')).toBe('companies')
	expect(guessTarget('Kontakty_UTF8.csv', '')).toBe('users')
	expect(guessTarget('data.csv', 'a;b')).toBeNull()
})

test('a header in Windows-1250 is read', async () => {
	// "Název;IČO" in windows-1250
	const file = new Blob([new Uint8Array([0x4e, 0xe1, 0x7a, 0x65, 0x76, 0x3b, 0x49, 0xc8, 0x4f])])
	expect(await readHead(file)).toBe('Název;IČO')
})
