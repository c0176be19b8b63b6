import { AppError } from '../errors.ts'

/** A ticket's place in the list. The time as PostgreSQL writes it: a Date would lose its microseconds. */
export interface Place {
	at: string
	id: number
}

/** As opaque text for the next page's address. */
export function cursorOf({ at, id }: Place): string {
	return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/

/** @throws AppError request_invalid on anything `cursorOf` did not make. */
export function readCursor(cursor: string): Place {
	try {
		const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
		if (Array.isArray(place) && place.length === 2) {
			const [at, id] = place
			const isTime = typeof at === 'string' && TIME.test(at) && !Number.isNaN(Date.parse(at.slice(0, 19)))
			if (isTime && Number.isSafeInteger(id)) return { at, id }
		}
	} catch {
		// Not JSON: not ours either.
	}
	throw new AppError('request_invalid', { reason: 'after' })
}
