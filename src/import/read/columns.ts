import type { Column, ListValue, Misread } from '../../contract/imports.ts'
import type { RecordBatch } from '../types.ts'
import { findDamage } from '../values/damage.ts'
import { repairMisread } from '../values/misread.ts'
import { cleanLine } from '../values/text.ts'
import { addFacts, type Facts, noFacts } from './facts.ts'
import type { Proposal } from './propose.ts'
import { readable } from './shown.ts'
import { isSpaces } from './tokenize.ts'

export interface FoundColumn {
	header: string
	/** Records with a non-empty cell here. */
	filled: number
	samples: string[]
	facts: Facts
	/** Different values with the number of their cells; undefined once there were too many for a list. */
	values: Map<string, Counted> | undefined
	/** The value of the cell before, which most cells of a list repeat: comparing is a fifth of looking it up. */
	latest: Counted
}

interface Counted {
	cell: string
	rows: number
}

/** Counts what the columns hold, batch by batch. */
export interface SeenColumns {
	add(batches: RecordBatch[]): void
	records(): number
	/** Words of the sampled cells that were read in a wrong encoding before the file was saved. */
	misread(): Misread[]
	/** Columns of the header up to the last that has a name or holds something; without a header those of the first record. */
	finish(header: string[] | undefined): FoundColumn[]
}

/** Facts come from the first records and then from every 97th, a prime so that no rhythm of the file is in step with it. */
const ALL_UP_TO = 5_000
const EVERY = 97
const SAMPLES = 3
/** A list of more values, or of longer ones, is none that a person would look through. */
const VALUES = 30
/** As many show what has happened to the file. */
const MISREAD = 5
const VALUE_LENGTH = 60
/** A sample is for the eye. */
const SAMPLE_LENGTH = 200

export function createColumns(): SeenColumns {
	const columns: FoundColumn[] = []
	const misread = new Map<string, string>()
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
					while (columns.length <= i) columns.push(noColumn())
					const column = columns[i]!
					column.filled++
					if (column.latest.cell === cell) column.latest.rows++
					else if (column.values) count(column, cell)
					if (!sampled) continue
					look(column, cell)
					if (misread.size < MISREAD) addMisread(misread, cell)
				}
			}
	}

	function finish(header: string[] | undefined): FoundColumn[] {
		for (const cell of header ?? []) addMisread(misread, cell)
		const named = header?.findLastIndex((name) => name.trim() !== '') ?? -1
		const width = header ? Math.max(named + 1, Math.min(columns.length, header.length)) : firstWidth
		while (columns.length < width) columns.push(noColumn())
		return columns.slice(0, width).map((column, i) => ({ ...column, header: (header?.[i] ?? '').trim() }))
	}

	return { add, records: () => records, misread: () => [...misread].map(wordOf), finish }
}

/** As they are kept and shown, with what was proposed for them. */
export function columnsOf(found: readonly FoundColumn[], proposals: readonly Proposal[]): Column[] {
	return found.map(({ header, filled, samples, values }, index) => {
		const column = { index, header: readable(header), ...proposals[index]!, filled, samples }
		return values && values.size > 0 ? { ...column, values: listed(values) } : column
	})
}

/** What a cell means is said when it is known to what field it goes. */
function listed(values: ReadonlyMap<string, Counted>): ListValue[] {
	const cleaned = new Map<string, number>()
	for (const [cell, { rows }] of values) cleaned.set(cleanLine(cell), (cleaned.get(cleanLine(cell)) ?? 0) + rows)
	return [...cleaned].sort((a, b) => b[1] - a[1]).map(([value, rows]) => ({ value, rows, meaning: null }))
}

function noColumn(): FoundColumn {
	return { header: '', filled: 0, samples: [], facts: noFacts(), values: new Map(), latest: { cell: '', rows: 0 } }
}

/** The words of a cell that look otherwise when they are repaired. */
function addMisread(words: Map<string, string>, cell: string): void {
	if (findDamage(cell) !== 'wrong_encoding') return
	// A no-break space may be half a letter.
	for (const word of cell.split(/[ \n]+/)) {
		const repaired = repairMisread(word)
		if (repaired !== word && words.size < MISREAD) words.set(word.toWellFormed(), repaired.toWellFormed())
	}
}

function wordOf([before, after]: [string, string]): Misread {
	return { before, after }
}

function count(column: FoundColumn, cell: string): void {
	let counted = column.values!.get(cell)
	if (!counted) {
		if (column.values!.size === VALUES || cell.length > VALUE_LENGTH) {
			column.values = undefined
			return
		}
		counted = { cell: Buffer.from(cell).toString(), rows: 0 }
		column.values!.set(counted.cell, counted)
	}
	counted.rows++
	column.latest = counted
}

function look(column: FoundColumn, cell: string): void {
	const { facts } = column
	const several = facts.severalPhones + facts.severalEmails
	addFacts(facts, cell)
	// The first cell that is to be taken apart is worth seeing, wherever it stands.
	const isTelling = several === 0 && facts.severalPhones + facts.severalEmails > 0
	if (column.samples.length >= SAMPLES && !isTelling) return
	// Buffer and back: a slice would keep the chunk it was cut from in memory.
	const value = Buffer.from(cell.slice(0, SAMPLE_LENGTH).trim()).toString()
	if (column.samples.includes(value)) return
	column.samples.splice(isTelling ? SAMPLES - 1 : SAMPLES, 1, value)
}
