import { createHmac } from 'node:crypto'
import type { Db } from '../db/database.ts'
import { claimDelivery, type DueDelivery, finishAttempt } from './queries.ts'

const TIMEOUT_MS = 10_000
/** Well over the time limit, so that an attempt that still runs is not made a second time. */
const LEASE_SECONDS = 60
/** Seconds to wait after each attempt that failed: a restart is over soon, an outage may take a day. */
export const RETRIES_AFTER = [10, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 24 * 3600] as const
const BATCH = 200

/** What is due of one webhook, in the order in which it happened. */
export async function deliverDue(db: Db, webhook_id: number): Promise<void> {
	for (let sent = 0; sent < BATCH; sent++) {
		const delivery = await claimDelivery(db, webhook_id, LEASE_SECONDS)
		if (!delivery) return
		const outcome = await send(delivery)
		await finishAttempt(db, delivery.id, outcome, RETRIES_AFTER[delivery.attempts - 1])
		// One that does not answer must not keep the worker from the others.
		if (!outcome.ok) return
	}
}

async function send(delivery: DueDelivery) {
	const { id, event, data, created_at, url, secret } = delivery
	const body = JSON.stringify({ id, event, created_at: created_at.toISOString(), data })
	const timestamp = String(Math.floor(Date.now() / 1000))
	const started = performance.now()
	const took = () => Math.round(performance.now() - started)
	try {
		const answer = await fetch(url, {
			method: 'POST',
			// An address that was checked must not lead to another one that was not.
			redirect: 'manual',
			signal: AbortSignal.timeout(TIMEOUT_MS),
			headers: {
				'content-type': 'application/json',
				'user-agent': 'Listek-Webhook/1',
				'listek-delivery': String(id),
				'listek-event': event,
				'listek-timestamp': timestamp,
				'listek-signature': sign(secret, timestamp, body),
			},
			body,
		})
		// What they say does not matter, and must not fill our memory.
		await answer.body?.cancel()
		const { ok, status } = answer
		return { ok, status, error: ok ? null : `HTTP ${status}`, duration_ms: took() }
	} catch (error) {
		return { ok: false, status: null, error: reason(error), duration_ms: took() }
	}
}

/** Over the time as well, so that an old delivery cannot be sent again as a new one. */
export function sign(secret: string, timestamp: string, body: string): string {
	return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
}

function reason(error: unknown): string {
	const { name, message, cause } = error as Error & { cause?: { code?: string } }
	if (name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`
	return (cause?.code ?? message).slice(0, 200)
}
