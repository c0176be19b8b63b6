import type { Progress } from '../contract/imports.ts'
import type { Db } from '../db/database.ts'
import { updateImport } from './queries.ts'

/** At most four times a second: people see no more, and every write is a row version. */
const EVERY_MS = 250

/** Says how far a phase is. Writing it down never holds up the work, and a failed write never breaks it. */
export function reporter(db: Db, importIds: number[], phase: Progress['phase'], total: number | null) {
	const started = performance.now()
	let next = 0
	let writing: Promise<unknown> | undefined
	return {
		at(done: number) {
			const now = performance.now()
			if (now < next || writing) return
			next = now + EVERY_MS
			const progress = progressOf(phase, done, total, (now - started) / 1000)
			writing = Promise.all(importIds.map((id) => updateImport(db, id, { progress })))
				.catch(() => {})
				.finally(() => {
					writing = undefined
				})
		},
		/** Waits for the last write, so that it cannot land after the state that follows. */
		async end() {
			await writing
		},
	}
}

function progressOf(phase: Progress['phase'], done: number, total: number | null, seconds: number): Progress {
	const perSecond = seconds > 0.5 ? Math.round(done / seconds) : null
	const left = perSecond && total !== null ? Math.max(0, Math.ceil((total - done) / perSecond)) : null
	return { phase, done, total, per_second: perSecond, seconds_left: left }
}
