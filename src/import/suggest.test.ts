import fc from 'fast-check'
import { expect, test } from 'vitest'
import { companyKeys, createSuggester } from './suggest.ts'

function suggest(unknown: string[], ...batches: string[][]) {
	const suggester = createSuggester(unknown)
	for (const batch of batches) suggester.offer(batch)
	return suggester.best()
}

test('a name without its legal form suggests the company', () => {
	expect(suggest(['Acme'], ['Beta a.s.', 'Acme s.r.o.', 'Gama'])).toEqual({ Acme: ['Acme s.r.o.'] })
})

test('another legal form of the same name comes before similar names', () => {
	expect(suggest(['Stavmat s.r.o.'], ['Stavmatt s.r.o.', 'Stavmat Praha s.r.o.', 'Stavmat, a.s.'])).toEqual({
		'Stavmat s.r.o.': ['Stavmat, a.s.', 'Stavmat Praha s.r.o.', 'Stavmatt s.r.o.'],
	})
})

test('the same company written differently comes first of all', () => {
	expect(suggest(['ACME, spol. s r. o.'], ['Acme a.s.', 'Acme s.r.o.'])).toEqual({
		'ACME, spol. s r. o.': ['Acme s.r.o.', 'Acme a.s.'],
	})
})

test.each([
	['Novk s.r.o.', 'Novák s.r.o.'],
	['Stavbi Dvořák', 'Stavby Dvořák a.s.'],
	['Servis Alfa', 'Alfa Servis s.r.o.'],
	['PRAZSKA PEKARNA', 'Pražská pekárna, v.o.s.'],
	['Олена Груп', 'Олена Груп ТОВ'],
])('%s suggests %s', (unknown, known) => {
	expect(suggest([unknown], ['Jiná firma', known, 'Zcela odlišná'])).toEqual({ [unknown]: [known] })
})

test('what is far from everything has no suggestions', () => {
	expect(suggest(['Nic takového', '', '?'], ['Acme s.r.o.', 'Beta a.s.'])).toEqual({})
})

test('at most three are suggested, in the same order however they were offered', () => {
	const names = ['Acme Brno', 'Acme Praha', 'Acme Zlín', 'Acme Ústí', 'Acme a.s.', 'Acme s.r.o.']
	const best = suggest(['Acme'], names)
	expect(best).toEqual({ Acme: ['Acme a.s.', 'Acme s.r.o.', 'Acme Brno'] })
	expect(suggest(['Acme'], names.toReversed().slice(0, 3), names.toReversed().slice(3))).toEqual(best)
})

test('a name offered twice is suggested once', () => {
	expect(suggest(['Acme'], ['Acme s.r.o.'], ['Acme s.r.o.'])).toEqual({ Acme: ['Acme s.r.o.'] })
})

test('the same name with another form is found among a thousand that share its words', () => {
	const others = Array.from({ length: 1000 }, (_, n) => `Stavby Novák ${n} s.r.o.`)
	const name = 'Stavby Novák společnost s ručením omezeným'
	expect(suggest(['Stavby Novák a.s.'], others, [name])['Stavby Novák a.s.']?.[0]).toBe(name)
})

test('names that are properties of objects are names', () => {
	expect(Object.entries(suggest(['__proto__', 'constructor'], ['__proto__ s.r.o.', 'Constructor a.s.']))).toEqual([
		['__proto__', ['__proto__ s.r.o.']],
		['constructor', ['Constructor a.s.']],
	])
})

test('any names can be unknown and offered', () => {
	const names = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 20 })
	fc.assert(
		fc.property(names, names, (unknown, known) => {
			for (const near of Object.values(suggest(unknown, known))) {
				expect(near.length).toBeLessThanOrEqual(3)
				expect(known).toEqual(expect.arrayContaining(near))
			}
		}),
	)
})

test.each([
	['Acme s.r.o.', 'acme sro', 'acme'],
	['ACME,s.r.o.', 'acme sro', 'acme'],
	['Acme s. r. o.', 'acme sro', 'acme'],
	['Acme, spol. s r.o.', 'acme sro', 'acme'],
	['Acme spol.s r.o.', 'acme sro', 'acme'],
	['Acme společnost s ručením omezeným', 'acme sro', 'acme'],
	['Acme spoločnosť s ručením obmedzeným', 'acme sro', 'acme'],
	['Acme sro', 'acme sro', 'acme'],
	['Acme a.s.', 'acme as', 'acme'],
	['Acme, akciová společnost', 'acme as', 'acme'],
	['Acme akc. spol.', 'acme as', 'acme'],
	['Acme v.o.s.', 'acme vos', 'acme'],
	['Acme k.s.', 'acme ks', 'acme'],
	['Otevřená města, z. s.', 'otevrena mesta zs', 'otevrena mesta'],
	['Domov, z.ú.', 'domov zu', 'domov'],
	['Pomoc o.p.s.', 'pomoc ops', 'pomoc'],
	['Lesy ČR, s.p.', 'lesy cr sp', 'lesy cr'],
	['Muzeum, příspěvková organizace', 'muzeum po', 'muzeum'],
	['Zdraví nadační fond', 'zdravi nf', 'zdravi'],
	['Acme SE', 'acme se', 'acme'],
	['Müller GmbH', 'muller gmbh', 'muller'],
	['Acme Ltd', 'acme ltd', 'acme'],
	['Acme, Inc.', 'acme inc', 'acme'],
	['Nagy Kft.', 'nagy kft', 'nagy'],
	['Firma Sp. z o.o.', 'firma spzoo', 'firma'],
	['Acme s.r.o. v likvidaci', 'acme sro likvidace', 'acme'],
	['Acme s.r.o. (v likvidaci)', 'acme sro likvidace', 'acme'],
	['Acme GmbH, odštěpný závod', 'acme gmbh zavod', 'acme'],
	['Novák & syn', 'novak & syn', 'novak & syn'],
	['Novák a syn', 'novak & syn', 'novak & syn'],
	['Novák and Syn', 'novak & syn', 'novak & syn'],
	['„U Lípy“ s.r.o.', 'u lipy sro', 'u lipy'],
	['AG', 'ag', 'ag'],
	['Družstvo', 'druzstvo', 'druzstvo'],
	['Škola ZŠ', 'skola zs', 'skola zs'],
	['Moss', 'moss', 'moss'],
	['', '', ''],
])('%s is normalised to %s with the core %s', (name, normalised, core) => {
	expect(companyKeys(name)).toMatchObject({ normalised, core })
})

test('exactly the same is only what differs in spaces and letter case', () => {
	expect(companyKeys('  ACME \u00a0 S.R.O. ').exact).toBe('acme s.r.o.')
	expect(companyKeys('Acme s. r. o.').exact).toBe('acme s. r. o.')
	expect(companyKeys('Nova\u0301k').exact).toBe('novák')
})
