import { isId, isText, readCursor, writeCursor } from '../api/cursor.ts'

/** A row's place in the list; `start` when the list begins at a surname and goes around. */
export interface Position {
	sort_key: string
	id: number
	start?: string
}

export function writePosition({ sort_key, id, start }: Position): string {
	return writeCursor(sort_key, id, start)
}

/** @throws AppError request_invalid */
export function readPosition(cursor: string): Position {
	return readCursor(cursor, ([sort_key, id, start]) => {
		if (!isText(sort_key) || !isId(id) || (start !== null && !isText(start))) return undefined
		return { sort_key, id, ...(start === null ? {} : { start }) }
	})
}
