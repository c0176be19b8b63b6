import type { RecordBatch } from '../types.ts'
import { addFacts, type Facts, noFacts } from './facts.ts'
import { isSpaces } from './tokenize.ts'

export interface FoundColumn {
	header: string
	/** Records with a non-empty cell here. */
	filled: number
	samples: string[]
	facts: Facts
}

/** Counts what the columns hold, batch by batch. */
export interface SeenColumns {
	add(batches: RecordBatch[]): void
	records(): number
	/** Columns of the header up to the last that has a name or holds something; without a header those of the first record. */
	finish(header: string[] | undefined): FoundColumn[]
}

/** Facts come from the first records and then from every 97th, a prime so that no rhythm of the file is in step with it. */
const ALL_UP_TO = 5_000
const EVERY = 97
const SAMPLES = 3
/** A sample is for the eye. */
const SAMPLE_LENGTH = 200

export function createColumns(): SeenColumns {
	const columns: FoundColumn[] = []
	let records = 0
	let firstWidth = 0

	function add(batches: RecordBatch[]): void {
		for (const batch of batches)
			for (const cells of batch.cells) {
				records++
				if (records === 1) firstWidth = cells.length
				const sampled = records <= ALL_UP_TO || records % EVERY === 0
				for (let i = 0; i < cells.length; i++) {
					const cell = cells[i]!
					if (cell === '' || isSpaces(cell)) continue
					while (columns.length <= i) columns.push({ header: '', filled: 0, samples: [], facts: noFacts() })
					const column = columns[i]!
					column.filled++
					if (sampled) look(column, cell)
				}
			}
	}

	function finish(header: string[] | undefined): FoundColumn[] {
		const named = header?.findLastIndex((name) => name.trim() !== '') ?? -1
		const width = header ? Math.max(named + 1, Math.min(columns.length, header.length)) : firstWidth
		while (columns.length < width) columns.push({ header: '', filled: 0, samples: [], facts: noFacts() })
		return columns.slice(0, width).map((column, i) => ({ ...column, header: (header?.[i] ?? '').trim() }))
	}

	return { add, records: () => records, finish }
}

function look(column: FoundColumn, cell: string): void {
	const { severalPhones } = column.facts
	addFacts(column.facts, cell)
	// The first cell that is to be taken apart is worth seeing, wherever it stands.
	const isTelling = severalPhones === 0 && column.facts.severalPhones > 0
	if (column.samples.length >= SAMPLES && !isTelling) return
	// Buffer and back: a slice would keep the chunk it was cut from in memory.
	const value = Buffer.from(cell.slice(0, SAMPLE_LENGTH).trim()).toString()
	if (column.samples.includes(value)) return
	column.samples.splice(isTelling ? SAMPLES - 1 : SAMPLES, 1, value)
}
