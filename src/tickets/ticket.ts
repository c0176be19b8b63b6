import { type TicketScope, ticketScopeOf } from '../auth/permissions.ts'
import type { Ticket } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'
import { listMessages } from './messages.ts'
import { listPresence } from './presence.ts'
import { canSeeTicket, getRequester, getTickets } from './queries.ts'
import { everything } from './scope.ts'

/** The page of one ticket. @throws AppError not_found when there is none, or it is not theirs to see. */
export async function getTicket(db: Db, { person }: Pick<Acting, 'person'>, id: number): Promise<Ticket> {
	return await read(db, ticketScopeOf(person), id)
}

/**
 * For the answer to a change. An operator who hands a ticket over to a group they are not in has lost sight of it,
 * and still sees what they have done.
 */
export async function getTicketAfter(tx: Tx, { person }: Pick<Acting, 'person'>, id: number): Promise<Ticket> {
	const scope = ticketScopeOf(person)
	return await read(tx, scope.sees === 'groups' ? { ...everything, user_id: person.id } : scope, id)
}

async function read(db: Db, scope: TicketScope, id: number): Promise<Ticket> {
	const [row] = await getTickets(db, scope, [id])
	if (!row) throw new AppError('not_found')
	const requester = await getRequester(db, scope, row.requester.id)
	const { messages, earlier } = await listMessages(db, scope, id)
	return { ...row, requester, messages, earlier, presence: await listPresence(db, scope, id) }
}

/** @throws AppError not_found */
export async function requireTicket(db: Db, { person }: Pick<Acting, 'person'>, id: number): Promise<void> {
	if (!(await canSeeTicket(db, ticketScopeOf(person), id))) throw new AppError('not_found')
}

/** A part of the thread. @throws AppError not_found */
export async function getThread(db: Db, acting: Pick<Acting, 'person'>, id: number, before: number | undefined) {
	await requireTicket(db, acting, id)
	return await listMessages(db, ticketScopeOf(acting.person), id, before)
}
