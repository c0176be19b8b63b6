import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const stopping = new AbortController()

/** For `spawn`: what the benchmark started ends with it. */
export const untilStopped = { signal: stopping.signal, killSignal: 'SIGKILL' } as const

/** Whoever stops the benchmark is left with nothing of it: no process, no database, no files. */
export function cleanWhenStopped(folder: string): void {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			stopping.abort()
			stopServer(join(folder, 'database/postgres/postmaster.pid'))
			rmSync(folder, { recursive: true, force: true })
			process.exit(130)
		})
	}
}

/** Without a turn of the event loop, in which everything that is being measured would fail first. */
function stopServer(pidFile: string): void {
	try {
		const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
		process.kill(pid, 'SIGQUIT')
		// Until it is gone, but five seconds at most: what it writes meanwhile could not be removed.
		const nothing = new Int32Array(new SharedArrayBuffer(4))
		for (let waited = 0; waited < 100 && process.kill(pid, 0); waited++) Atomics.wait(nothing, 0, 0, 50)
	} catch {
		// It does not run: not yet, or not any more.
	}
}
