import { record } from '../audit/audit.ts'
import { may, ticketScopeOf } from '../auth/permissions.ts'
import type { NewMessage, Ticket, TicketRow } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'
import { announce } from './announce.ts'
import { attachDrafts } from './attach.ts'
import { applyAndTell } from './change.ts'
import { hasNewerMessage, insertMessage } from './messages.ts'
import { doneBefore, keepDone } from './once.ts'
import { getTickets, lockTickets, touchTicket } from './queries.ts'
import { everything } from './scope.ts'
import { indexMessage } from './search.ts'
import { getStateOf } from './states.ts'
import { findTarget, type Target } from './target.ts'
import { getTicketAfter } from './ticket.ts'
import { checkBody } from './values.ts'

/**
 * A reply or a note, and what it does to the state.
 * @param key names the request: sent again it finds that its message is there
 * @throws AppError messages_newer, forbidden, values_invalid
 */
export async function addMessage(
	db: Db,
	ticket_id: number,
	{ seen_message_id, ...asked }: NewMessage,
	acting: Acting,
	key?: string,
): Promise<Ticket> {
	const { kind, body, attachment_ids = [], state_id } = asked
	const once = { key, asked: ['message', ticket_id, asked] }
	const { person, language } = acting
	if ((kind === 'note' || state_id !== undefined) && !may(person, 'tickets.work')) throw new AppError('forbidden')
	const text = checkBody(body, language, attachment_ids.length > 0)
	const scope = ticketScopeOf(person)
	return await db.transaction().execute(async (tx) => {
		const [before] = await lockTickets(tx, scope, [ticket_id])
		if (!before) throw new AppError('not_found')
		if ((await doneBefore(tx, person.id, once)) !== undefined) return await getTicketAfter(tx, acting, ticket_id)
		await keepDone(tx, person.id, once, ticket_id)
		if (seen_message_id !== undefined && (await hasNewerMessage(tx, scope, ticket_id, seen_message_id))) {
			throw new AppError('messages_newer')
		}
		const message_id = await insertMessage(tx, { ticket_id, kind, author_id: person.id, body: text })
		await attachDrafts(tx, attachment_ids, { ticket_id, message_id }, acting)
		await indexMessage(tx, ticket_id, kind, text)
		await touchTicket(tx, ticket_id)

		const entry = { action: `ticket.${kind}`, subject: 'tickets', subject_id: ticket_id }
		await record(tx, { ...entry, user_id: person.id, details: { message_id, attachment_ids } })
		await applyAndTell(tx, before, await targetOf(tx, before, { kind, state_id }, acting), acting)
		const [ticket] = await getTickets(tx, everything, [ticket_id])
		const author = { id: person.id, role: person.role }
		await announce(tx, 'message.created', [{ ticket: ticket!, message: { id: message_id, kind, body: text, author } }])
		return await getTicketAfter(tx, acting, ticket_id)
	})
}

/**
 * What was asked for; else a customer's reply opens a ticket that waited for it or was done, and the first reply
 * of an operator begins the work on a new one.
 */
async function targetOf(
	tx: Tx,
	{ state }: TicketRow,
	{ kind, state_id }: { kind: 'reply' | 'note'; state_id: number | undefined },
	acting: Acting,
): Promise<Target> {
	if (state_id !== undefined) return await findTarget(tx, { state_id }, acting)
	if (kind === 'note') return {}
	const moved = acting.person.role === 'customer' ? ['waiting_customer', 'solved', 'closed'] : ['new']
	return moved.includes(state) ? { state: await getStateOf(tx, 'open') } : {}
}
