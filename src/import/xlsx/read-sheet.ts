import { ReadFailure } from '../read/read-failure.ts'
import type { Dialect, RecordBatch } from '../types.ts'
import type { Source } from './archive.ts'
import { openChecked } from './open.ts'
import { createSheetRecords } from './records.ts'
import { type RowDialect, readRowsAs } from './rows.ts'
import { openWorkbook } from './workbook.ts'

/**
 * The records of one sheet, about 1,000 at a time, as `parse` gives those of a
 * file: cells as the person saw them, lines as the spreadsheet numbers its rows.
 *
 * @param choice.sheet the name of the sheet; it is among those `inspectXlsx` lists
 * @param options.width cells of each record, those the inspection found
 * @throws ReadFailure as `inspectXlsx` reports them, after the records before
 */
export async function* readSheet(
	source: Source,
	choice: { sheet: string },
	dialect: RowDialect & Pick<Dialect, 'header_line'>,
	options: { width?: number } = {},
): AsyncGenerator<RecordBatch> {
	const archive = await openChecked(source)
	try {
		const book = await openWorkbook(archive)
		const sheet = book.sheets.find(({ name }) => name === choice.sheet)
		if (!sheet) throw new ReadFailure('file_not_a_table')
		const records = createSheetRecords(dialect.header_line, options.width)
		for await (const rows of readRowsAs(dialect, archive, book, sheet)) yield* records.push(rows)
		yield* records.end()
	} finally {
		archive.close()
	}
}
