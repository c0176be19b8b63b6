import { record } from '../audit/audit.ts'
import { may } from '../auth/permissions.ts'
import type { NewTicket, Ticket } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'
import { announce } from './announce.ts'
import { attachDrafts } from './attach.ts'
import { insertMessage } from './messages.ts'
import { doneBefore, keepDone } from './once.ts'
import { findCustomer, getTickets, insertTicket, takeNumber } from './queries.ts'
import { everything } from './scope.ts'
import { indexTickets } from './search.ts'
import { getStateOf } from './states.ts'
import { findTarget, isSolved, type Wanted } from './target.ts'
import { getTicketAfter } from './ticket.ts'
import { checkBody, invalid } from './values.ts'

/**
 * Customers for themselves, operators for a customer. Everything is found and checked before the number is taken:
 * from then on nobody else can make a ticket until this one is committed.
 * @param key names the request: sent again it finds the ticket that it made
 */
export async function createTicket(db: Db, asked: NewTicket, acting: Acting, key?: string): Promise<Ticket> {
	const { body, attachment_ids = [], ...wanted } = asked
	const { person, language } = acting
	const once = { key, asked: ['ticket', asked] }
	const text = checkBody(body, language)
	return await db.transaction().execute(async (tx) => {
		const before = await doneBefore(tx, person.id, once)
		if (before !== undefined) return await getTicketAfter(tx, acting, before)
		const values = await valuesOf(tx, wanted, acting)
		const number = await takeNumber(tx)
		const ticket_id = await insertTicket(tx, { ...values, number })
		const message_id = await insertMessage(tx, { ticket_id, kind: 'reply', author_id: person.id, body: text })
		await attachDrafts(tx, attachment_ids, { ticket_id, message_id }, acting)
		await indexTickets(tx, [ticket_id])
		await keepDone(tx, person.id, once, ticket_id)

		const entry = { action: 'ticket.create', subject: 'tickets', subject_id: ticket_id }
		await record(tx, { ...entry, user_id: person.id, details: { number, ...values, attachment_ids } })
		const [ticket] = await getTickets(tx, everything, [ticket_id])
		await announce(tx, 'ticket.created', [{ ticket: ticket!, message: { id: message_id, body: text } }])
		return await getTicketAfter(tx, acting, ticket_id)
	})
}

async function valuesOf(tx: Tx, wanted: Wanted, acting: Acting) {
	const { subject = '', requester_id, ...work } = wanted
	if (!may(acting.person, 'tickets.work') && (requester_id !== undefined || Object.keys(work).length > 0)) {
		throw new AppError('forbidden')
	}
	const target = await findTarget(tx, { ...work, subject }, acting)
	const requester = await requesterOf(tx, requester_id, acting)
	const state = target.state ?? (await getStateOf(tx, 'new'))
	return {
		subject: target.subject!,
		requester_id: requester.id,
		company_id: requester.company_id,
		state: state.base,
		state_id: state.id,
		solved: isSolved(state.base),
		priority: target.priority ?? ('normal' as const),
		group_id: target.group?.id ?? null,
		assignee_id: target.assignee?.id ?? null,
		tags: target.tags ?? [],
	}
}

async function requesterOf(tx: Tx, id: number | undefined, { person, language }: Acting) {
	if (person.role === 'customer') return { id: person.id, company_id: person.company_id }
	const requester = id === undefined ? undefined : await findCustomer(tx, id)
	if (!requester) throw invalid('requester_id', 'requester_unknown', language)
	return requester
}
