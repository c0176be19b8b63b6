import { sql } from 'kysely'
import type { Database, Db } from '../db/database.ts'
import { isReasons } from './mend/profiles.ts'
import type { ImportRecord } from './queries.ts'
import { byteOrderMark, createEncoder } from './read/encode.ts'
import { recordsOf } from './source.ts'
import { issuesTable } from './staged.ts'
import { indexIssues } from './staged-indexes.ts'
import type { Dialect } from './types.ts'

export interface Reason {
	field: string | null
	code: string
	value: string | null
}

/**
 * The refused records as they stand in the source: its own encoding, delimiter and untouched columns, plus one
 * last column with the reasons. Read again from the stored file, so that nothing the import did to a cell shows.
 * Streams, whatever the number of rows.
 */
export async function* refusedFile(
	database: Database,
	found: ImportRecord,
	header: string,
	describe: (reason: Reason) => string,
): AsyncGenerator<Buffer> {
	const { db } = database
	// A workbook's records come back as CSV that Excel opens.
	const dialect = found.dialect!.sheet === undefined ? found.dialect! : { ...found.dialect!, encoding: 'utf-8' }
	const encode = createEncoder(dialect.encoding)
	// A file that comes back for the second time gets its reasons anew, not another column of them.
	const isOwn = found.columns.map((column) => !isReasons(column))
	const names = found.columns.filter((_, index) => isOwn[index]).map((column) => column.header)
	yield byteOrderMark(dialect.encoding)
	if (dialect.header_line > 0)
		yield encode(`${[...names, header].map((name) => quoted(name, dialect)).join(dialect.delimiter)}\r\n`)

	await indexIssues(db, found.id)
	for await (const { lines, raw, cells, breaches } of recordsOf(
		database,
		{ ...found, dialect: found.dialect! },
		{ keepRaw: true },
	)) {
		const reasons = await reasonsBetween(db, found.id, lines[0]!, lines.at(-1)!)
		if (reasons.size === 0) continue
		let out = ''
		lines.forEach((line, index) => {
			const found = reasons.get(line)
			if (!found) return
			const said = quoted(found.map(describe).join(' '), dialect)
			const isWhole = !breaches.some((breach) => breach.line === line)
			const own = isWhole ? cells[index]!.filter((_, column) => isOwn[column] ?? true) : cells[index]!
			const isSame = own.length === cells[index]!.length
			const record = (isSame && raw?.[index]) || own.map((cell) => quoted(cell, dialect)).join(dialect.delimiter)
			out += `${record}${dialect.delimiter}${said}\r\n`
		})
		yield encode(out)
	}
}

/** Errors by line, for the records of one batch; the rows between them may be many or none. */
async function reasonsBetween(db: Db, importId: number, first: number, last: number): Promise<Map<number, Reason[]>> {
	const { rows } = await sql<Reason & { line: number }>`
		select line, field, code, value
		from ${issuesTable(importId)}
		where severity = 'error' and line between ${first} and ${last}
		order by line, field, code
	`.execute(db)
	return Map.groupBy(rows, (row) => row.line)
}

function quoted(text: string, { delimiter, quote }: Dialect): string {
	const mark = quote ?? '"'
	const plain = !text.includes(delimiter) && !text.includes(mark) && !/[\r\n]/.test(text)
	return plain ? text : mark + text.replaceAll(mark, mark + mark) + mark
}
