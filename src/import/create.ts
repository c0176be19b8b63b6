import { createHash } from 'node:crypto'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findIdempotent, insertImport, type NewImport } from './queries.ts'

/**
 * The import a request makes, or the one it made before: a client that lost the answer sends it again with the same
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header). Keys are their sender's own.
 *
 * @throws AppError idempotency_key_reused when the key came with another request
 */
export async function createOnce(
	db: Db,
	input: NewImport & { created_by: number },
	key: string | undefined,
	asked: unknown,
): Promise<number> {
	if (key === undefined) return (await insertImport(db, input, undefined))!
	const hash = createHash('sha256').update(JSON.stringify(asked)).digest()
	const made = await insertImport(db, input, { key, hash })
	if (made !== undefined) return made
	const found = (await findIdempotent(db, input.created_by, key))!
	if (!found.hash.equals(hash)) throw new AppError('idempotency_key_reused')
	return found.id
}
