import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed, Id, orNull, PageSize, Params, Text } from '../api/schemas.ts'
import { WEBHOOK_EVENTS } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { createWebhook, deleteWebhook, pingWebhook, renewSecret, retryDelivery, updateWebhook } from './change.ts'
import { listDeliveries, listWebhooks } from './queries.ts'
import { createReach } from './reach.ts'

const Events = Type.Array(Type.Enum(WEBHOOK_EVENTS), { minItems: 1, maxItems: 10 })
const Url = Type.String({ maxLength: 10_000 })

const WebhookAnswer = Type.Object({
	id: Type.Integer(),
	url: Type.String(),
	events: Type.Array(Type.Enum(WEBHOOK_EVENTS)),
	active: Type.Boolean(),
	created_at: Type.String(),
	secret: Type.Optional(Type.String()),
})
const Webhooks = Type.Object({ items: Type.Array(WebhookAnswer) })
const NewWebhook = Type.Object({ url: Url, events: Events }, closed)
const WebhookChange = Type.Partial(Type.Object({ url: Url, events: Events, active: Type.Boolean() }, closed))
const DeliveryAnswer = Type.Object({
	id: Type.Integer(),
	event: Type.String(),
	state: Type.Union([Type.Literal('pending'), Type.Literal('delivered'), Type.Literal('failed')]),
	attempts: Type.Integer(),
	status: orNull(Type.Integer()),
	error: Text,
	duration_ms: orNull(Type.Integer()),
	created_at: Type.String(),
	next_at: Text,
	delivered_at: Text,
})
const Deliveries = Type.Object({ items: Type.Array(DeliveryAnswer), next: Text })
const Window = Type.Object({
	after: Type.Optional(Id),
	limit: PageSize,
})

/** A ticket as the lists have it, to whoever sees all of it. */
const ticket = {
	$ref: '#/paths/~1api~1v1~1tickets/get/responses/200/content/application~1json/schema/properties/items/items',
}
/** What `deliver.ts` sends. */
const DELIVERY = {
	content: {
		'application/json': {
			schema: Type.Object({
				id: Type.Integer({ description: 'The same when it is sent again.' }),
				event: Type.Enum([...WEBHOOK_EVENTS, 'ping']),
				created_at: Type.String(),
				data: Type.Object(
					{
						ticket: Type.Optional(Type.Unsafe(ticket)),
						message: Type.Optional(
							Type.Object({}, { description: 'Of a new ticket or message: its id, kind and body.' }),
						),
						changes: Type.Optional(
							Type.Array(Type.Object({ field: Type.String(), from: Text, to: Text }), {
								description: 'Of a changed ticket.',
							}),
						),
					},
					{ description: 'Of `ping`: empty.' },
				),
			}),
		},
	},
}

/** @param networks inner addresses that webhooks may go to */
export function webhookRoutes(app: App, db: Db, networks: readonly string[]): void {
	const reach = createReach(networks)
	const tags = ['webhooks']
	const config = { may: 'webhooks.write' } as const
	const answersWebhook = { tags, params: Params, response: { 200: WebhookAnswer } }

	app.get('/webhooks', { schema: { tags, response: { 200: Webhooks } }, config }, async () => ({
		items: await listWebhooks(db),
	}))

	app.post(
		'/webhooks',
		{
			schema: {
				tags,
				description:
					'Deliveries are POSTs signed with the secret of this answer: `Listek-Signature` is `sha256=` and the hex ' +
					'HMAC-SHA256 of `Listek-Timestamp`, a dot and the body. One may arrive twice; `Listek-Delivery` tells.',
				body: NewWebhook,
				callbacks: { delivery: { '{$request.body#/url}': { post: { requestBody: DELIVERY } } } },
				response: { 201: WebhookAnswer },
			},
			config,
		},
		async (request, reply) => reply.code(201).send(await createWebhook(db, request.body, request, reach)),
	)

	app.patch('/webhooks/:id', { schema: { ...answersWebhook, body: WebhookChange }, config }, async (request) =>
		updateWebhook(db, request.params.id, request.body, request, reach),
	)

	app.delete('/webhooks/:id', { schema: { tags, params: Params }, config }, async (request, reply) => {
		await deleteWebhook(db, request.params.id, request)
		return reply.code(204).send()
	})

	app.post(
		'/webhooks/:id/secret',
		{ schema: { ...answersWebhook, summary: 'A new secret' }, config },
		async (request) => renewSecret(db, request.params.id, request),
	)

	app.post(
		'/webhooks/:id/ping',
		{ schema: { tags, summary: 'Try it out', params: Params, response: { 202: DeliveryAnswer } }, config },
		async (request, reply) => reply.code(202).send(await pingWebhook(db, request.params.id, request)),
	)

	app.get(
		'/webhooks/:id/deliveries',
		{ schema: { tags, params: Params, querystring: Window, response: { 200: Deliveries } }, config },
		async (request) => listDeliveries(db, request.params.id, { limit: 50, ...request.query }),
	)

	app.post(
		'/webhook-deliveries/:id/retry',
		{ schema: { tags, summary: 'Deliver again', params: Params, response: { 202: DeliveryAnswer } }, config },
		async (request, reply) => reply.code(202).send(await retryDelivery(db, request.params.id, request)),
	)
}
