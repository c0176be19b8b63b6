import { sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { Database, Db } from '../db/database.ts'
import { readFile, requireWhole } from './chunks.ts'
import type { ImportRecord, Overrides } from './queries.ts'
import { decode } from './read/decode.ts'
import { inspect } from './read/inspect.ts'
import { parse } from './read/parse.ts'
import type { Dialect, Inspection, RecordBatch } from './types.ts'
import type { Source } from './xlsx/archive.ts'
import { inspectXlsx } from './xlsx/inspect-xlsx.ts'
import { looksLikeWorkbook } from './xlsx/open.ts'
import { readSheet } from './xlsx/read-sheet.ts'

/*
 * The stored file, whatever it is: text is read as a stream of bytes, a workbook by jumping in it. Everything behind
 * this file sees records.
 */

/** Reads the whole stored file once, and says how it can be read. */
export async function inspectStored(
	database: Database,
	id: number,
	wanted: Overrides & { target: Target },
): Promise<Inspection> {
	const { db } = database
	if (!(await isWorkbook(db, id))) return inspect(() => readFile(database, id), wanted)
	await requireWhole(database, id)
	const { sheet, header_line, repair, target } = wanted
	const found = await inspectXlsx(await storedSource(db, id), {
		target,
		...(sheet === undefined ? {} : { sheet }),
		...(header_line === undefined ? {} : { header_line }),
		...(repair ? { repair } : {}),
	})
	return found.sheet === null ? found : { ...found, dialect: { ...found.dialect, sheet: found.sheet } }
}

/** How the file must be read again, when its bytes alone did not tell while they arrived. */
export function rereadOf(found: Inspection | { reread: Overrides }): Overrides | undefined {
	// Only after the last byte is it sure that a file is not UTF-8.
	if ('reread' in found) return found.reread
	// A workbook is read by jumping in it.
	return found.failure?.startsWith('file_spreadsheet') ? {} : undefined
}

/** The records below the header. With `keepRaw` each comes with its own text; a workbook has none. */
export async function* recordsOf(
	database: Database,
	{ id, dialect, columns }: Pick<ImportRecord, 'id' | 'columns'> & { dialect: Dialect },
	{ keepRaw = false }: { keepRaw?: boolean } = {},
): AsyncGenerator<RecordBatch> {
	const width = columns.length
	if (dialect.sheet !== undefined) {
		await requireWhole(database, id)
		yield* readSheet(await storedSource(database.db, id), { sheet: dialect.sheet }, dialect, { width })
		return
	}
	let consumed = 0
	const text = decode(readFile(database, id), dialect, (bytes) => {
		consumed = bytes
	})
	yield* parse(text, dialect, { width, keepRaw, consumed: () => consumed })
}

async function isWorkbook(db: Db, id: number): Promise<boolean> {
	const { rows } = await sql<{ head: Buffer }>`
		select substring(bytes from 1 for 8) as head from import_chunks where import_id = ${id} and seq = 0
	`.execute(db)
	return rows[0] !== undefined && looksLikeWorkbook(rows[0].head)
}

/** Any part of the stored pieces; PostgreSQL cuts it out of the piece, since they are kept uncompressed. */
async function storedSource(db: Db, id: number): Promise<Source> {
	const { rows: pieces } = await sql<{ seq: number; from: number; bytes: number }>`
		select seq, sum(octet_length(bytes)) over (order by seq) - octet_length(bytes) as from, octet_length(bytes) as bytes
		from import_chunks
		where import_id = ${id}
		order by seq
	`.execute(db)
	const last = pieces.at(-1)
	return {
		size: last ? Number(last.from) + last.bytes : 0,
		async read(offset, length) {
			const parts: Buffer[] = []
			for (const piece of pieces) {
				const from = Math.max(offset, Number(piece.from))
				const to = Math.min(offset + length, Number(piece.from) + piece.bytes)
				if (from >= to) continue
				const { rows } = await sql<{ part: Buffer }>`
					select substring(bytes from ${from - Number(piece.from) + 1} for ${to - from}) as part
					from import_chunks
					where import_id = ${id} and seq = ${piece.seq}
				`.execute(db)
				parts.push(rows[0]!.part)
			}
			return Buffer.concat(parts)
		},
	}
}
