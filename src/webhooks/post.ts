import { createHmac } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { DueDelivery } from './queries.ts'
import { InnerAddress, type Reach } from './reach.ts'

const TIMEOUT_MS = 10_000

/** How an attempt ended; without a `status` nobody answered. */
export interface Outcome {
	ok: boolean
	status: number | null
	error: string | null
	duration_ms: number
}

/** One attempt, signed for now. */
export async function post(delivery: DueDelivery, reach: Reach): Promise<Outcome> {
	const { id, event, data, created_at, url, secret } = delivery
	const body = JSON.stringify({ id, event, created_at: created_at.toISOString(), data })
	const timestamp = String(Math.floor(Date.now() / 1000))
	const headers = {
		'content-type': 'application/json',
		'content-length': String(Buffer.byteLength(body)),
		'user-agent': 'Listek-Webhook/1',
		'listek-delivery': String(id),
		'listek-event': event,
		'listek-timestamp': timestamp,
		'listek-signature': sign(secret, timestamp, body),
	}
	const started = performance.now()
	const took = () => Math.round(performance.now() - started)
	try {
		const status = await send(new URL(url), headers, body, reach)
		const ok = status >= 200 && status < 300
		return { ok, status, error: ok ? null : `HTTP ${status}`, duration_ms: took() }
	} catch (error) {
		return { ok: false, status: null, error: reason(error), duration_ms: took() }
	}
}

/** Redirects are not followed: an address that was judged must not lead to another one that was not. */
function send(url: URL, headers: Record<string, string>, body: string, reach: Reach): Promise<number> {
	return new Promise((resolve, reject) => {
		// A host that is written as an address is connected to without being looked up.
		if (!reach.allowsHost(url.hostname)) throw new InnerAddress()
		const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
			method: 'POST',
			headers,
			agent: false,
			lookup: reach.lookup,
			signal: AbortSignal.timeout(TIMEOUT_MS),
		})
		request.on('error', reject)
		request.on('response', (answer) => {
			// What they say does not matter, and must not fill our memory.
			answer.destroy()
			resolve(answer.statusCode!)
		})
		request.end(body)
	})
}

/** Over the time as well, so that an old delivery cannot be sent again as a new one. */
export function sign(secret: string, timestamp: string, body: string): string {
	return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
}

function reason(error: unknown): string {
	const { name, code, message } = error as NodeJS.ErrnoException
	if (name === 'AbortError' || name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`
	return (code ?? message).slice(0, 200)
}
