/** A clean table: what every polluted version of it should still give. */
export interface Table {
	name: string
	header: string[]
	records: string[][]
	/** Quotes around every cell, or only where they must be. */
	quoting: 'always' | 'needed'
}

const pick = <T>(values: readonly T[], at: number): T => values[at % values.length]!

const FIRST = ['Jan', 'Žaneta', 'Petr', 'Šárka', 'Ondřej', 'Růžena', 'Conor']
const LAST = ['Novák', 'Šťastná', 'Dvořák', 'Čermáková', "O'Brien", 'Kůrková', 'Říha', 'Ďurišová', 'Malý']
const COMPANY = ['Alfa, s.r.o.', 'Nábytek "Klasik" a.s.', 'Beta', 'Gama & syn', "D'Artagnan, spol. s r.o."]
const POSITION = ['technik', 'vedoucí prodeje', '', 'účetní', 'ředitel, jednatel']
const NOTE = ['', 'volat po 15. hodině', '', 'má monitor 27"', '', 'řekla: "děkuji, nechci"', '']

/** Headers and contents of a help desk's customers; quotes only where they are needed, a last column that is often empty. */
function customers(size: number): Table {
	const records = Array.from({ length: size }, (_, i) => {
		const first = pick(FIRST, i)
		const last = pick(LAST, i)
		return [
			`uzivatel.${i + 1}`,
			first,
			last,
			`uzivatel.${i + 1}@firma${i % 11}.cz`,
			`+420 60${i % 10} ${String(123 + i)} ${String(987 - i)}`,
			pick(COMPANY, i),
			pick(POSITION, i),
			`${(i % 28) + 1}. ${(i % 12) + 1}. 20${10 + (i % 15)}`,
			pick(NOTE, i),
		]
	})
	const header = [
		'Uživatelské jméno',
		'Jméno',
		'Příjmení',
		'E-mail',
		'Telefon',
		'Společnost',
		'Pozice',
		'Zákazník od',
		'Poznámka',
	]
	return { name: 'customers', header, records, quoting: 'needed' }
}

const KIND = ['Kiln-dried shelf', "Men's boots", 'Table, round 48"', 'Lamp', 'Chair "Nora", oak', 'Shelf, 30" x 12"']
const TEXT = [
	'Keeps its shape, wash after wash, and dries overnight.',
	"It's the one everybody asks for; available in two widths.",
	'Sold in pairs: one for the office, one for the workshop.',
	'A plain thing that lasts.',
]

/** Headers nobody's dictionary has, dates and prices instead of names; every cell in quotes. */
function sales(size: number): Table {
	const two = (n: number) => String(n).padStart(2, '0')
	const records = Array.from({ length: size }, (_, i) => [
		`${two((i % 28) + 1)}/${two((i % 12) + 1)}/2018`,
		`${two(i % 24)}:${two((i * 15) % 60)}`,
		String(i % 40),
		`${pick(['AB', 'CX', 'RI', 'ZN'], i)}-${1000 + i * 7}`,
		`$${(i * 3.7 + 1).toFixed(2)}`,
		pick(KIND, i),
		pick(TEXT, i),
		`https://www.example.com/goods/${1000 + i * 7}.html`,
		'',
	])
	const header = ['DAY', 'HOUR', 'Pieces', 'GOODSCODE', 'Unit', 'Kind', 'Wording', 'Link', 'Remarks']
	return { name: 'sales', header, records, quoting: 'always' }
}

/** Cells over several lines, and only two columns beside them. */
function letters(size: number): Table {
	const body = [
		'Dobrý den,\r\nprosím o nabídku.\r\n\r\nDěkuji',
		'Nic',
		'Viz "příloha", str. 2\r\nS pozdravem',
		'ano, prosím',
	]
	const records = Array.from({ length: size }, (_, i) => [`osoba${i}@firma.cz`, pick(body, i), pick(LAST, i)])
	return { name: 'letters', header: ['E-mail', 'Zpráva', 'Příjmení'], records, quoting: 'needed' }
}

function otherwiseQuoted(table: Table): Table {
	const quoting = table.quoting === 'always' ? 'needed' : 'always'
	return { ...table, name: `${table.name}, quotes ${quoting}`, quoting }
}

/** Polluted at every line and column. */
export const TABLES: readonly Table[] = [customers(44), sales(44)]
/** Polluted only as a whole. */
export const MORE_TABLES: readonly Table[] = [...TABLES.map(otherwiseQuoted), letters(20), otherwiseQuoted(letters(20))]
