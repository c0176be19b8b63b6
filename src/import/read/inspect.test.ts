import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { createInspector, inspect, inspectHead, type Overrides } from './inspect.ts'
import { createTokenizer } from './tokenize.ts'

const USERS = 'Jméno;Příjmení;E-mail\nJan;Novák;jan@alfa.cz\nŽaneta;Šťastná;zaneta@kun.cz\n'

function inspected(bytes: Uint8Array | string, overrides: Overrides = {}, chunk = 1 << 20) {
	const all = Buffer.from(bytes)
	return inspect(async function* () {
		for (let at = 0; at < all.length; at += chunk) yield all.subarray(at, at + chunk)
	}, overrides)
}

test('columns have exact counts, three samples and proposed fields', async () => {
	const found = await inspected(`Jméno;E-mail\n${'Jan;\n'.repeat(20_000)}Eva;eva@alfa.cz\nIva; \n`)
	expect(found.records).toBe(20_002)
	expect(found.columns).toMatchObject([
		{ index: 0, header: 'Jméno', field: 'first_name', reason: 'same_name', filled: 20_002, samples: ['Jan'] },
		{ index: 1, header: 'E-mail', field: 'email', reason: 'same_name', filled: 1, samples: [] },
	])
})

test('the different values of a column are counted over all records while they are few', async () => {
	const rows = Array.from({ length: 10_000 }, (_, i) => `${i % 3 ? 'ano' : ' ne'};u${i};${i === 9_999 ? 'jiné' : ''}\n`)
	const { columns } = await inspected(`Aktivní;Login;Role\n${rows.join('')}`)
	expect(columns.map(({ values }) => values?.map(({ value, rows }) => `${value} ${rows}`))).toEqual([
		['ano 6666', 'ne 3334'],
		undefined,
		['jiné 1'],
	])
})

test('the head shows the records as they stand, header and what is above it included', async () => {
	const { head, dialect } = await inspected(`Výpis\n\n${USERS}`)
	expect(dialect.header_line).toBe(3)
	expect(head).toEqual([
		{ line: 1, cells: ['Výpis'] },
		{ line: 3, cells: ['Jméno', 'Příjmení', 'E-mail'] },
		{ line: 4, cells: ['Jan', 'Novák', 'jan@alfa.cz'] },
		{ line: 5, cells: ['Žaneta', 'Šťastná', 'zaneta@kun.cz'] },
	])
})

test('a late byte that speaks against UTF-8 asks for reading again, with what the person decided', async () => {
	const inspector = createInspector({ target: 'users' })
	await inspector.push(Buffer.from(`Firma;ICO\n${'Alfa;1\n'.repeat(50_000)}`))
	await inspector.push(iconv.encode('Šídlo;2\n', 'windows-1250'))
	expect(await inspector.finish()).toEqual({ reread: { target: 'users', encoding: 'windows-1250' } })
})

test('a person has the last word', async () => {
	const found = await inspected('a,b;c\n1,2;3\nx,y;z\n', {
		encoding: 'cp1250',
		delimiter: ',',
		header_line: 2,
		target: 'companies',
	})
	expect(found.dialect).toMatchObject({ encoding: 'windows-1250', delimiter: ',', header_line: 2 })
	expect(found.columns.map(({ header }) => header)).toEqual(['1', '2;3'])
	await expect(inspected('a;b\n1;2\n', { encoding: 'klingon' })).rejects.toThrow(RangeError)
})

test('fields are proposed for the asked target', async () => {
	const text = 'Společnost;Poznámka\nAlfa;x\n'
	expect((await inspected(text, { target: 'users' })).columns[0]!.field).toBe('company')
	expect((await inspected(text, { target: 'companies' })).columns[0]!.field).toBe('name')
})

