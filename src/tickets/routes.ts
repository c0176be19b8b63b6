import type { App } from '../api/app.ts'
import { Once, Params } from '../api/schemas.ts'
import { ticketScopeOf } from '../auth/permissions.ts'
import type { Db } from '../db/database.ts'
import { attachmentRoutes } from './attachment-routes.ts'
import { changeTicket, changeTickets, closeTicket, reopenTicket, takeTicket } from './change.ts'
import { createTicket } from './create.ts'
import { listTickets } from './list.ts'
import { setLook } from './looks.ts'
import { listPresence, setPresence } from './presence.ts'
import { createPace } from './quota.ts'
import { addMessage } from './reply.ts'
import {
	BulkChange,
	Changed,
	Filter,
	Look,
	NewMessage,
	NewTicket,
	PresenceBody,
	Presences,
	Thread,
	ThreadBefore,
	TicketAnswer,
	TicketChange,
	TicketPage,
} from './schemas.ts'
import { settingRoutes } from './setting-routes.ts'
import { getThread, getTicket, requireTicket } from './ticket.ts'
import { viewRoutes } from './view-routes.ts'

const tags = ['tickets']
const reads = { may: 'tickets.read' } as const
const writes = { may: 'tickets.write' } as const
const works = { may: 'tickets.work' } as const
const once = {
	description:
		'Sent again within a day with the same `Idempotency-Key` it is not done again: the answer is the ticket as it is ' +
		'now. With another body that is refused (`idempotency_key_reused`).',
	headers: Once,
}
const oneTicket = { tags, params: Params, response: { 200: TicketAnswer } }

export function ticketRoutes(app: App, db: Db): void {
	const pace = createPace()
	viewRoutes(app, db)
	settingRoutes(app, db)
	attachmentRoutes(app, db)

	app.get(
		'/tickets',
		{ schema: { tags, querystring: Filter, response: { 200: TicketPage } }, config: reads },
		async (request) => listTickets(db, request, { limit: 50, ...request.query }),
	)

	app.post(
		'/tickets',
		{ schema: { tags, ...once, body: NewTicket, response: { 201: TicketAnswer } }, config: writes },
		async (request, reply) => {
			pace(request.person)
			const key = request.headers['idempotency-key']
			return reply.code(201).send(await createTicket(db, request.body, request, key))
		},
	)

	app.post(
		'/tickets/bulk',
		{
			schema: {
				tags,
				summary: 'Change many at once, all or none',
				body: BulkChange,
				response: { 200: Changed },
			},
			config: works,
		},
		async (request) => changeTickets(db, request.body, request),
	)

	app.get('/tickets/:id', { schema: oneTicket, config: reads }, async (request) =>
		getTicket(db, request, request.params.id),
	)

	app.patch('/tickets/:id', { schema: { ...oneTicket, body: TicketChange }, config: works }, async (request) =>
		changeTicket(db, request.params.id, request.body, request),
	)

	app.post(
		'/tickets/:id/take',
		{ schema: { ...oneTicket, summary: 'Assign it to oneself' }, config: works },
		async (request) => takeTicket(db, request.params.id, request),
	)

	app.post('/tickets/:id/close', { schema: oneTicket, config: writes }, async (request) =>
		closeTicket(db, request.params.id, request),
	)

	app.post('/tickets/:id/reopen', { schema: oneTicket, config: writes }, async (request) =>
		reopenTicket(db, request.params.id, request),
	)

	app.get(
		'/tickets/:id/messages',
		{ schema: { tags, params: Params, querystring: ThreadBefore, response: { 200: Thread } }, config: reads },
		async (request) => getThread(db, request, request.params.id, request.query.before),
	)

	app.post(
		'/tickets/:id/messages',
		{ schema: { tags, ...once, params: Params, body: NewMessage, response: { 201: TicketAnswer } }, config: writes },
		async (request, reply) => {
			pace(request.person)
			const key = request.headers['idempotency-key']
			return reply.code(201).send(await addMessage(db, request.params.id, request.body, request, key))
		},
	)

	app.put(
		'/tickets/:id/look',
		{
			schema: { tags, summary: 'Say how far you have read', params: Params, body: Look },
			config: reads,
		},
		async (request, reply) => {
			const { id } = request.params
			await requireTicket(db, request, id)
			await setLook(db, id, request.person.id, request.body.message_id)
			return reply.code(204).send()
		},
	)

	app.post(
		'/tickets/:id/presence',
		{
			schema: {
				tags,
				summary: 'Say that you look or type, and hear who else does',
				params: Params,
				body: PresenceBody,
				response: { 200: Presences },
			},
			config: works,
		},
		async (request) => {
			const { id } = request.params
			await requireTicket(db, request, id)
			await setPresence(db, id, request.person.id, request.body.activity)
			return { items: await listPresence(db, ticketScopeOf(request.person), id) }
		},
	)
}
