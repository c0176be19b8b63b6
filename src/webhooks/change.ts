import { randomBytes } from 'node:crypto'
import { record } from '../audit/audit.ts'
import type { Person } from '../auth/permissions.ts'
import type { UiLanguage } from '../contract/fields.ts'
import type { Webhook, WebhookDelivery, WebhookEvent } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import {
	deleteWebhookRow,
	insertDelivery,
	insertWebhook,
	lockWebhook,
	resetDelivery,
	updateWebhookRow,
	type WebhookChange,
} from './queries.ts'
import type { Reach } from './reach.ts'

/** A request is one. */
interface Acting {
	person: Person
	language: UiLanguage
}

const URL_INNER = {
	cs: 'Tato adresa je ve vnitřní síti. Povolit ji může správce serveru nastavením LISTEK_WEBHOOK_NETWORKS.',
	en: 'This address is in an inner network. Whoever runs the server can allow it with LISTEK_WEBHOOK_NETWORKS.',
} as const satisfies Record<UiLanguage, string>

const URL_INVALID = {
	cs: 'Zadejte adresu, která začíná http:// nebo https:// a neobsahuje jméno ani heslo.',
	en: 'Enter an address that begins with http:// or https:// and has no name or password in it.',
} as const satisfies Record<UiLanguage, string>

/** With its secret, which is not told again. @throws AppError values_invalid */
export async function createWebhook(
	db: Db,
	{ url, events }: { url: string; events: WebhookEvent[] },
	acting: Acting,
	reach: Reach,
): Promise<Webhook> {
	const secret = newSecret()
	const values = { url: checkUrl(url, acting, reach), events: [...new Set(events)] }
	return await db.transaction().execute(async (tx) => {
		const webhook = await insertWebhook(tx, { ...values, secret })
		await recordWebhook(tx, 'webhook.create', webhook.id, values, acting)
		return { ...webhook, secret }
	})
}

/** What was switched off keeps what it had to deliver, and goes on when it is switched on. */
export async function updateWebhook(
	db: Db,
	id: number,
	change: WebhookChange,
	acting: Acting,
	reach: Reach,
): Promise<Webhook> {
	const { url, events, active } = change
	const changed = {
		...(url === undefined ? {} : { url: checkUrl(url, acting, reach) }),
		...(events === undefined ? {} : { events: [...new Set(events)] }),
		...(active === undefined ? {} : { active }),
	}
	return await db.transaction().execute(async (tx) => {
		const before = await lockWebhook(tx, id)
		if (!before) throw new AppError('not_found')
		const webhook = await updateWebhookRow(tx, id, changed)
		const { created_at: _, ...from } = before
		await recordWebhook(tx, 'webhook.update', id, { from, to: changed }, acting)
		return webhook
	})
}

/** What was not delivered yet is signed with the new one, too. */
export async function renewSecret(db: Db, id: number, acting: Acting): Promise<Webhook> {
	const secret = newSecret()
	return await db.transaction().execute(async (tx) => {
		if (!(await lockWebhook(tx, id))) throw new AppError('not_found')
		const webhook = await updateWebhookRow(tx, id, { secret })
		await recordWebhook(tx, 'webhook.secret', id, {}, acting)
		return { ...webhook, secret }
	})
}

export async function deleteWebhook(db: Db, id: number, acting: Acting): Promise<void> {
	await db.transaction().execute(async (tx) => {
		if (!(await deleteWebhookRow(tx, id))) throw new AppError('not_found')
		await recordWebhook(tx, 'webhook.delete', id, {}, acting)
	})
}

/** A delivery to try it out with. */
export async function pingWebhook(db: Db, id: number, acting: Acting): Promise<WebhookDelivery> {
	return await db.transaction().execute(async (tx) => {
		if (!(await lockWebhook(tx, id))) throw new AppError('not_found')
		await recordWebhook(tx, 'webhook.ping', id, {}, acting)
		return await insertDelivery(tx, id, 'ping', {})
	})
}

export async function retryDelivery(db: Db, id: number, { person }: Acting): Promise<WebhookDelivery> {
	return await db.transaction().execute(async (tx) => {
		const delivery = await resetDelivery(tx, id)
		if (!delivery) throw new AppError('not_found')
		const entry = { action: 'webhook.retry', subject: 'webhook_deliveries', subject_id: id }
		await record(tx, { ...entry, user_id: person.id })
		return delivery
	})
}

function newSecret(): string {
	return randomBytes(32).toString('base64url')
}

/**
 * An inner address that is written out is refused here already; what a name leads to is judged at each connection. A
 * name and password would stand in the list for everybody who reads it.
 */
function checkUrl(typed: string, { language }: Acting, reach: Reach): string {
	const text = typed.trim()
	const url = URL.canParse(text) ? new URL(text) : undefined
	const known = url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
	if (!known || text.length > 2000) throw refused('url_invalid', URL_INVALID[language])
	if (!reach.allowsHost(url.hostname)) throw refused('url_inner', URL_INNER[language])
	return url.href
}

function refused(code: string, message: string): AppError {
	return new AppError('values_invalid', { errors: [{ field: 'url', code, message }] })
}

async function recordWebhook(
	tx: Tx,
	action: string,
	subject_id: number,
	details: Record<string, unknown>,
	{ person }: Acting,
): Promise<void> {
	await record(tx, { user_id: person.id, action, subject: 'webhooks', subject_id, details })
}
