import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

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
