import { sql } from 'kysely'
import type { TicketRow, WebhookEvent } from '../contract/tickets.ts'
import type { Tx } from '../db/database.ts'

/** Tells whoever asked to be told, by the database's own `announce`; in the transaction of what happened. */
export async function announce(
	tx: Tx,
	event: WebhookEvent,
	happened: readonly { ticket: TicketRow; [more: string]: unknown }[],
): Promise<void> {
	if (happened.length === 0) return
	await sql`
		select announce(${event}, one)
		from jsonb_array_elements(${JSON.stringify(happened)}::jsonb) as one
	`.execute(tx)
}
