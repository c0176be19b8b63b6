import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './settings.ts'
import { untilStopped } from './stop.ts'

/** `./listek serve` on a free port, with somebody signed in. */
export interface Server {
	get(path: string): Promise<unknown>
	send(method: string, path: string, body: object | undefined): Promise<unknown>
	put(path: string, file: ReadableStream): Promise<unknown>
	stop(): Promise<void>
}

const PASSWORD = 'a-password-for-measuring'

export async function startServer(env: NodeJS.ProcessEnv): Promise<Server> {
	const child = spawn(process.execPath, [...process.execArgv, join(ROOT, 'src/main.ts'), 'serve'], {
		env: { ...env, LISTEK_PORT: '0', LISTEK_ADMIN_PASSWORD: PASSWORD },
		stdio: ['ignore', 'pipe', 'pipe'],
		...untilStopped,
	})
	// Its log is shown only when it is of use.
	let log = ''
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		log = (log + text).slice(-4000)
	})
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
	let url: string | undefined
	for await (const line of createInterface({ input: child.stdout })) {
		url = /http:\S+/.exec(line)?.[0]
		if (url) break
	}
	child.stdout.resume()
	if (!url) throw new Error(`the server did not start: ${log}`)
	const api = `${url}/api/v1`
	const answer = await fetch(`${api}/session`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ login: 'admin', password: PASSWORD }),
	})
	const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!

	const call = async (path: string, init: RequestInit) => {
		const response = await fetch(api + path, { ...init, headers: { ...init.headers, cookie } })
		const text = await response.text()
		if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${text}`)
		return JSON.parse(text)
	}
	return {
		get: (path) => call(path, {}),
		send: (method, path, body) =>
			call(path, {
				method,
				...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
			}),
		put: (path, file) =>
			call(path, { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: file, duplex: 'half' } as RequestInit),
		async stop() {
			child.kill('SIGTERM')
			await ended
		},
	}
}
