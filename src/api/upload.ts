import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { AppError } from '../errors.ts'
import type { App } from './app.ts'

/** What came over the wire, before it is unpacked: this is what the sender's headers are about. */
class Meter extends Transform {
	bytes = 0
	readonly hash = createHash('sha256')
	readonly #hashes: boolean

	constructor(hashes: boolean) {
		super()
		this.#hashes = hashes
	}

	override _transform(bytes: Buffer, _encoding: string, done: TransformCallback): void {
		this.bytes += bytes.length
		if (this.#hashes) this.hash.update(bytes)
		done(null, bytes)
	}
}

/** A request of Fastify, whatever its route's types are. */
interface Sent {
	headers: IncomingHttpHeaders
	body: unknown
}

const meters = new WeakMap<object, Meter>()

/** Lets the routes of this scope take a file as their body: bytes of any type, read with `uploaded`. */
export function takesFiles(app: App): void {
	app.removeAllContentTypeParsers()
	app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
	app.addHook('preParsing', async (request, _reply, payload) => {
		const meter = new Meter(request.headers['content-digest'] !== undefined)
		meters.set(request, meter)
		connect(payload as Readable, meter)
		return meter
	})
	app.addHook('onResponse', async (request) => {
		meters.get(request)?.destroy()
	})
}

/**
 * Not a pipeline: whoever stops reading would destroy the request, and with it the connection that its answer goes
 * through. What nobody reads any more is let go by, or the connection would wait for a reader for ever.
 */
function connect(payload: Readable, meter: Meter): void {
	payload.on('error', (error) => meter.destroy(error))
	payload.on('close', () => {
		if (!payload.readableEnded) meter.destroy(new Error('the connection broke'))
	})
	meter.on('close', () => {
		payload.unpipe(meter)
		payload.resume()
	})
	// Its reader hears of it; without one it must not end the process.
	meter.on('error', () => {})
	payload.pipe(meter)
}

/**
 * The bytes of a file that is sent as the body, unpacked when it came packed (`Content-Encoding`). The request itself
 * must not be read: what unpacks has taken its bytes already.
 * @throws AppError upload_incomplete after the last byte, when it is not what the sender declared
 */
export async function* uploaded(request: Sent): AsyncGenerator<Buffer> {
	const body = request.body as AsyncIterable<Buffer> | undefined
	if (body) yield* body
	if (!isAsDeclared(request)) throw new AppError('upload_incomplete')
}

/** How long the file is said to be; undefined where that is not known before it was unpacked. */
export function saidBytes({ headers }: Pick<Sent, 'headers'>): number | undefined {
	const { 'content-length': length, 'content-encoding': packed } = headers
	return length === undefined || packed !== undefined ? undefined : Number(length)
}

function isAsDeclared(request: Sent): boolean {
	const { 'content-length': length, 'transfer-encoding': transfer, 'content-digest': digest } = request.headers
	const meter = meters.get(request)
	if (!meter) throw new Error('the route does not take files')
	if (length !== undefined && transfer === undefined && Number(length) !== meter.bytes) return false
	const sha256 = /(?:^|,)\s*sha-256=:([^:]*):/.exec([digest].flat().join(','))?.[1]
	return sha256 === undefined || Buffer.from(sha256, 'base64').equals(meter.hash.digest())
}
