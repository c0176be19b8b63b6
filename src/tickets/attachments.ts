import { createHash } from 'node:crypto'
import { ticketScopeOf } from '../auth/permissions.ts'
import { ATTACHMENT_LIMIT_BYTES, type Attachment } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'
import {
	deleteDraft,
	deleteOldDrafts,
	findAttachment,
	findChunk,
	finishDraft,
	insertChunk,
	insertDraft,
	type StoredAttachment,
} from './attachment-queries.ts'
import { contentType, safeFilename } from './filename.ts'
import { reserveUpload, settleUpload } from './quota.ts'
import { requireTicket } from './ticket.ts'

const CHUNK_BYTES = 256 * 1024

/**
 * A file as it arrives, into the draft of a message. Not one transaction: a slow sender must not hold a connection
 * for minutes. A draft that did not arrive whole has no size and cannot be used.
 * @param said_bytes how long it is, where the sender said so: what is too long is refused before it is sent
 * @throws AppError attachment_too_large as soon as the limit is passed, upload_quota, drafts_too_large
 */
export async function receiveAttachment(
	db: Db,
	{ person }: Pick<Acting, 'person'>,
	{ ticket_id, filename, said_bytes }: { ticket_id: number | null; filename: string; said_bytes?: number | undefined },
	source: AsyncIterable<Buffer>,
): Promise<Attachment> {
	if (ticket_id !== null) await requireTicket(db, { person }, ticket_id)
	if (said_bytes !== undefined && said_bytes > ATTACHMENT_LIMIT_BYTES) throw tooLarge()
	await deleteOldDrafts(db, person.id)
	const reserved = await reserveUpload(db, person, said_bytes ?? ATTACHMENT_LIMIT_BYTES)
	const name = safeFilename(filename)
	const content_type = contentType(name)
	const id = await insertDraft(db, { ticket_id, user_id: person.id, filename: name, content_type })
	let size_bytes = 0
	try {
		const hash = createHash('sha256')
		let seq = 0
		for await (const bytes of pieces(source)) {
			size_bytes += bytes.length
			if (size_bytes > ATTACHMENT_LIMIT_BYTES) throw tooLarge()
			hash.update(bytes)
			await insertChunk(db, id, seq++, bytes)
		}
		if (!(await finishDraft(db, id, { size_bytes, sha256: hash.digest() }))) throw new AppError('attachment_damaged')
		return { id, filename: name, content_type, size_bytes }
	} catch (error) {
		await deleteDraft(db, id, person.id)
		throw error
	} finally {
		await settleUpload(db, reserved, size_bytes)
	}
}

function tooLarge(): AppError {
	return new AppError('attachment_too_large', { limit_mb: ATTACHMENT_LIMIT_BYTES / 1024 ** 2 })
}

/**
 * All of it is compared with what was sent before the first byte goes out: afterwards nobody could be told any more.
 * @throws AppError not_found when it is not theirs to see, attachment_damaged when it is not what was sent
 */
export async function openAttachment(
	db: Db,
	{ person }: Pick<Acting, 'person'>,
	id: number,
): Promise<{ attachment: Attachment; bytes: AsyncGenerator<Buffer> }> {
	const attachment = await findAttachment(db, ticketScopeOf(person), id)
	if (!attachment) throw new AppError('not_found')
	if (!(await isAsSent(db, attachment))) throw new AppError('attachment_damaged')
	return { attachment, bytes: readChunks(db, id) }
}

async function isAsSent(db: Db, { id, size_bytes, sha256 }: StoredAttachment): Promise<boolean> {
	const hash = createHash('sha256')
	let stored = 0
	for await (const bytes of readChunks(db, id)) {
		hash.update(bytes)
		stored += bytes.length
	}
	return stored === size_bytes && (sha256 === null || hash.digest().equals(sha256))
}

async function* readChunks(db: Db, id: number): AsyncGenerator<Buffer> {
	for (let seq = 0; ; seq++) {
		const bytes = await findChunk(db, id, seq)
		if (!bytes) return
		yield bytes
	}
}

/** Network packets gathered, so that a row is worth its cost. */
async function* pieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let gathered: Buffer[] = []
	let length = 0
	for await (const packet of source) {
		gathered.push(packet)
		length += packet.length
		if (length < CHUNK_BYTES) continue
		yield Buffer.concat(gathered)
		gathered = []
		length = 0
	}
	if (length > 0) yield Buffer.concat(gathered)
}
