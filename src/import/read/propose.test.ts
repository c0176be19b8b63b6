import { expect, test } from 'vitest'
import type { Target } from '../../contract/fields.ts'
import { addFacts, isRegistrationNumber, noFacts } from './facts.ts'
import { looksLikeCompanies, propose } from './propose.ts'
import { guessTarget } from './target.ts'

/** Fields proposed for columns written as `[header, ...cells]`, with reasons where asked for. */
function fields(target: Target, ...columns: string[][]) {
	return proposals(target, ...columns).map(({ field }) => field)
}

function proposals(target: Target, ...columns: string[][]) {
	const seen = columns.map(([header = '', ...cells]) => {
		const facts = noFacts()
		for (const cell of cells) if (cell !== '') addFacts(facts, cell)
		return { header, filled: facts.sampled, facts }
	})
	return propose(seen, target)
}

test('each field comes with the reason it was proposed for', () => {
	expect(
		proposals(
			'users',
			['E-mail'],
			['FirstName'],
			['Přijmní'],
			['Kdo', 'Alfa s.r.o.', 'Beta a. s.'],
			['Barva', 'modrá'],
		),
	).toEqual([
		{ field: 'email', reason: 'same_name' },
		{ field: 'first_name', reason: 'same_name_without_spaces' },
		{ field: 'last_name', reason: 'similar_name' },
		{ field: 'company', reason: 'content' },
		{ field: null, reason: null },
	])
	expect(proposals('companies', ['ObchNazev'], ['ObchUlice'], ['ObchMisto'])[0]).toEqual({
		field: 'name',
		reason: 'profile',
	})
})

test('of two columns with one header the first has the field, unless it is empty', () => {
	expect(fields('companies', ['Město', 'Praha'], ['Město', 'Brno'])).toEqual(['city', null])
	expect(fields('companies', ['Město', ''], ['Město', 'Brno'])).toEqual([null, 'city'])
})

test('a field stands once, and a surer reason has it', () => {
	expect(fields('users', ['Kontakt 1', 'a@b.cz'], ['E-mail', 'c@d.cz'])).toEqual([null, 'email'])
})

test('Jméno is the first name beside Příjmení, and is taken apart where it holds whole names', () => {
	expect(fields('users', ['Jméno', 'Jan'], ['Příjmení', 'Novák'])).toEqual(['first_name', 'last_name'])
	expect(fields('users', ['Jméno', 'Jan Novák', 'Eva Malá'], ['E-mail', 'a@b.cz'])).toEqual(['full_name', 'email'])
})

test('whole names are taken apart in the order most of them show', () => {
	expect(fields('users', ['Jméno a příjmení', 'Jan Novák', 'Svobodová Eva', 'Petr Malý'])).toEqual(['full_name'])
	expect(fields('users', ['Jméno a příjmení', 'Novák Jan', 'Svobodová Eva', 'Malý Petr'])).toEqual([
		'full_name_last_first',
	])
	expect(fields('users', ['Name', 'Jan Novák', 'Eva Malá'])).toEqual(['full_name'])
	expect(fields('users', ['Kdo', 'Jan Novák', 'Eva Malá'])).toEqual(['full_name'])
	// Nothing shows the order of these but the header.
	expect(fields('users', ['Příjmení a jméno', 'Balcar Quido'])).toEqual(['full_name_last_first'])
	expect(fields('users', ['Celé jméno', 'Balcar Quido'])).toEqual(['full_name'])
})

test('whole names stay out beside the names themselves, among companies, and where they are none', () => {
	expect(fields('users', ['Celé jméno', 'Jan Novák'], ['Jméno', 'Jan'], ['Příjmení', 'Novák'])).toEqual([
		null,
		'first_name',
		'last_name',
	])
	expect(fields('companies', ['Kontaktní osoba', 'Jan Novák'])).toEqual([null])
	expect(fields('users', ['Kontakt', 'jan@alfa.cz'], ['E-mail', 'eva@alfa.cz'])).toEqual([null, 'email'])
	expect(fields('users', ['Name', 'Alfa Beta', 'Gama Delta'])).toEqual([null])
})

test('a customer or a user may be called by name', () => {
	const people = ['Jan Novák', 'Svobodová Eva', 'Petr Malý']
	expect(fields('users', ['Zákazník', ...people], ['E-mail', 'a@b.cz'])).toEqual(['full_name', 'email'])
	expect(fields('users', ['Uživatel', ...people])).toEqual(['full_name'])
	expect(fields('users', ['Uživatel', 'jan.novak', 'eva'])).toEqual(['username'])
	expect(fields('users', ['Zákazník', 'Alfa s.r.o.', 'Jan Novák'])).toEqual(['company'])
	expect(fields('users', ['Firma', ...people])).toEqual(['company'])
	expect(fields('users', ['Zákazník', ...people], ['Kontaktní osoba', ...people])).toEqual(['company', 'full_name'])
	// A column of last names that is empty says nothing.
	expect(fields('users', ['Jméno', ...people], ['Příjmení', ''])).toEqual(['full_name', null])
})

test('what belongs behind the value of another column is joined with it', () => {
	expect(proposals('companies', ['Ulice', 'Dlouhá'], ['Č.p.', '12'], ['Č.or.', '3'])).toEqual([
		{ field: 'street', reason: 'same_name' },
		{ field: 'street', reason: 'joined' },
		{ field: null, reason: null },
	])
	expect(fields('companies', ['Č.p.', '12'], ['Ulice', 'Dlouhá'])).toEqual([null, 'street'])
	expect(fields('users', ['First Name', 'Jan'], ['Middle Name', 'Amos'], ['Last Name', 'Novák'])).toEqual([
		'first_name',
		'first_name',
		'last_name',
	])
})

