import { record } from '../audit/audit.ts'
import { ticketScopeOf } from '../auth/permissions.ts'
import type { BulkChange, Ticket, TicketChange, TicketRow } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'
import { announce } from './announce.ts'
import { applyTarget } from './apply.ts'
import { getTickets, lockTickets } from './queries.ts'
import { everything } from './scope.ts'
import { getStateOf } from './states.ts'
import { findTarget, isSolved, type Target } from './target.ts'
import { getTicketAfter } from './ticket.ts'

/** What is not in `change` stays. @throws AppError version_stale when someone was faster than `version`. */
export async function changeTicket(
	db: Db,
	id: number,
	{ version, ...wanted }: TicketChange,
	acting: Acting,
): Promise<Ticket> {
	return await db.transaction().execute(async (tx) => {
		const before = await lockTicket(tx, acting, id)
		if (version !== undefined && version !== before.version) throw new AppError('version_stale')
		return await become(tx, before, await findTarget(tx, wanted, acting), acting)
	})
}

/** "Převzít": it is mine now, whoever had it. */
export async function takeTicket(db: Db, id: number, acting: Acting): Promise<Ticket> {
	return await changeTicket(db, id, { assignee_id: acting.person.id }, acting)
}

/** Everybody who sees a ticket may close it; a customer confirms so that it is done. */
export async function closeTicket(db: Db, id: number, acting: Acting): Promise<Ticket> {
	return await db.transaction().execute(async (tx) => {
		const before = await lockTicket(tx, acting, id)
		if (before.state === 'closed') return await getTicketAfter(tx, acting, id)
		return await become(tx, before, { state: await getStateOf(tx, 'closed') }, acting)
	})
}

/** It goes on where it was: the assignee stays. An open ticket stays as it is. */
export async function reopenTicket(db: Db, id: number, acting: Acting): Promise<Ticket> {
	return await db.transaction().execute(async (tx) => {
		const before = await lockTicket(tx, acting, id)
		if (!isSolved(before.state)) return await getTicketAfter(tx, acting, id)
		return await become(tx, before, { state: await getStateOf(tx, 'open') }, acting)
	})
}

/** All or nothing: one ticket out of sight and none is changed. @returns how many were not like this already. */
export async function changeTickets(
	db: Db,
	{ ids, ...wanted }: BulkChange,
	acting: Acting,
): Promise<{ changed: number }> {
	const unique = [...new Set(ids)]
	return await db.transaction().execute(async (tx) => {
		const target = await findTarget(tx, wanted, acting)
		const before = await lockTickets(tx, ticketScopeOf(acting.person), unique)
		if (before.length < unique.length) throw new AppError('not_found')
		const changes = await applyTarget(tx, before, target, acting.person.id)
		if (changes.size > 0) {
			const entry = { action: 'ticket.bulk_update', subject: 'tickets' }
			const details = { ids: [...changes.keys()], to: wanted }
			await record(tx, { ...entry, user_id: acting.person.id, details })
			await announceChanges(tx, changes)
		}
		return { changed: changes.size }
	})
}

async function lockTicket(tx: Tx, { person }: Acting, id: number): Promise<TicketRow> {
	const [ticket] = await lockTickets(tx, ticketScopeOf(person), [id])
	if (!ticket) throw new AppError('not_found')
	return ticket
}

async function become(tx: Tx, before: TicketRow, target: Target, acting: Acting): Promise<Ticket> {
	await applyAndTell(tx, before, target, acting)
	return await getTicketAfter(tx, acting, before.id)
}

/** One locked ticket changed, with everything that belongs to it: thread, audit, webhooks. */
export async function applyAndTell(tx: Tx, before: TicketRow, target: Target, { person }: Acting): Promise<void> {
	const changes = await applyTarget(tx, [before], target, person.id)
	const events = changes.get(before.id)
	if (!events) return
	const entry = { action: 'ticket.update', subject: 'tickets', subject_id: before.id }
	const details = Object.fromEntries(events.map(({ field, from, to }) => [field, { from, to }]))
	await record(tx, { ...entry, user_id: person.id, details })
	await announceChanges(tx, changes)
}

async function announceChanges(tx: Tx, changes: Awaited<ReturnType<typeof applyTarget>>): Promise<void> {
	const tickets = await getTickets(tx, everything, [...changes.keys()])
	await announce(
		tx,
		'ticket.updated',
		tickets.map((ticket) => ({ ticket, changes: changes.get(ticket.id) })),
	)
}
