import { AppError } from '../errors.ts'

/** A row's place in the list; `start` when the list begins at a surname and goes around. */
export interface Position {
	sort_key: string
	id: number
	start?: string
}

/** As opaque text for the next page's address. */
export function cursorOf({ sort_key, id, start }: Position): string {
	return Buffer.from(JSON.stringify([sort_key, id, start])).toString('base64url')
}

/** @throws AppError request_invalid on anything `cursorOf` did not make. */
export function readCursor(cursor: string): Position {
	try {
		const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
		if (Array.isArray(parts)) {
			const [sort_key, id, start] = parts
			if (isKey(sort_key) && Number.isSafeInteger(id) && (start === null || isKey(start))) {
				return { sort_key, id, ...(start === null ? {} : { start }) }
			}
		}
	} catch {
		// Not JSON: not ours either.
	}
	throw new AppError('request_invalid', { reason: 'after' })
}

function isKey(value: unknown): value is string {
	return typeof value === 'string' && !value.includes('\0')
}
