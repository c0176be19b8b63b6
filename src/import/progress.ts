import type { ImportState, Progress } from '../contract/imports.ts'
import type { Db } from '../db/database.ts'
import { updateProgress } from './states.ts'

/** At most four times a second: people see no more, and every write is a row version. */
const EVERY_MS = 250

/** The run was cancelled while a worker was on it. The work stops, and its transaction is rolled back. */
export class Cancelled extends Error {}

export interface Reporter {
	/** @throws Cancelled when the import is no longer in the state this work belongs to */
	at(done: number): void
	/** Waits for the last write, so that it cannot land after the state that follows. */
	end(): Promise<void>
}

/** Says how far a phase is. Writing it down never holds up the work, and a failed write never breaks it. */
export function reporter(
	db: Db,
	importId: number,
	phase: Progress['phase'] & ImportState,
	total: number | null,
): Reporter {
	const started = performance.now()
	let next = 0
	let writing: Promise<unknown> | undefined
	let cancelled = false
	return {
		at(done) {
			if (cancelled) throw new Cancelled()
			const now = performance.now()
			if (now < next || writing) return
			next = now + EVERY_MS
			writing = updateProgress(db, importId, phase, progressOf(phase, done, total, (now - started) / 1000))
				.then((found) => {
					cancelled = !found
				})
				.catch(() => {})
				.finally(() => {
					writing = undefined
				})
		},
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
