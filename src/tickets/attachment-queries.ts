import { sql } from 'kysely'
import type { TicketScope } from '../auth/permissions.ts'
import { ATTACHMENTS_PER_MESSAGE, type Attachment } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { visible } from './scope.ts'

export async function insertDraft(
	db: Db,
	draft: { ticket_id: number | null; user_id: number; filename: string; content_type: string },
): Promise<number> {
	const { id } = await db.insertInto('attachments').values(draft).returning('id').executeTakeFirstOrThrow()
	return id
}

export async function insertChunk(db: Db, attachment_id: number, seq: number, bytes: Buffer): Promise<void> {
	await db.insertInto('attachment_chunks').values({ attachment_id, seq, bytes }).execute()
}

/** All of it is here. @returns false when what is stored is not as long as what was sent. */
export async function finishDraft(
	db: Db,
	id: number,
	{ size_bytes, sha256 }: { size_bytes: number; sha256: Buffer },
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('attachments')
		.set({ size_bytes, sha256 })
		.where('id', '=', id)
		.where(
			sql<number>`(select coalesce(sum(octet_length(bytes)), 0) from attachment_chunks where attachment_id = ${id})`,
			'=',
			size_bytes,
		)
		.executeTakeFirst()
	return numUpdatedRows > 0n
}

/** @returns false when it is not this person's draft. */
export async function deleteDraft(db: Db, id: number, user_id: number): Promise<boolean> {
	const { numDeletedRows } = await db
		.deleteFrom('attachments')
		.where('id', '=', id)
		.where('user_id', '=', user_id)
		.where('message_id', 'is', null)
		.executeTakeFirst()
	return numDeletedRows > 0n
}

/** Drafts nobody finished, a few at a time, and the oldest of who has more than belong to three messages. */
export async function deleteOldDrafts(db: Db, user_id: number): Promise<void> {
	await sql`
		delete from attachments
		where id in (
			select id
			from attachments
			where message_id is null
			  and created_at < now() - interval '1 day'
			order by created_at
			limit 20
			for update skip locked
		)
		or id in (
			select id
			from attachments
			where message_id is null
			  and user_id = ${user_id}
			order by created_at desc, id desc
			offset ${3 * ATTACHMENTS_PER_MESSAGE}
		)
	`.execute(db)
}

/** @returns how many of them were this person's whole drafts, for this ticket or for none yet. */
export async function takeDrafts(
	tx: Tx,
	ids: readonly number[],
	{ ticket_id, message_id }: { ticket_id: number; message_id: number },
	user_id: number,
): Promise<number> {
	const { numUpdatedRows } = await tx
		.updateTable('attachments')
		.set({ ticket_id, message_id })
		.where('id', 'in', ids)
		.where('user_id', '=', user_id)
		.where('message_id', 'is', null)
		.where('size_bytes', 'is not', null)
		.where((where) => where.or([where('ticket_id', 'is', null), where('ticket_id', '=', ticket_id)]))
		.executeTakeFirst()
	return Number(numUpdatedRows)
}

/** As it was sent; without a `sha256` when it was stored before these were kept. */
export type StoredAttachment = Attachment & { sha256: Buffer | null }

/** One's own draft, or part of a message one may see. */
export async function findAttachment(db: Db, scope: TicketScope, id: number): Promise<StoredAttachment | undefined> {
	const { rows } = await sql<StoredAttachment>`
		select attachments.id, attachments.filename, attachments.content_type, attachments.size_bytes, attachments.sha256
		from attachments
		left join messages on messages.id = attachments.message_id
		left join tickets as t on t.id = messages.ticket_id
		where attachments.id = ${id}
		  and attachments.size_bytes is not null
		  and case
		    when attachments.message_id is null then attachments.user_id = ${scope.user_id}
		    else ${visible(scope)} ${scope.sees === 'own' ? sql`and messages.public` : sql``}
		  end
	`.execute(db)
	return rows[0]
}

export async function findChunk(db: Db, attachment_id: number, seq: number): Promise<Buffer | undefined> {
	const row = await db
		.selectFrom('attachment_chunks')
		.select('bytes')
		.where('attachment_id', '=', attachment_id)
		.where('seq', '=', seq)
		.executeTakeFirst()
	return row?.bytes
}
