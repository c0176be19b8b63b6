import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Import } from '../../src/contract/imports.ts'
import type { Processes } from './processes.ts'

/** States a person can go on from, and what they would do. */
const LIMIT_MS = 300_000

/** An import over HTTP by somebody who does not give up: after every broken connection they look and go on. */
export class Client {
	readonly #processes: Processes
	readonly #token: string
	readonly #url: string
	/** Aborts what is being sent now, as a dropped connection does. */
	upload: AbortController | undefined

	constructor(processes: Processes, token: string) {
		this.#processes = processes
		this.#token = token
		this.#url = `http://127.0.0.1:${processes.port}/api/v1`
	}

	/** @returns steps it took, those that were tried again included @throws when it ends in a state nobody can go on from */
	async importFiles(companies: string, users: string, twice: boolean): Promise<number> {
		const until = Date.now() + LIMIT_MS
		let again = 0
		const first = await this.#create(body('companies', companies))
		const second = await this.#create({ ...body('users', users), run_id: first.run_id })
		const files = new Map([
			[first.id, companies],
			[second.id, users],
		])
		for (; Date.now() < until; await sleep(100)) {
			try {
				await this.#processes.start()
				const run = await this.#send<{ items: Import[] }>('GET', `/import-runs/${first.run_id}`)
				if (run.items.every((one) => one.state === 'committed')) return again
				if (await this.#step(run.items, files, twice)) again++
			} catch {
				again++
			}
		}
		throw new Error('the import did not come to an end within five minutes')
	}

	/** Does what the run waits for. @returns whether there was something to do */
	async #step(run: Import[], files: Map<number, string>, twice: boolean): Promise<boolean> {
		const lost = run.find((one) => ['failed', 'cancelled', 'undone', 'refused'].includes(one.state))
		if (lost) throw new Error(`import ${lost.id} ended as ${lost.state}`)
		const missing = run.find((one) => one.state === 'uploading' || (one.state === 'inspecting' && one.bytes === 0))
		if (missing) {
			await this.#put(missing.id, files.get(missing.id)!)
			return true
		}
		const { id, plan } = run[0]!
		if (run.every((one) => one.state === 'mapping')) {
			await this.#send('POST', `/imports/${id}/check`)
			return true
		}
		if (run.every((one) => one.state === 'ready')) {
			const commits = twice ? [0, 1] : [0]
			// The generated people have operators among them, and the commit asks for their number (R5).
			const confirm_staff = run.reduce((sum, one) => sum + one.staff_rows, 0)
			const answers = await Promise.allSettled(
				commits.map(() => this.#send('POST', `/imports/${id}/commit`, { plan, confirm_staff })),
			)
			// The second of two may find that the first has won; both refused is a fault like any other.
			const refused = answers.filter((answer) => answer.status === 'rejected')
			if (refused.length === answers.length) throw refused[0]!.reason
			return true
		}
		return false
	}

	async #put(id: number, file: string): Promise<void> {
		this.upload = new AbortController()
		const answer = await fetch(`${this.#url}/imports/${id}/file`, {
			method: 'PUT',
			headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'text/csv' },
			body: createReadStream(file) as unknown as BodyInit,
			duplex: 'half',
			signal: this.upload.signal,
		} as RequestInit)
		if (!answer.ok) throw new Error(`upload: ${answer.status}`)
		await answer.arrayBuffer()
	}

	/** Asked until it is answered; the key keeps an answer that was lost from making a second import. */
	async #create(content: object): Promise<Import> {
		const key = { 'idempotency-key': crypto.randomUUID() }
		return await this.#persist(() => this.#send<Import>('POST', '/imports', content, key))
	}

	async #send<T>(method: string, path: string, content?: unknown, headers: Record<string, string> = {}): Promise<T> {
		const answer = await fetch(this.#url + path, {
			method,
			headers: {
				authorization: `Bearer ${this.#token}`,
				...(content === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			body: content === undefined ? null : JSON.stringify(content),
			signal: AbortSignal.timeout(60_000),
		})
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
		return (await answer.json()) as T
	}

	async #persist<T>(request: () => Promise<T>): Promise<T> {
		for (let attempt = 0; ; attempt++) {
			try {
				return await request()
			} catch (error) {
				if (attempt === 50) throw error
				await sleep(200)
				await this.#processes.start()
			}
		}
	}
}

function body(target: 'companies' | 'users', file: string) {
	return { target, filename: basename(file) }
}
