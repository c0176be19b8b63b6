/** The little of smtp-server that tests use; its types are not installed. */
declare module 'smtp-server' {
	import type { Server } from 'node:net'
	import type { Readable } from 'node:stream'

	type Done = (error?: Error | null) => void
	interface Options {
		authOptional?: boolean
		disabledCommands?: string[]
		logger?: false
		closeTimeout?: number
		onAuth?(
			auth: { username?: string; password?: string },
			session: object,
			done: (error: Error | null, answer?: { user: string }) => void,
		): void
		onConnect?(session: object, done: Done): void
		onMailFrom?(address: { address: string }, session: object, done: Done): void
		onRcptTo?(address: { address: string }, session: object, done: Done): void
		onData?(
			stream: Readable,
			session: { envelope: { rcptTo: { address: string }[] } },
			done: (error: Error | null, answer?: string) => void,
		): void
	}
	export class SMTPServer {
		constructor(options: Options)
		readonly server: Server
		listen(port: number, host: string, done: () => void): void
		on(event: 'error', listener: (error: Error) => void): void
		close(done: () => void): void
	}
}
