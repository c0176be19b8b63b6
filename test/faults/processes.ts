import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '../..')
export const PASSWORD = 'faults-harness'

/** Web and worker as two processes over one data folder; each can be killed and is started again. */
export class Processes {
	readonly folder: string
	readonly port: number
	#web: ChildProcess | undefined
	#worker: ChildProcess | undefined

	constructor(folder: string, port: number) {
		this.folder = folder
		this.port = port
	}

	async start(): Promise<void> {
		if (!running(this.#web)) this.#web = this.#spawn(['serve', '--no-worker'])
		await this.#ready()
		if (!running(this.#worker)) this.#worker = this.#spawn(['worker'])
	}

	/** SIGKILL: nothing is tidied up. */
	kill(which: 'web' | 'worker' | 'postgres'): void {
		if (which === 'postgres') killPostgres(this.folder)
		if (which === 'web') this.#web?.kill('SIGKILL')
		if (which === 'worker') this.#worker?.kill('SIGKILL')
	}

	async stop(): Promise<void> {
		for (const child of [this.#worker, this.#web]) {
			if (!running(child)) continue
			const closed = new Promise((resolve) => child!.on('close', resolve))
			child!.kill('SIGTERM')
			await closed
		}
	}

	#spawn(args: string[]): ChildProcess {
		const child = spawn(join(ROOT, 'listek'), args, {
			env: {
				...process.env,
				npm_lifecycle_event: '',
				LISTEK_DATA_DIR: this.folder,
				LISTEK_PORT: String(this.port),
				LISTEK_ADMIN_PASSWORD: PASSWORD,
			},
			stdio: 'ignore',
		})
		return child
	}

	/** A server that cannot start because the disk was full a moment ago is started again. */
	async #ready(): Promise<void> {
		for (let attempt = 0; attempt < 600; attempt++) {
			const ok = await fetch(`http://127.0.0.1:${this.port}/readyz`).then(
				(answer) => answer.ok,
				() => false,
			)
			if (ok) return
			if (!running(this.#web)) this.#web = this.#spawn(['serve', '--no-worker'])
			await sleep(200)
		}
		throw new Error('the server did not become ready within two minutes')
	}
}

function running(child: ChildProcess | undefined): boolean {
	return child !== undefined && child.exitCode === null && child.signalCode === null
}

function killPostgres(folder: string): void {
	try {
		const pid = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
		process.kill(pid, 'SIGKILL')
	} catch {
		// It is just being started again.
	}
}

/** A disk of a size of its own, so that it can be filled without harm. @returns whether there is one */
export function mountDisk(folder: string, megabytes: number): boolean {
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
		return true
	} catch {
		return false
	}
}

export function unmountDisk(folder: string): void {
	execFileSync('umount', ['-l', folder])
}

/** Takes all but a little of the free space. @returns gives it back */
export function fillDisk(folder: string): () => void {
	const file = join(folder, 'filler')
	const { bavail, bsize } = statfsSync(folder)
	const free = bavail * bsize - 4 * 1024 ** 2
	try {
		if (free > 0) writeFileSync(file, Buffer.alloc(free))
	} catch {
		// The database was faster with the last of it: the disk is full, which is what was wanted.
	}
	return () => {
		if (existsSync(file)) rmSync(file)
	}
}
