import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll } from 'vitest'

export const ROOT = join(import.meta.dirname, '../..')
export const SAMPLES = {
	companies: join(ROOT, 'samples/Společnosti_UTF8.csv'),
	users: join(ROOT, 'samples/Kontakty_UTF8.csv'),
}

export interface Ran {
	status: number | null
	stdout: string
	stderr: string
}

/** A data folder of the test file's own; whatever still runs in it at the end is stopped. */
export async function dataFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'listek-cli-'))
	afterAll(async () => {
		// A server first: it would bring its PostgreSQL back.
		for (const child of started) child.kill('SIGKILL')
		for (let pids = postgresOf(folder); pids.length > 0; pids = postgresOf(folder)) {
			for (const pid of pids) stopQuietly(pid)
			await sleep(100)
		}
		await rm(folder, { recursive: true, force: true })
	})
	return folder
}

/** What has not ended yet. */
const started = new Set<ChildProcess>()

/** The command as somebody types it, with no settings but these. */
export function start(args: string[], settings: Record<string, string>): ChildProcess {
	const env = Object.entries(process.env).filter(
		([name]) => !/^(LISTEK_|VITEST|DATABASE_URL$|NODE_OPTIONS$|NODE_ENV$|npm_lifecycle)/.test(name),
	)
	const child = spawn(join(ROOT, 'listek'), args, { cwd: tmpdir(), env: { ...Object.fromEntries(env), ...settings } })
	started.add(child)
	child.on('close', () => started.delete(child))
	return child
}

export async function run(args: string[], settings: Record<string, string>): Promise<Ran> {
	const child = start(args, settings)
	let stdout = ''
	let stderr = ''
	child.stdout!.setEncoding('utf8').on('data', (text: string) => {
		stdout += text
	})
	child.stderr!.setEncoding('utf8').on('data', (text: string) => {
		stderr += text
	})
	const status = await new Promise<number | null>((done) => child.on('close', done))
	return { status, stdout, stderr }
}

export interface Server {
	address: string
	output(): string
	/** Waits until the server has said it. */
	heard(pattern: RegExp): Promise<RegExpExecArray>
	/** Sends the signal and waits for the end. @returns the exit status, null when the signal ended it */
	end(signal: NodeJS.Signals): Promise<number | null>
}

/** `listek serve` on a free port, up to the sentence that it is ready. */
export async function serve(settings: Record<string, string>): Promise<Server> {
	const port = await freePort()
	const child = start(['serve'], { ...settings, LISTEK_PORT: String(port) })
	let output = ''
	const ended = new Promise<number | null>((done) => child.on('close', done))
	const ready = new Promise<void>((done) => {
		const hear = (text: string) => {
			output += text
			if (output.includes('is ready at')) done()
		}
		child.stdout!.setEncoding('utf8').on('data', hear)
		child.stderr!.setEncoding('utf8').on('data', hear)
	})
	const status = await Promise.race([ready, ended])
	if (status !== undefined) throw new Error(`serve ended with ${status}:\n${output}`)
	return {
		address: `http://127.0.0.1:${port}`,
		output: () => output,
		async heard(pattern) {
			for (;;) {
				const found = pattern.exec(output)
				if (found) return found
				await sleep(20)
			}
		},
		end(signal) {
			child.kill(signal)
			return ended
		},
	}
}

/** Processes that work in the folder of this data folder's PostgreSQL, zombies aside. */
export function postgresOf(dataDir: string): number[] {
	const pgdata = join(dataDir, 'postgres')
	return readdirSync('/proc').flatMap((name) => {
		try {
			const works = /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === pgdata
			return works && !/^State:\s+Z/m.test(readFileSync(`/proc/${name}/status`, 'utf8')) ? [Number(name)] : []
		} catch {
			return []
		}
	})
}

function stopQuietly(pid: number): void {
	try {
		process.kill(pid, 'SIGQUIT')
	} catch {
		// It has ended by itself.
	}
}

async function freePort(): Promise<number> {
	const server = createServer()
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
	const { port } = server.address() as { port: number }
	await new Promise((done) => server.close(done))
	return port
}
