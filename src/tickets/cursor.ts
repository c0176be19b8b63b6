import { isId, isText, readCursor, writeCursor } from '../api/cursor.ts'

/** A ticket's place in the list. The time as PostgreSQL writes it: a Date would lose its microseconds. */
export interface Place {
	at: string
	id: number
}

export function writePlace({ at, id }: Place): string {
	return writeCursor(at, id)
}

/** PostgreSQL knows no year 0 and no zone beyond 15:59. */
const TIME = /^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d)?$/

/** @throws AppError request_invalid */
export function readPlace(cursor: string): Place {
	return readCursor(cursor, ([at, id]) => (isTime(at) && isId(id) ? { at, id } : undefined))
}

function isTime(part: unknown): part is string {
	if (!isText(part) || !TIME.test(part)) return false
	const written = `${part.slice(0, 10)}T${part.slice(11, 19)}`
	const date = new Date(`${written}Z`)
	// JavaScript makes 3 March of 31 February.
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written)
}
