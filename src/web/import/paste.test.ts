import { expect, test } from 'vitest'
import { tableFile } from './paste.ts'

test('a copied table is a file with tabs; a cell over several lines is one row', async () => {
	const made = tableFile('Jméno\tE-mail\r\n"Jan\nNovák"\tjan@firma.cz\r\n', 'tabulka.tsv')
	expect(made).toMatchObject({ rows: 2 })
	expect(await made.file?.text()).toBe('Jméno\tE-mail\r\n"Jan\nNovák"\tjan@firma.cz\n')
})

test('nothing, a heading alone and more than a thousand rows are said to be so', () => {
	expect(tableFile('  ', 'x')).toMatchObject({ problem: 'empty' })
	expect(tableFile('Název\tIČO', 'x')).toMatchObject({ problem: 'empty' })
	expect(tableFile(`a\tb\n${'1\t2\n'.repeat(1001)}`, 'x')).toEqual({ problem: 'too_many', rows: 1001 })
})
