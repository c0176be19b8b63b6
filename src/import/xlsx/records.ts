import { BATCH } from '../read/limits.ts'
import { shown } from '../read/shown.ts'
import type { RecordBatch } from '../types.ts'
import type { SheetRow } from './rows.ts'

export interface SheetRecords {
	/** Rows in, complete batches out. */
	push(rows: SheetRow[]): RecordBatch[]
	end(): RecordBatch[]
	/** The header's cells, once its row was there. */
	header(): string[] | undefined
}

/**
 * Rows of a sheet as the records `parse` makes of a file: those below the header
 * that do not repeat it, filled up to `width`. A row without a cell is no breach:
 * a spreadsheet does not write empty ones.
 */
export function createSheetRecords(headerLine: number, width = 0): SheetRecords {
	let batch = emptyBatch()
	let header: string[] | undefined

	function take({ line, cells }: SheetRow): void {
		if (line < headerLine) return
		if (line === headerLine) {
			header = cells
			return
		}
		if (header && header.length > 1 && cells.length === header.length && cells.every((cell, i) => cell === header![i]))
			return
		if (width > 0 && cells.length > width)
			batch.breaches.push({ line, code: 'too_many_fields', column: width, value: shown(cells[width]!) })
		const column = cells.findIndex((cell) => !cell.isWellFormed())
		if (column >= 0) batch.breaches.push({ line, code: 'undecodable', column, value: shown(cells[column]!) })
		while (cells.length < width) cells.push('')
		batch.lines.push(line)
		batch.cells.push(cells)
	}

	function push(rows: SheetRow[]): RecordBatch[] {
		const full: RecordBatch[] = []
		for (const row of rows) {
			take(row)
			if (batch.lines.length < BATCH) continue
			full.push(batch)
			batch = emptyBatch()
		}
		return full
	}

	return { push, end: () => (batch.lines.length > 0 ? [batch] : []), header: () => header }
}

function emptyBatch(): RecordBatch {
	return { lines: [], cells: [], breaches: [], raw: null, bytes: 0 }
}
