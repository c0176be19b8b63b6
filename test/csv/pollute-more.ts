import { cellText, type Polluted, style, written } from './pollute.ts'
import type { Table } from './tables.ts'

/*
 * Kinds of pollution that the benchmark's survey names and its published set of files leaves out, or that stand in its
 * repository beside it: preambles and footnotes with and without delimiters, single records of another length or
 * dialect, headers that are empty, equal, long or no words. Their weight is 1.
 */
export function* moreFiles(table: Table): Generator<Polluted> {
	const { header, records } = table
	const how = style(table)
	const all = [header, ...records]
	const text = written(all, how)
	const made = (name: string, text: string, other: Partial<Polluted> = {}): Polluted => ({
		...{ name: `${table.name}/${name}`, weight: 1, text, header, records },
		...other,
	})

	const delimited = how.delimiter.repeat(header.length - 1)
	for (const [name, line] of [
		['delimited', `PREAMBLE${delimited}\r\n`],
		['not delimited', 'PREAMBLE\r\n'],
	] as const) {
		yield made(`preamble ${name}`, line.repeat(3) + text)
		yield made(`preamble ${name}, empty line`, `${line.repeat(3)}${name === 'delimited' ? delimited : ''}\r\n${text}`)
	}
	const foot = Array.from({ length: 3 }, () => ['FOOTNOTE'])
	// Nothing tells such a line from a record whose other cells are empty.
	yield made('footnote delimited', text + `FOOTNOTE${delimited}\r\n`.repeat(3), { records: [...records, ...foot] })
	yield made('footnote not delimited', `${text}\r\n${'FOOTNOTE\r\n'.repeat(3)}`, {
		records: [...records, ...foot],
		reported: [2, 3, 4].map((below) => linesIn(text) + below),
	})
	for (const nth of [1, 2, Math.floor(all.length / 2), all.length - 1]) yield* oddRecords(table, nth)
	yield* headers(table)
}

/** One record that is empty, shorter, longer, ends otherwise or is divided otherwise. */
function* oddRecords(table: Table, nth: number): Generator<Polluted> {
	const { header, records } = table
	const how = style(table)
	const all = [header, ...records]
	const cells = all[nth]!
	const before = written(all.slice(0, nth), how)
	const line = linesIn(before) + 1
	const made = (name: string, raw: string, meant: string[] | null, isReported: boolean): Polluted => ({
		name: `${table.name}/record ${nth} ${name}`,
		weight: 1,
		text: before + raw + written(all.slice(nth + 1), how),
		header,
		records: records.flatMap((record, i) => (i + 1 === nth ? (meant ? [meant] : []) : [record])),
		...(isReported ? { reported: [line] } : {}),
	})
	const raw = cells.map((cell) => cellText(cell, how))
	yield made('empty', '\r\n', null, false)
	yield made('shorter', `${raw.slice(0, 5).join(',')}\r\n`, cells.slice(0, 5), cells.slice(0, 5).some(Boolean))
	const longer = [...cells, ...Array.from({ length: 6 }, () => 'more')]
	yield made('longer', `${longer.map((cell) => cellText(cell, how)).join(',')}\r\n`, longer, true)
	yield made('ends with LF', `${raw.join(',')}\n`, cells, false)
	const divided = written([cells], { ...how, delimiter: ';' })
	// With commas in its cells it has some other number of fields, never the right one.
	yield made('divided by semicolons', divided, divided.trimEnd().split(','), true)
	const escaped = cells.map((cell) => `"${`${cell}"`.replaceAll('"', '\\"')}"`)
	yield made(
		'with backslashes',
		`${escaped.join(',')}\r\n`,
		cells.map((cell) => `${cell}"`),
		false,
	)
}

function* headers(table: Table): Generator<Polluted> {
	const { header, records } = table
	for (const column of [0, 2, header.length - 1])
		for (const [name, text] of [
			['empty', ''],
			['no word', 'HEAD/%R'],
			['long', 'HEADER'.repeat(5_000)],
			['the same as the one before', header.at(column - 1)!],
		] as const) {
			const spoiled = header.with(column, text)
			yield {
				...{ name: `${table.name}/header ${column} ${name}`, weight: 1, header: spoiled, records },
				text: written([spoiled, ...records], style(table)),
			}
		}
}

function linesIn(text: string): number {
	return text.split(/\r\n|\r|\n/).length - 1
}