test('the encoding is shown by words of the file, wherever they stand, the others by the same words', async () => {
	const late = await inspected(`Login;E-mail\n${'jan;jan@x.cz\n'.repeat(30_000)}žofie;z@x.cz\n`)
	expect(late.encodings.slice(0, 2)).toEqual([
		{ encoding: 'utf-8', words: ['žofie'] },
		{ encoding: 'windows-1250', words: ['Ĺľofie'] },
	])
	expect((await inspected('Login;E-mail\njan;jan@x.cz\n')).encodings).toEqual([])
	const chosen = await inspected(USERS, { encoding: 'windows-1252' })
	expect(chosen.encodings.slice(0, 2).map(({ encoding, words }) => `${encoding} ${words.at(-1)}`)).toEqual([
		...['windows-1252 PÅ™Ã\u00adjmenÃ\u00ad', 'utf-8 Příjmení'],
	])
})

test('UTF-16 is shown by words of the file, and nothing else could be meant', async () => {
	for (const size of [1, 5, 10_000]) {
		const { encodings } = await inspected(iconv.encode(USERS, 'utf-16le', { addBOM: true }), {}, size)
		expect(encodings).toEqual([{ encoding: 'utf-16le', words: ['Novák', 'Žaneta', 'Šťastná', 'Jméno', 'Příjmení'] }])
	}
})

test('words of the rows prove an encoding before words of the header do', async () => {
	const rows = ['Žďár', 'Třebíč', 'Lišov', 'Přelouč', 'Říčany', 'Sušice'].map((city) => `x;${city}\n`).join('')
	const { encodings } = await inspected(`Seznam pořízen včera\nJméno;Město\n${rows}`, { header_line: 2 })
	expect(encodings[0]!.words).toEqual(['Žďár', 'Třebíč', 'Lišov', 'Přelouč', 'Říčany'])
	const few = await inspected('Jméno;Město\nJan;Žďár\n')
	expect(few.encodings[0]!.words).toEqual(['Žďár', 'Jméno', 'Město'])
})

test('encodings that read all words alike are one', async () => {
	const found = await inspected(iconv.encode('Jméno;Město\nJan;Brno\n', 'windows-1250'))
	expect(found.encodings.map(({ encoding }) => encoding)).not.toContain('iso-8859-2')
})

test('text that was read in a wrong encoding before is recognised, and put right when asked', async () => {
	const twice = new TextDecoder('windows-1250').decode(Buffer.from(USERS))
	const found = await inspected(twice)
	expect(found.misread).toContainEqual({ before: 'PĹ™Ă\u00adjmenĂ\u00ad', after: 'Příjmení' })
	expect((await inspected(USERS)).misread).toEqual([])
	for (const size of [1, 7, 1_000]) {
		const repaired = await inspected(twice, { repair: true }, size)
		expect(repaired.dialect).toMatchObject({ encoding: 'utf-8', repair: true })
		expect(repaired.head.map(({ cells }) => cells.join(';')).join('\n')).toBe(USERS.trimEnd())
		expect(repaired.misread).toEqual([])
	}
})

test('other encodings show how the same words would read', async () => {
	const found = await inspected(iconv.encode(USERS.replace('Šťastná', 'Malá'), 'windows-1250'))
	expect(found.dialect.encoding).toBe('windows-1250')
	const western = found.encodings.find(({ encoding }) => encoding === 'windows-1252')!
	expect(western.words.slice(-2)).toEqual(['Jméno', 'Pøíjmení'])
})

test.each(['windows-1250', 'iso-8859-2', 'cp852', 'maccenteuro', 'utf-16le', 'utf-16be', 'utf-8'])(
	'%s is recognised in a file of three lines',
	async (encoding) => {
		const found = await inspected(iconv.encode(USERS, encoding))
		expect(found.dialect.encoding).toBe(encoding)
		expect(found.head.map(({ cells }) => cells.join(';')).join('\n')).toBe(USERS.trimEnd())
	},
)

test('western text without a Czech letter is still read as Czech windows has it', async () => {
	const found = await inspected(iconv.encode('Name;Ort\nMüller;Köln\nGroß;Lübeck\n', 'windows-1252'))
	expect(found.head[1]!.cells).toEqual(['Müller', 'Köln'])
})

test('the first bytes alone give a preview without the record they cut', async () => {
	const head = await inspectHead(Buffer.from(`${USERS}Pet`))
	expect({ records: head.records, failure: head.failure }).toEqual({ records: 2, failure: null })
})

test('how the bytes come makes no difference', async () => {
	const bytes = iconv.encode(USERS.repeat(3), 'windows-1250')
	expect(await inspected(bytes, {}, 1)).toEqual(await inspected(bytes))
})

