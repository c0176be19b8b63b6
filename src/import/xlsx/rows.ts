import { MAX_CELL, MAX_COLUMNS } from '../read/limits.ts'
import { readWrapped } from '../read/quoted.ts'
import { ReadFailure } from '../read/read-failure.ts'
import type { Marks } from '../read/requote.ts'
import type { Dialect } from '../types.ts'
import { repairMisread } from '../values/misread.ts'
import type { Archive } from './archive.ts'
import { shownIsoDate, shownNumber } from './shown-number.ts'
import { createTextReader, type Strings, unescaped } from './strings.ts'
import { isTrue, type Sheet, type Workbook } from './workbook.ts'
import { type Attributes, createXml } from './xml.ts'

/** A row that is not empty; its line is the number a spreadsheet shows beside it. */
export interface SheetRow {
	line: number
	/** Up to the last cell that holds something. */
	cells: string[]
}

/** What of a dialect is about the rows of a sheet. */
export type RowDialect = Pick<Dialect, 'repair' | 'wrapped' | 'delimiter' | 'quote' | 'escape'>

/**
 * The rows of a sheet as they come, some hundreds at a time, with the texts the
 * person saw, put right where the dialect says so, and divided where records of a CSV file stand in one column.
 * Hidden rows are among them; of merged cells the first has the text. Rows come by their numbers: those stored a little
 * out of order are put in it, and one far from its place makes the file a broken one, as rows are not held for long.
 *
 * @throws ReadFailure `cell_too_long`, `too_many_columns`, after the rows before; `file_spreadsheet` for a broken file
 */
export async function* readRowsAs(
	dialect: RowDialect,
	archive: Archive,
	book: Workbook,
	sheet: Sheet,
): AsyncGenerator<SheetRow[]> {
	const marks: Marks = { ...dialect, quote: dialect.quote ?? '' }
	for await (const rows of readRows(archive, book, sheet)) {
		if (dialect.repair) for (const row of rows) row.cells = row.cells.map(repairMisread)
		if (dialect.wrapped) for (const row of rows) row.cells = readWrapped(row.cells, marks)?.cells ?? row.cells
		yield rows
	}
}

async function* readRows(archive: Archive, book: Workbook, sheet: Sheet): AsyncGenerator<SheetRow[]> {
	const reader = createRowReader(book, await book.strings())
	const xml = createXml(reader)
	for await (const piece of archive.text(sheet.part)) {
		try {
			xml.write(piece)
		} catch (error) {
			yield reader.taken()
			throw error
		}
		const rows = reader.taken(HELD)
		if (rows.length > 0) yield rows
	}
	xml.end()
	yield reader.taken()
}

/** Rows that wait for one before them: only makers of files that are not spreadsheets store them out of order, and small ones. */
const HELD = 100

function createRowReader(book: Workbook, strings: Strings) {
	let rows: SheetRow[] = []
	/** Of the last row that was handed out. */
	let lastTaken = 0
	let line = 0
	let cells: string[] = []
	let column = -1
	let attributes: Attributes = {}
	let inValue = false
	let isInline = false
	let value = ''
	const inline = createTextReader((text) => {
		value = text
	}, 'is')

	function put(text: string): void {
		if (text === '') return
		if (column >= MAX_COLUMNS) throw new ReadFailure('too_many_columns', line)
		if (text.length > MAX_CELL) throw new ReadFailure('cell_too_long', line)
		// A cell without a place, or two in one: one of them would be lost.
		if (column < 0 || cells[column]) throw new ReadFailure('file_spreadsheet', line)
		while (cells.length < column) cells.push('')
		cells[column] = text
	}

	function shown(): string {
		switch (attributes.t) {
			case 's':
				return strings.at(Number(value)) ?? ''
			case 'b':
				return isTrue(value) ? 'ano' : 'ne'
			case 'd':
				return shownIsoDate(value)
			case 'inlineStr':
				return value
			case 'str':
			case 'e':
				return unescaped(value)
		}
		const number = Number(value)
		const format = book.formats[Number(attributes.s ?? 0)] ?? { kind: 'general' }
		return value === '' || Number.isNaN(number) ? value : shownNumber(number, format, book.from1904)
	}

	return {
		open(name: string, found: Attributes): void {
			if (name === 'row') {
				line = Number(found.r ?? line + 1)
				if (!Number.isInteger(line)) throw new ReadFailure('file_spreadsheet')
				cells = []
				column = -1
			} else if (name === 'c') {
				attributes = found
				column = found.r === undefined ? column + 1 : columnOf(found.r)
				value = ''
				isInline = found.t === 'inlineStr'
			} else if (name === 'v') inValue = true
			else if (isInline) inline.open(name)
		},
		close(name: string): void {
			if (name === 'v') inValue = false
			else if (name === 'c') put(shown())
			else if (name === 'row') {
				if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
			} else if (isInline) inline.close(name)
		},
		text(text: string): void {
			if (inValue) value += text
			else if (isInline) inline.text(text)
		},
		/** The rows so far, all but the last `held`. */
		taken(held = 0): SheetRow[] {
			rows.sort((a, b) => a.line - b.line)
			const taken = rows.slice(0, Math.max(0, rows.length - held))
			rows = rows.slice(taken.length)
			for (const row of taken) {
				if (row.line <= lastTaken) throw new ReadFailure('file_spreadsheet', row.line)
				lastTaken = row.line
			}
			return taken
		},
	}
}

/** `C7` is the third column, 2. */
function columnOf(reference: string): number {
	let column = 0
	for (let i = 0; i < reference.length; i++) {
		const code = reference.charCodeAt(i)
		if (code < 65 || code > 90) break
		column = column * 26 + code - 64
	}
	return column - 1
}
