import { sql } from 'kysely'
import type { Page } from '../contract/imports.ts'
import type { Webhook, WebhookDelivery, WebhookEvent } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'

const columns = ['id', 'url', 'events', 'active', 'created_at'] as const
const deliveryColumns = [
	'id',
	'event',
	'state',
	'attempts',
	'status',
	'error',
	'duration_ms',
	'created_at',
	'next_at',
	'delivered_at',
] as const

export async function listWebhooks(db: Db): Promise<Webhook[]> {
	return (await db.selectFrom('webhooks').select(columns).orderBy('id').execute()).map(toWebhook)
}

/** For a change: nobody else changes it until the transaction ends. */
export async function lockWebhook(tx: Tx, id: number): Promise<Webhook | undefined> {
	const row = await tx.selectFrom('webhooks').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
	return row && toWebhook(row)
}

export async function insertWebhook(
	tx: Tx,
	{ url, events, secret }: { url: string; events: WebhookEvent[]; secret: string },
): Promise<Webhook> {
	const row = await tx
		.insertInto('webhooks')
		.values({ url, events: JSON.stringify(events), secret })
		.returning(columns)
		.executeTakeFirstOrThrow()
	return toWebhook(row)
}

export interface WebhookChange {
	url?: string
	events?: WebhookEvent[]
	active?: boolean
}

export async function updateWebhookRow(
	tx: Tx,
	id: number,
	{ events, ...rest }: WebhookChange & { secret?: string },
): Promise<Webhook> {
	const row = await tx
		.updateTable('webhooks')
		// Never empty: a statement that sets nothing is none.
		.set({ active: sql`active`, ...rest, ...(events ? { events: JSON.stringify(events) } : {}) })
		.where('id', '=', id)
		.returning(columns)
		.executeTakeFirstOrThrow()
	return toWebhook(row)
}

/** Its deliveries go with it. */
export async function deleteWebhookRow(tx: Tx, id: number): Promise<boolean> {
	const { numDeletedRows } = await tx.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst()
	return numDeletedRows > 0n
}

/** The latest first. */
export async function listDeliveries(
	db: Db,
	webhook_id: number,
	{ after, limit }: { after?: number; limit: number },
): Promise<Page<WebhookDelivery>> {
	let query = db.selectFrom('webhook_deliveries').select(deliveryColumns).where('webhook_id', '=', webhook_id)
	if (after !== undefined) query = query.where('id', '<', after)
	const rows = await query
		.orderBy('id', 'desc')
		.limit(limit + 1)
		.execute()
	const items = rows.slice(0, limit).map(toDelivery)
	return { items, next: rows.length > limit ? String(items.at(-1)!.id) : null }
}

export async function insertDelivery(
	tx: Tx,
	webhook_id: number,
	event: string,
	data: object,
): Promise<WebhookDelivery> {
	const row = await tx
		.insertInto('webhook_deliveries')
		.values({ webhook_id, event, data: JSON.stringify(data) })
		.returning(deliveryColumns)
		.executeTakeFirstOrThrow()
	return toDelivery(row)
}

/** From the beginning, with all its attempts. */
export async function resetDelivery(tx: Tx, id: number): Promise<WebhookDelivery | undefined> {
	const row = await tx
		.updateTable('webhook_deliveries')
		.set({ state: 'pending', attempts: 0, next_at: sql`now()`, delivered_at: null })
		.where('id', '=', id)
		.returning(deliveryColumns)
		.executeTakeFirst()
	return row && toDelivery(row)
}

export interface DueDelivery {
	id: number
	event: string
	data: unknown
	created_at: Date
	attempts: number
	url: string
	secret: string
}

/**
 * The next delivery of a webhook whose time has come: what was never tried, in the order of the events, before what
 * failed. It is this worker's for a while: another one finds it only if this one dies over it. So it may arrive twice,
 * and never not at all; the receiver knows it by its id.
 */
export async function claimDelivery(
	db: Db,
	webhook_id: number,
	leaseSeconds: number,
): Promise<DueDelivery | undefined> {
	const { rows } = await sql<DueDelivery>`
		update webhook_deliveries as delivery
		set attempts = delivery.attempts + 1, next_at = now() + make_interval(secs => ${leaseSeconds})
		from webhooks
		where webhooks.id = delivery.webhook_id
		  and delivery.id = (
		    select id
		    from webhook_deliveries
		    where webhook_id = ${webhook_id}
		      and state = 'pending'
		      and next_at <= now()
		    order by attempts > 0, case when attempts > 0 then next_at end, id
		    limit 1
		    for update skip locked
		  )
		returning delivery.id, delivery.event, delivery.data, delivery.created_at, delivery.attempts,
		          webhooks.url, webhooks.secret
	`.execute(db)
	return rows[0]
}

/** How an attempt ended; `retry_seconds` undefined: it was the last one. */
export async function finishAttempt(
	db: Db,
	id: number,
	{ ok, status, error, duration_ms }: { ok: boolean; status: number | null; error: string | null; duration_ms: number },
	retry_seconds: number | undefined,
): Promise<void> {
	const again = !ok && retry_seconds !== undefined
	const done = ok ? 'delivered' : 'failed'
	await db
		.updateTable('webhook_deliveries')
		.set({
			state: again ? 'pending' : done,
			next_at: again ? sql`now() + make_interval(secs => ${retry_seconds})` : null,
			delivered_at: ok ? sql`now()` : null,
			status,
			error,
			duration_ms,
		})
		.where('id', '=', id)
		.execute()
}

/** Active webhooks that have something to deliver now. */
export async function listDueWebhooks(db: Db): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select webhooks.id
		from webhooks
		where webhooks.active
		  and exists (
		    select 1
		    from webhook_deliveries
		    where webhook_id = webhooks.id
		      and state = 'pending'
		      and next_at <= now()
		  )
		order by webhooks.id
	`.execute(db)
	return rows.map((row) => row.id)
}

/** The list of deliveries is for finding out what went wrong, not an archive. */
export async function deleteOldDeliveries(db: Db): Promise<void> {
	await sql`
		delete from webhook_deliveries
		where id in (
			select id
			from webhook_deliveries
			where state <> 'pending'
			  and created_at < now() - interval '30 days'
			order by created_at
			limit 1000
		)
	`.execute(db)
}

function toWebhook({
	events,
	created_at,
	...rest
}: {
	id: number
	url: string
	events: unknown
	active: boolean
	created_at: Date
}): Webhook {
	return { ...rest, events: events as WebhookEvent[], created_at: created_at.toISOString() }
}

interface DeliveryRow extends Omit<WebhookDelivery, 'event' | 'state' | 'created_at' | 'next_at' | 'delivered_at'> {
	event: string
	state: string
	created_at: Date
	next_at: Date | null
	delivered_at: Date | null
}

function toDelivery({ event, state, created_at, next_at, delivered_at, ...rest }: DeliveryRow): WebhookDelivery {
	return {
		...rest,
		event: event as WebhookDelivery['event'],
		state: state as WebhookDelivery['state'],
		created_at: created_at.toISOString(),
		next_at: next_at?.toISOString() ?? null,
		delivered_at: delivered_at?.toISOString() ?? null,
	}
}
