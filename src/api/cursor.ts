import { AppError } from '../errors.ts'

/** The place of a row in a list, as opaque text for the next page's address. Absent parts become null. */
export function writeCursor(...place: (string | number | undefined)[]): string {
	return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * What `read` makes of a cursor's parts; it gives undefined for what the list did not write.
 * @throws AppError request_invalid
 */
export function readCursor<Place>(cursor: string, read: (parts: unknown[]) => Place | undefined): Place {
	const parts = parse(cursor)
	const place = Array.isArray(parts) ? read(parts) : undefined
	if (place === undefined) throw new AppError('request_invalid', { reason: 'after' })
	return place
}

/** Text that PostgreSQL takes: it knows no NUL. */
export function isText(part: unknown): part is string {
	return typeof part === 'string' && !part.includes('\0')
}

export function isId(part: unknown): part is number {
	return Number.isSafeInteger(part)
}

function parse(cursor: string): unknown {
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString())
	} catch {
		// Not JSON: not ours either.
		return undefined
	}
}
