/** The part of pg-copy-streams used here; the package ships no types. */
declare module 'pg-copy-streams' {
	import type { Readable, Writable } from 'node:stream'
	import type { Submittable } from 'pg'

	interface CopyFromStream extends Writable, Submittable {
		rowCount: number
	}
	interface CopyToStream extends Readable, Submittable {
		rowCount: number
	}
	export function from(sql: string, options?: { highWaterMark?: number }): CopyFromStream
	export function to(sql: string, options?: { highWaterMark?: number }): CopyToStream
}
