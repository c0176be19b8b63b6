import { ATTACHMENTS_PER_MESSAGE } from '../contract/tickets.ts'
import type { Tx } from '../db/database.ts'
import type { Acting } from './acting.ts'
import { takeDrafts } from './attachment-queries.ts'
import { invalid } from './values.ts'

/** One's own drafts become a message's attachments. @throws AppError values_invalid when one of them cannot. */
export async function attachDrafts(
	tx: Tx,
	ids: readonly number[],
	to: { ticket_id: number; message_id: number },
	{ person, language }: Acting,
): Promise<void> {
	const unique = [...new Set(ids)]
	if (unique.length === 0) return
	if (unique.length > ATTACHMENTS_PER_MESSAGE) {
		throw invalid('attachment_ids', 'too_many', language, ATTACHMENTS_PER_MESSAGE)
	}
	const used = await takeDrafts(tx, unique, to, person.id)
	if (used < unique.length) throw invalid('attachment_ids', 'attachment_unknown', language)
}
