import type { FastifyReply, FastifyRequest } from 'fastify'

const LOOK_MS = 250
/** Proxies close a silent connection after half a minute or so. */
const HEARTBEAT_MS = 15_000

/**
 * Server-sent events: the state now, then whenever it changes, at most four times a second. The database is
 * looked at, not this process: the worker may be another one. Every event is the whole state, so a client that
 * reconnects has missed nothing.
 */
export async function streamEvents(
	request: FastifyRequest,
	reply: FastifyReply,
	name: string,
	look: () => Promise<unknown>,
): Promise<FastifyReply> {
	reply.hijack()
	const { raw } = reply
	raw.writeHead(200, {
		'content-type': 'text/event-stream; charset=utf-8',
		'cache-control': 'no-cache, no-transform',
		'x-accel-buffering': 'no',
	})
	raw.write('retry: 2000\n\n')
	let last = ''
	let spoke = Date.now()
	let looking = false
	const timer = setInterval(async () => {
		if (looking) return
		looking = true
		try {
			const text = JSON.stringify(await look())
			if (text !== last) {
				raw.write(`event: ${name}\nid: ${Date.now()}\ndata: ${text}\n\n`)
				last = text
				spoke = Date.now()
			} else if (Date.now() - spoke > HEARTBEAT_MS) {
				raw.write(': still here\n\n')
				spoke = Date.now()
			}
		} catch {
			// The client reconnects by itself and finds the database back, or falls back to asking.
			raw.end()
		} finally {
			looking = false
		}
	}, LOOK_MS)
	request.raw.on('close', () => clearInterval(timer))
	raw.on('close', () => clearInterval(timer))
	return reply
}
