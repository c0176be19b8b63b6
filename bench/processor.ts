import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Clock ticks a second in /proc; the same on every Linux Node runs on. */
const TICKS = 100

/**
 * Seconds of processor time that PostgreSQL and this process have used so far. On a machine that others use, too, it
 * tells more than the clock: what they take is waited for, but not counted.
 */
export function processorSeconds(dataDir: string): number {
	const own = process.cpuUsage()
	return (own.user + own.system) / 1e6 + serverTicks(dataDir) / TICKS
}

/**
 * Peak resident memory of this process, in bytes. Not `resourceUsage().maxRSS`: Linux lets a process inherit that of the
 * one it was started by.
 */
export function peakBytes(): number {
	const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!
	return Number(kilobytes) * 1024
}

/** The server's own, its living children's and, in its account, those of the children that ended. */
function serverTicks(dataDir: string): number {
	const server = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
	const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
	let ticks = 0
	for (const pid of processes.map(Number)) {
		const found = statOf(pid)
		if (!found) continue
		if (pid === server) ticks += found.used + found.ended
		else if (found.parent === server) ticks += found.used
	}
	return ticks
}

function statOf(pid: number): { parent: number; used: number; ended: number } | undefined {
	try {
		// After the name, which may have spaces: state, parent, … utime, stime, cutime and cstime are 12th to 15th.
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ').map(Number)
		return { parent: fields[1]!, used: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
	} catch {
		// It ended meanwhile.
		return undefined
	}
}
