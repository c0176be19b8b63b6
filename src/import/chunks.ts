import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'
import { copyBytes } from '../db/copy.ts'
import type { Database, Db } from '../db/database.ts'
import { ReadFailure } from './read/read-failure.ts'

/** Big enough that a 118 MB file is 236 statements, small enough that a few in flight are no memory. */
const CHUNK_BYTES = 512 * 1024

/**
 * Keeps an uploaded file in the database, in pieces, replacing what was there. `see` gets every piece of bytes
 * as it passes, so that the file is inspected while it still arrives.
 *
 * @returns undefined as soon as it is longer than the limit, and not when all of it has arrived
 * @throws whatever the source throws; the pieces kept so far are then replaced by the next upload
 */
export async function storeFile(
	db: Db,
	importId: number,
	source: AsyncIterable<Uint8Array>,
	limitBytes: number,
	see: (bytes: Uint8Array, total: number) => void | Promise<void>,
): Promise<{ bytes: number; sha256: Buffer } | undefined> {
	await deleteFile(db, importId)
	const hash = createHash('sha256')
	let pending: Uint8Array[] = []
	let pendingBytes = 0
	let seq = 0
	let total = 0

	const flush = async () => {
		await sql`
			insert into import_chunks (import_id, seq, bytes)
			values (${importId}, ${seq++}, ${Buffer.concat(pending)})
		`.execute(db)
		pending = []
		pendingBytes = 0
	}
	for await (const bytes of source) {
		total += bytes.length
		if (total > limitBytes) return undefined
		hash.update(bytes)
		pending.push(bytes)
		pendingBytes += bytes.length
		await see(bytes, total)
		if (pendingBytes >= CHUNK_BYTES) await flush()
	}
	if (pendingBytes > 0) await flush()
	return { bytes: total, sha256: hash.digest() }
}

/**
 * The file as it was uploaded; the next piece is fetched while the current one is worked on.
 *
 * @throws ReadFailure file_damaged after the last piece, when all of them are not what was uploaded
 */
export async function* readFile({ db, pool }: Database, importId: number): AsyncGenerator<Uint8Array> {
	const { sha256 } = await db
		.selectFrom('imports')
		.select('sha256')
		.where('id', '=', importId)
		.executeTakeFirstOrThrow()
	const hash = createHash('sha256')
	let next = readChunk(pool, importId, 0)
	for (let seq = 1; ; seq++) {
		const bytes = await next
		if (!bytes) {
			if (sha256 && !hash.digest().equals(sha256)) throw new ReadFailure('file_damaged')
			return
		}
		hash.update(bytes)
		next = readChunk(pool, importId, seq)
		// If the reader stops early, this last piece is nobody's; its failure must not end the process.
		next.catch(() => {})
		yield bytes
	}
}

/** For who does not read all of it in order. @throws ReadFailure file_damaged */
export async function requireWhole(database: Database, importId: number): Promise<void> {
	for await (const _ of readFile(database, importId));
}

export async function deleteFile(db: Db, importId: number): Promise<void> {
	await sql`delete from import_chunks where import_id = ${importId}`.execute(db)
}

async function readChunk(pool: pg.Pool, importId: number, seq: number): Promise<Uint8Array | undefined> {
	const client = await pool.connect()
	let failed: Error | undefined
	try {
		// COPY takes no parameters; that both are numbers is made sure of here.
		const [id, nth] = [Number(importId), Number(seq)]
		return await copyBytes(client, `select bytes from import_chunks where import_id = ${id} and seq = ${nth}`)
	} catch (error) {
		failed = error as Error
		throw error
	} finally {
		// A client whose COPY broke off is in an unknown state: it is closed, not given back.
		client.release(failed)
	}
}
