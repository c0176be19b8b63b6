import { isId, isText, readCursor, writeCursor } from '../api/cursor.ts'

/** A ticket's place in the list. The time as PostgreSQL writes it: a Date would lose its microseconds. */
export interface Place {
	at: string
	id: number
}

export function writePlace({ at, id }: Place): string {
	return writeCursor(at, id)
}

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/

/** @throws AppError request_invalid */
export function readPlace(cursor: string): Place {
	return readCursor(cursor, ([at, id]) => (isTime(at) && isId(id) ? { at, id } : undefined))
}

function isTime(part: unknown): part is string {
	return isText(part) && TIME.test(part) && !Number.isNaN(Date.parse(part.slice(0, 19)))
}
