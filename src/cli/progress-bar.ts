import type { Db } from '../db/database.ts'
import { listRun } from '../import/queries.ts'

const WIDTH = 30

/** A bar on stderr while a terminal looks; silence otherwise. */
export function watchProgress(db: Db, runId: () => number | undefined): { stop(): void } {
	if (!process.stderr.isTTY) return { stop() {} }
	const timer = setInterval(async () => {
		const id = runId()
		const run = id === undefined ? [] : await listRun(db, id).catch(() => [])
		const busy = run.find((found) => found.progress)
		if (!busy?.progress) return
		const { phase, done, total, per_second } = busy.progress
		const share = total ? Math.min(1, done / total) : 0
		const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')
		const speed = per_second ? ` ${per_second.toLocaleString('en')}/s` : ''
		process.stderr.write(`\r${bar} ${phase} ${busy.filename} ${done.toLocaleString('en')}${speed}\x1b[K`)
	}, 250)
	return {
		stop() {
			clearInterval(timer)
			process.stderr.write('\r\x1b[K')
		},
	}
}
