import { setTimeout } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import { post } from './post.ts'
import { claimDelivery, type DueDelivery, finishAttempt } from './queries.ts'
import type { Reach } from './reach.ts'

/** Well over the time limit, so that an attempt that still runs is not made a second time. */
const LEASE_SECONDS = 60
/** Seconds to wait after each attempt that failed: a restart is over soon, an outage may take a day. */
export const RETRIES_AFTER = [10, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 24 * 3600] as const
const BATCH = 200
/** Whoever does not answer within this is overtaken by the next delivery. */
const PATIENCE_MS = 1_000
/** Attempts of one webhook that run beside each other. */
const AT_ONCE = 5
/** A receiver that is silent so often is down: the other webhooks get their turn. */
const MOST_SILENT = 5

/**
 * What is due of one webhook. First attempts begin in the order of the events; what failed is tried again later and
 * holds up nothing, neither does one that is slow to answer.
 */
export async function deliverDue(db: Db, webhook_id: number, reach: Reach): Promise<void> {
	const running = new Set<Promise<void>>()
	const failures: unknown[] = []
	let silent = 0
	for (let sent = 0; sent < BATCH && silent < MOST_SILENT && failures.length === 0; sent++) {
		const delivery = await claimDelivery(db, webhook_id, LEASE_SECONDS)
		if (!delivery) break
		const attempt: Promise<void> = attemptOf(db, delivery, reach)
			.then((answered) => {
				if (!answered) silent++
			})
			.catch((error: unknown) => {
				failures.push(error)
			})
			.finally(() => running.delete(attempt))
		running.add(attempt)
		await Promise.race([attempt, setTimeout(PATIENCE_MS, undefined, { ref: false })])
		if (running.size >= AT_ONCE) await Promise.race(running)
	}
	await Promise.all(running)
	if (failures.length > 0) throw failures[0]
}

/** @returns whether the receiver said anything */
async function attemptOf(db: Db, delivery: DueDelivery, reach: Reach): Promise<boolean> {
	const outcome = await post(delivery, reach)
	await finishAttempt(db, delivery.id, outcome, RETRIES_AFTER[delivery.attempts - 1])
	return outcome.status !== null
}
