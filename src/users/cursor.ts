import { AppError } from '../errors.ts'

/** The place after a row in the order of (sort_key, id), as opaque text for the next page's address. */
export function cursorOf(row: { sort_key: string; id: number }): string {
	return Buffer.from(JSON.stringify([row.sort_key, row.id])).toString('base64url')
}

/** @throws AppError request_invalid on anything `cursorOf` did not make. */
export function readCursor(cursor: string): [sort_key: string, id: number] {
	try {
		const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
		if (Array.isArray(place) && place.length === 2) {
			const [sort_key, id] = place
			if (typeof sort_key === 'string' && !sort_key.includes('\0') && Number.isSafeInteger(id)) return [sort_key, id]
		}
	} catch {
		// Not JSON: not ours either.
	}
	throw new AppError('request_invalid', { reason: 'after' })
}