test('a column of phones with several numbers in a cell is taken apart for people', () => {
	const cells = ['Telefon', '222333444', '+420 777 123 456, 222 333 444']
	expect(fields('users', cells)).toEqual(['phones'])
	expect(fields('users', ['Spojení na něj', ...cells.slice(1)])).toEqual(['phones'])
	expect(fields('companies', cells)).toEqual(['phone'])
	expect(fields('users', ['Telefon', '222333444'])).toEqual(['phone'])
})

test('a column with several addresses in a cell is taken apart, of people and of companies', () => {
	const cells = ['E-mail', 'jan@firma.cz', 'eva@firma.cz ::: eva@doma.cz']
	for (const target of ['users', 'companies'] as const) {
		expect(fields(target, cells)).toEqual(['emails'])
		expect(fields(target, ['Kam psát', ...cells.slice(1)])).toEqual(['emails'])
		expect(fields(target, ['E-mail', 'jan@firma.cz; jan@firma.cz'])).toEqual(['email'])
	}
})

test('Titul is academic or a position by what it holds', () => {
	expect(fields('users', ['Titul', 'Ing.', 'Mgr. et Mgr.', 'MUDr.'])).toEqual(['title_before'])
	expect(fields('users', ['Title', 'Manager', 'Sales'])).toEqual(['position'])
	expect(fields('users', ['Title', 'Mr', 'Mrs'], ['Position', 'Sales'])).toEqual([null, 'position'])
})

test('DIČ beside IČ DPH is the Slovak tax number', () => {
	expect(fields('companies', ['DIČ', '2020123456'], ['IČ DPH', 'SK2020123456'])).toEqual([null, 'vat_number'])
	expect(fields('companies', ['DIČ', 'CZ25123891'])).toEqual(['vat_number'])
})

test('an ID whose check digits are right is a registration number, unless a column says so', () => {
	expect(fields('companies', ['ID', '25123891', '27074358'])).toEqual(['registration_number'])
	expect(fields('companies', ['ID', '25123891'], ['IČO', '25123891'])).toEqual(['external_id', 'registration_number'])
	expect(fields('companies', ['ID', '1', '2'])).toEqual(['external_id'])
})

test('known columns without a field of ours stay out, whatever they hold', () => {
	expect(fields('users', ['Fax', '257041111'], ['Druhý e-mail', 'a@b.cz'], ['Telefon 2', '602123456'])).toEqual([
		null,
		null,
		null,
	])
	expect(fields('users', ['IČO', '25123891'], ['Název', 'Alfa s.r.o.'])).toEqual([null, null])
})

test('the target is guessed from headers only one of them has', () => {
	const of = (line: string) => guessTarget(line.split(';'))
	expect(of('Název;IČO;DIČ;Ulice;Město;PSČ;Země;Telefon;E-mail;Web;Poznámka')).toBe('companies')
	expect(of('Jméno;Příjmení;E-mail;Uživatelské jméno;Společnost;Telefon;Mobil;Pozice;Role;Jazyk;Poznámka')).toBe(
		'users',
	)
	expect(of('Firma;IČO;Kontaktní osoba;E-mail;Telefon')).toBe('companies')
	expect(of('login;email')).toBe('users')
	expect(of('Name;E-mail')).toBe(undefined)
	expect(of('alfa;beta')).toBe(undefined)
})

test('names and e-mails alone are of companies when the names end as those of companies do', () => {
	const of = (...names: string[]) => {
		const facts = noFacts()
		for (const name of names) addFacts(facts, name)
		return guessTarget(['Name', 'E-mail'], [facts, noFacts()])
	}
	expect(of('Alfa s.r.o.', 'Beta, a. s.', 'Jan Novák')).toBe('companies')
	expect(of('Jan Novák', 'Eva Malá')).toBe(undefined)
})

test('„Stát“ is a country by what it holds, and never beside a column that is the country', () => {
	expect(fields('companies', ['Stát', 'CZ', 'Slovensko', '?'])).toEqual(['country'])
	expect(fields('companies', ['Stát'])).toEqual(['country'])
	expect(fields('companies', ['Stát', 'aktivní', 'neaktivní'])).toEqual([null])
	expect(fields('companies', ['Stát', 'CA', 'DE'], ['Země', 'US', 'US'])).toEqual([null, 'country'])
	expect(fields('companies', ['Stát', 'CZ'], ['Země', ''])).toEqual(['country', null])
})

test('a column of companies is known by its header or by legal forms', () => {
	expect(looksLikeCompanies({ header: 'Zaměstnavatel', samples: [] })).toBe(true)
	expect(looksLikeCompanies({ header: 'Kde', samples: ['Alfa s.r.o.', 'Beta, a. s.', 'Gama'] })).toBe(true)
	expect(looksLikeCompanies({ header: 'Pozice', samples: ['ředitel', 'účetní'] })).toBe(false)
	expect(looksLikeCompanies({ header: 'Kde', samples: [] })).toBe(false)
})

test('registration numbers have a check digit', () => {
	const valid = ['00006947', '00177041', '25123891', '27074358', '45317054', '05129061', '45978638', '251 23 891']
	expect(valid.filter((number) => !isRegistrationNumber(number))).toEqual([])
	expect(['25123890', '12345678', '00000000', '6947'].filter(isRegistrationNumber)).toEqual([])
})