test('a cell too long ends the inspection with its line', async () => {
	const found = await inspected(`a;b\n1;2\n3;${'x'.repeat(1_100_000)}\n`)
	expect({ failure: found.failure, line: found.failure_line, records: found.records }).toEqual({
		failure: 'cell_too_long',
		line: 3,
		records: 1,
	})
})

test('a first line made like the lines below it is no header', async () => {
	const rows = ['AB-1007;28. 1. 2018;volat', 'CX-12;3. 12. 2019;', 'RI-5;1. 2. 2020;psát', 'ZN-77;2. 2. 2020;nic']
	expect((await inspected(`${rows.join('\n')}\n`)).dialect.header_line).toBe(0)
	expect((await inspected(`Kus;Od;Jak\n${rows.join('\n')}\n`)).dialect.header_line).toBe(1)
	expect((await inspected(`Kus 1;Od;Jak\n${rows.join('\n')}\n`)).dialect.header_line).toBe(1)
})

test('a table below the first one does not take its place, whatever its header', async () => {
	const found = await inspected('Jméno;E-mail\nJan;jan@alfa.cz\n\nNázev;Město;PSČ;Země\nAlfa;Brno;602 00;CZ\n')
	expect(found.columns.map(({ header }) => header)).toEqual(['Jméno', 'E-mail'])
})

test('a header line below the file has nothing under it', async () => {
	expect((await inspected('a;b\n1;2\n', { header_line: 9 })).failure).toBe('file_header_only')
})

test('no bytes make the inspection throw', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 300 }),
			fc.constantFrom('', 'a;b\n', 'PK', '"'),
			async (bytes, start) => {
				const found = await inspected(Buffer.concat([Buffer.from(start), bytes]), {}, 50)
				expect(found.failure !== null || found.records > 0).toBe(true)
			},
		),
		{ numRuns: 2_000 },
	)
})

test('an import reads as many records as were inspected, of the width that was inspected', async () => {
	const part = fc.constantFrom(
		'a',
		'ž',
		';',
		';',
		',',
		'"',
		'"',
		'""',
		'\n',
		'\r\n',
		' ',
		'E-mail',
		'Jméno',
		'a@b.cz',
		'sep=;\n',
	)
	await fc.assert(
		fc.asyncProperty(fc.array(part, { maxLength: 50 }), async (parts) => {
			const text = parts.join('')
			const { failure, records, dialect, columns } = await inspected(text)
			if (failure) return
			const tokenizer = createTokenizer(dialect, { width: columns.length })
			const batches = [...tokenizer.push(text), ...tokenizer.end()]
			expect(batches.flatMap(({ lines }) => lines).length).toBe(records)
			for (const { lines, cells, breaches } of batches)
				for (const [i, line] of lines.entries())
					if (!breaches.some((breach) => breach.line === line)) expect(cells[i]!.length).toBe(columns.length)
		}),
		{ numRuns: 2_000 },
	)
})

function longHeader(delimiter: string, columns: number, length: number): string {
	const names = Array.from({ length: columns - 2 }, (_, i) => `${i}, `.padEnd(length, 'dotaz '))
	return `${['Jméno', ...names, 'E-mail'].join(delimiter)}\n`
}

test('a header longer than what the delimiter is mostly told from still tells it', async () => {
	const record = `Jan\t${'x\t'.repeat(1_498)}jan@alfa.cz\n`
	for (const length of [60, 250]) {
		const found = await inspected(longHeader('\t', 1_500, length) + record.repeat(3))
		expect(found).toMatchObject({ dialect: { delimiter: '\t', header_line: 1 }, records: 3, failure: null })
		expect(found.columns.map(({ field }) => field).filter(Boolean)).toEqual(['first_name', 'email'])
	}
})

test('more columns than a table has are told from a header of any length', async () => {
	for (const [columns, length] of [
		[17_000, 35],
		[2_100, 200],
	] as const) {
		const found = await inspected(longHeader('\t', columns, length) + 'x\t'.repeat(columns))
		expect(found).toMatchObject({ failure: 'too_many_columns', failure_line: 1 })
	}
})
