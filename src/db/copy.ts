import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'

/**
 * `COPY … FROM STDIN` in text format. `lines` are ready pieces of copy text, many rows each: one big write
 * costs a fraction of many small ones.
 */
export async function copyIn(
	client: pg.ClientBase,
	statement: string,
	lines: AsyncIterable<string | Buffer>,
): Promise<number> {
	const stream = client.query(from(statement))
	await pipeline(Readable.from(lines, { objectMode: true, highWaterMark: 2 }), stream)
	return stream.rowCount
}

/** Before the first row of a binary copy: signature, flags, and the length of an extension that nobody has. */
const COPY_HEAD = 19
/** Before a value: how many the row has, and how long it is. */
const VALUE_HEAD = 6

/**
 * The one value of the one row of a query, as PostgreSQL keeps it; undefined when there is no row. By binary COPY
 * (PostgreSQL manual, COPY, file formats): the driver has bytes sent as text in hexadecimal, which takes three times as long.
 *
 * @param query of one column that is never null; COPY takes no parameters
 */
export async function copyBytes(client: pg.ClientBase, query: string): Promise<Buffer | undefined> {
	const pieces: Buffer[] = []
	for await (const piece of client.query(to(`copy (${query}) to stdout (format binary)`))) pieces.push(piece)
	const copied = Buffer.concat(pieces)
	if (copied.readInt16BE(COPY_HEAD) !== 1) return undefined
	const start = COPY_HEAD + VALUE_HEAD
	return copied.subarray(start, start + copied.readInt32BE(start - 4))
}

/** One row of copy text, with its line end. Null becomes `\N`. */
export function copyRow(values: readonly (string | number | boolean | null)[]): string {
	let row = ''
	for (let i = 0; i < values.length; i++) {
		if (i > 0) row += '\t'
		row += copyValue(values[i]!)
	}
	return `${row}\n`
}

const SPECIAL = /[\\\n\r\t]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function copyValue(value: string | number | boolean | null): string {
	if (value === null) return '\\N'
	if (typeof value !== 'string') return String(value)
	return SPECIAL.test(value) ? value.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char]!) : value
}
