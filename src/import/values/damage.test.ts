import { expect, test } from 'vitest'
import { findDamage } from './damage.ts'

test.each([
	['4,20602E+11', 'rounded'],
	['4.20602E+11', 'rounded'],
	['-1E-5', 'rounded'],
	[' 6E+08 ', 'rounded'],
	['#N/A', 'error_value'],
	['#REF!', 'error_value'],
	['#HODNOTA!', 'error_value'],
	['#NÁZEV?', 'error_value'],
	['#NENÍ_K_DISPOZICI', 'error_value'],
	['#WERT!', 'error_value'],
	['Err:502', 'error_value'],
	['########', 'column_too_narrow'],
	['PĹ™Ă\u00adjmenĂ\u00ad', 'wrong_encoding'],
	['IÄŚO', 'wrong_encoding'],
	['PÅ™Ã\u00adjmenÃ\u00ad', 'wrong_encoding'],
	['SpoleÄŤnost', 'wrong_encoding'],
	['Ĺ\u00a0koda', 'wrong_encoding'],
	['Nov�k', 'wrong_encoding'],
	['â€žU LĂ\u00adpyâ€ś', 'wrong_encoding'],
])('%j is damaged: %s', (cell, damage) => expect(findDamage(cell)).toBe(damage))

test.each([
	...['Příjmení', 'PŘÍLIŠ ŽLUŤOUČKÝ KŮŇ', 'IČO', 'Šárka Ďuricová', '„U Lípy“ – pekárna…', '1E5', '1 E', '12e', 'E+'],
	...['PÄŤ', 'DEVÄŤ', 'PÄŤDESIAT', 'SVÄTÝ MÄKČEŇ', 'Ľubomír Ĺ', 'vŕba, stĺp, kôň, päť', 'Ľuboš Vážny', 'VÄŽ'],
	...['Ärzte & Söhne', 'ÄRZTEHAUS GROẞ', 'Straße', 'Müller GmbH', 'Größe Übung', 'Äußere'],
	...[
		'Árvíztűrő tükörfúrógép',
		'ÁRVÍZTŰRŐ',
		'Łódź',
		'São Paulo',
		'SÃO',
		'château',
		'Ångström',
		'Ăîâşţ',
		'BĂŞESCU',
		'Âge',
	],
	...[
		'#1',
		'# poznámka',
		'##',
		'#VIP!',
		'C#',
		'€ 5',
		'Олена Шевченко',
		'Nguyễn Thị',
		'',
		'4,20602',
		'+420 602 123 456',
	],
])('%j is ordinary', (cell) => expect(findDamage(cell)).toBeUndefined())

test('every Czech and Slovak letter is recognised inside a word in a wrong encoding', () => {
	for (const letter of 'áčďéěíňóřšťúůýžäôľĺŕÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĽ') {
		const bytes = new TextEncoder().encode(`x${letter}x`)
		for (const encoding of ['windows-1250', 'windows-1252']) {
			const shown = new TextDecoder(encoding).decode(bytes)
			expect(findDamage(shown), `${letter} as ${shown}`).toBe('wrong_encoding')
		}
	}
})
