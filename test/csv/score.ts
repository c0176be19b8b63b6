import { createDecoder } from '../../src/import/read/decode.ts'
import { inspect } from '../../src/import/read/inspect.ts'
import { createTokenizer } from '../../src/import/read/tokenize.ts'
import type { Polluted } from './pollute.ts'

/** A file as an import without any setting reads it. Outer spaces of a cell are not its text, as `map` takes them off. */
export interface Loaded {
	header: string[]
	records: string[][]
	/** The line each record starts on. */
	lines: number[]
	failure: string | null
	reported: Set<number>
}

export async function load(bytes: Uint8Array): Promise<Loaded> {
	const found = await inspect(async function* () {
		yield bytes
	})
	const { dialect, columns, failure } = found
	const header = dialect.header_line > 0 ? columns.map((column) => column.header) : []
	if (failure) return { header, records: [], lines: [], failure, reported: new Set() }
	const decoder = createDecoder(dialect.encoding)
	const tokenizer = createTokenizer(dialect, { width: columns.length })
	const batches = [...tokenizer.push(decoder.push(bytes)), ...tokenizer.push(decoder.end()), ...tokenizer.end()]
	return {
		header,
		records: batches.flatMap((batch) => batch.cells),
		lines: batches.flatMap((batch) => batch.lines),
		failure: null,
		reported: new Set(batches.flatMap(({ breaches }) => breaches.map(({ line }) => line))),
	}
}

/**
 * The measures of the benchmark: success, and precision, recall and F1 of the header's cells, of whole records and
 * of single cells, each from 0 to 1, so that a file gives 0 to 10. A record filled up with empty cells says the same.
 */
export function score(expected: Polluted, loaded: Loaded): number {
	const success = loaded.failure === (expected.failure ?? null) ? 1 : 0
	const wanted = expected.records.map(essence)
	const got = loaded.records.map(essence)
	return (
		success +
		agreement(essence(expected.header), essence(loaded.header)) +
		agreement(wanted.map(joined), got.map(joined)) +
		agreement(wanted.flat(), got.flat())
	)
}

/** Records that are not in the file as it was meant, and that nothing was said about. There must be none. */
export function silentlyWrong(expected: Polluted, loaded: Loaded): string[][] {
	const meant = new Set(expected.records.map((cells) => joined(essence(cells))))
	return loaded.records.filter(
		(cells, i) => !loaded.reported.has(loaded.lines[i]!) && !meant.has(joined(essence(cells))),
	)
}

export function essence(cells: readonly string[]): string[] {
	const trimmed = cells.map((cell) => cell.trim())
	return trimmed.slice(0, trimmed.findLastIndex((cell) => cell !== '') + 1)
}

const joined = (cells: string[]) => cells.join('\u001f')

function agreement(wanted: readonly string[], got: readonly string[]): number {
	if (wanted.length === 0 && got.length === 0) return 3
	const left = new Map<string, number>()
	for (const each of wanted) left.set(each, (left.get(each) ?? 0) + 1)
	let common = 0
	for (const each of got) {
		const count = left.get(each) ?? 0
		if (count === 0) continue
		left.set(each, count - 1)
		common++
	}
	if (common === 0) return 0
	const precision = common / got.length
	const recall = common / wanted.length
	return precision + recall + (2 * precision * recall) / (precision + recall)
}
