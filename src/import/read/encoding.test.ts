import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { guessEncoding } from './encoding.ts'

/** The bytes of one word are all there is to tell the encoding of a file by. */
function file(word: string, encoding: string): Buffer {
	const records = Array.from({ length: 60 }, (_, i) => `u${i};Jan;u${i}@firma.cz;${i === 40 ? word : 'Alfa'}\r\n`)
	return iconv.encode(`Login;First name;E-mail;Company\r\n${records.join('')}`, encoding)
}

const ALL = ['Šimek', 'Tomáš', 'Kučera', 'Ďuriš', 'Horňák', 'Růžička', 'Kříž', 'Šťastná', 'Řehoř', 'Eliška', 'Třebíč']
const WORDS: Record<string, string[]> = {
	'windows-1250': [
		...ALL,
		'Němec',
		'Veselý',
		'Łukasz',
		'Ľubica',
		'Vŕba',
		'Żółkiewska',
		'ŽILINA',
		'účetní',
		'Österreich',
		'POSPÍŠIL',
		'KŘÍŽ',
		'NADĚŽDA',
	],
	'iso-8859-2': [...ALL, 'Šimková', 'Žák', 'Łukasz', 'Ťažký', 'Śląsk', 'ŽILINA'],
	cp852: [
		...ALL,
		'Němec',
		'Veselý',
		'Ondřej',
		'Kateřina',
		'Věra',
		'Děčín',
		'Přerov',
		'Mäsiar',
		'Jäger',
		'NĚMEC',
		'Žďár',
		'Pokorný',
		'Hrubý',
		'SÝKORA',
		'ŽĎÁR',
	],
	maccenteuro: [
		...ALL,
		'Veselý',
		'Kopecký',
		'Pokorný',
		'Naděžda',
		'Němec',
		'Dvořák',
		'Beneš',
		'Vaněk',
		'Anežka',
		'Jiří',
		'Říha',
		'Žďár',
		'Košice',
		'Zielińska',
	],
	'windows-1252': [
		'Größe',
		'Großmann',
		'Ångström',
		'Señor',
		'Muñoz',
		'Peña',
		'Iñaki',
		'Müller',
		'François',
		'Gonçalves',
		'Hélène',
		'João',
		'Søren',
		'Åse',
	],
	'utf-8': [
		...ALL,
		'Łukasz',
		'Größe',
		'Ångström',
		'Pospi\u0301s\u030cil',
		'Иван',
		'Ґалаґан',
		'王伟',
		'محمد',
		'김민준',
		'€ 20',
		'☎ 602',
	],
}

test.each(Object.entries(WORDS).flatMap(([encoding, words]) => words.map((word) => [encoding, word] as const)))(
	'%s of a file whose only accents are in %s is found',
	(encoding, word) => {
		const found = guessEncoding(file(word, encoding))
		// Where two encodings have the same bytes for the word, either reads it.
		expect(iconv.decode(file(word, encoding), found)).toContain(`;${word}\r\n`)
	},
)
