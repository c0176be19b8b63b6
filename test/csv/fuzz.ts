import { parse as csvParse } from 'csv-parse/sync'
import { createDecoder } from '../../src/import/read/decode.ts'
import { inspect } from '../../src/import/read/inspect.ts'
import { createTokenizer } from '../../src/import/read/tokenize.ts'

/** Numbers in a row that depend on the seed alone (mulberry32). */
export function createRandom(seed: number) {
	let state = seed >>> 0
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0
		let t = Math.imul(state ^ (state >>> 15), state | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
	}
	const below = (n: number) => Math.floor(next() * n)
	return { below, chance: (p: number) => next() < p, of: <T>(values: readonly T[]): T => values[below(values.length)]! }
}
export type Random = ReturnType<typeof createRandom>

/** A record as it is written, and what was done to it. */
export interface Line {
	text: string
	cells: string[]
	touched: boolean
}

export interface Spoiled {
	delimiter: string
	header: string[]
	lines: Line[]
}

const HEADERS = ['Jméno', 'Příjmení', 'E-mail', 'Telefon', 'Společnost', 'Pozice', 'Poznámka', 'Jazyk']
const WORDS = [
	'Jan',
	'Žaneta',
	'Alfa, s.r.o.',
	'Beta; a.s.',
	'27"',
	'řekl "ano"',
	"O'Brien",
	'',
	'',
	'a@b.cz',
	'dva\r\nřádky',
	'C:\\x',
	'+420 602 123 456',
	'x|y',
	'\u00a0',
	'😀',
]

/** A clean file of a random dialect; every cell names its record, so that no two are alike. */
export function makeClean(random: Random): Spoiled {
	const delimiter = random.of([';', ',', '\t', '|'])
	const newline = random.of(['\r\n', '\n', '\r'])
	const always = random.chance(0.3)
	const width = 2 + random.below(HEADERS.length - 1)
	const written = (cells: string[]) =>
		cells
			.map((cell) => (always || /[";,\t|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
			.join(delimiter) + newline
	const header = HEADERS.slice(0, width)
	const lines: Line[] = [{ text: written(header), cells: header, touched: false }]
	for (let i = 0; i < 3 + random.below(30); i++) {
		const cells = header.map((_, column) => (column === 0 ? `osoba ${i}` : random.of(WORDS)))
		lines.push({ text: written(cells), cells, touched: false })
	}
	return { delimiter, header, lines }
}

/** One thing done to one record, or to two when their line end goes. */
export function pollute({ delimiter, lines }: Spoiled, random: Random): void {
	const at = 1 + random.below(lines.length - 1)
	const line = lines[at]!
	const place = random.below(line.text.length)
	const put = (text: string, removed = 0) => {
		// Without its line end a record runs into the next one.
		if (removed > 0 && place > line.text.trimEnd().length - 1 && lines[at + 1]) lines[at + 1]!.touched = true
		line.text = line.text.slice(0, place) + text + line.text.slice(place + removed)
	}
	line.touched = true
	switch (random.below(8)) {
		case 0:
			put(delimiter)
			break
		case 1:
			put('"')
			break
		case 2:
			put('', 1)
			break
		case 3:
			put(random.of(['\n', '\r\n', '\\', '""', ' ', "'", '\0', '\udc9f', `"${delimiter}"`, `\n"`, `"\n`]))
			break
		case 4:
			line.text = line.text.replace(delimiter, '')
			break
		case 5:
			line.text = line.text.trimEnd()
			if (lines[at + 1]) lines[at + 1]!.touched = true
			break
		case 6:
			lines.splice(at, 0, {
				text: random.of(['\n', `${delimiter}${delimiter}\n`, 'poznámka pod čarou\n']),
				cells: [],
				touched: true,
			})
			break
		default:
			// The file ends here.
			line.text = line.text.slice(0, place)
			lines.length = at + 1
	}
}

export interface Losses {
	/** Untouched records that came out otherwise and without a word. There must be none. */
	silent: string[]
	/** Untouched records that are refused because of their neighbours. */
	reported: number
	/**
	 * Untouched records inside a quoted cell of a touched one. Where a stray quote is closed by another just so that
	 * the number of fields is right, the file is a valid one, and csv-parse reads it the same.
	 */
	valid: number
}

/** Reads the file as an import would, in pieces of random sizes. */
export async function losses({ lines }: Spoiled, random: Random): Promise<Losses> {
	const bytes = Buffer.from(lines.map(({ text }) => text.replaceAll('\udc9f', '\0')).join(''))
	const sizes = Array.from({ length: 50 }, () => 1 + random.below(200))
	const found = await inspect(async function* () {
		for (let at = 0, i = 0; at < bytes.length; i++) yield bytes.subarray(at, (at += sizes[i % 50]!))
	})
	if (found.failure) {
		const hasRecords = lines.slice(1).some(({ touched }) => !touched)
		return { silent: hasRecords ? [found.failure] : [], reported: 0, valid: 0 }
	}
	const decoder = createDecoder(found.dialect.encoding)
	const tokenizer = createTokenizer(found.dialect, { width: found.columns.length, worthScanning: 0 })
	const batches = []
	for (let at = 0, i = 0; at < bytes.length; i++)
		batches.push(...tokenizer.push(decoder.push(bytes.subarray(at, (at += sizes[i % 50]!)))))
	batches.push(...tokenizer.push(decoder.end()), ...tokenizer.end())
	const starts = batches.flatMap((batch) => batch.lines)
	const cells = batches.flatMap((batch) => batch.cells)
	const reported = new Set(batches.flatMap(({ breaches }) => breaches.map(({ line }) => line)))
	return compare(lines, found.dialect.delimiter, { starts, cells, reported })
}

interface Read {
	starts: number[]
	cells: string[][]
	reported: ReadonlySet<number>
}

function compare(lines: Line[], delimiter: string, { starts, cells: read, reported }: Read): Losses {
	const found: Losses = { silent: [], reported: 0, valid: 0 }
	const text = lines.map((line) => line.text).join('')
	let before = ''
	for (const [i, { text: own, cells, touched }] of lines.entries()) {
		const line = before.split(LINE_END).length
		before += own
		if (i === 0 || touched || cells.every((cell) => cell.trim() === '')) continue
		// The record that holds this line, as the reader sees it.
		const at = starts.findLastIndex((start) => start <= line)
		const start = starts[at]
		if (start !== undefined && reported.has(start)) found.reported++
		else if (start === line && JSON.stringify(read[at]) === JSON.stringify(cells)) continue
		else if (start !== undefined && isValid(text, start, starts[at + 1], delimiter, read[at]!)) found.valid++
		else found.silent.push(`line ${line}: ${JSON.stringify(cells)} came out as ${start}: ${JSON.stringify(read[at])}`)
	}
	return found
}

/** Whether the lines from one to the other are one record by RFC 4180, the one that was read. */
function isValid(text: string, from: number, to: number | undefined, delimiter: string, cells: string[]): boolean {
	const pieces = text.split(LINE_END)
	const span = pieces.slice(from - 1, to === undefined ? undefined : to - 1).join('\n')
	try {
		const records: string[][] = csvParse(span, { delimiter, skip_empty_lines: true })
		const plain = (values: string[]) => JSON.stringify(values.map((value) => value.replaceAll(LINE_END, '\n')))
		return records.length === 1 && plain(records[0]!) === plain(cells)
	} catch {
		return false
	}
}

const LINE_END = /\r\n|\r|\n/g
