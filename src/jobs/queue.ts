import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'

/** A kind of background work. State lives in the feature's own tables; a job only says that there is something to do. */
export interface JobKind<Data extends object = { [key: string]: unknown }> {
	name: string
	/** Throwing leaves the job failed; it is not retried here, `sweep` finds what still has to be done. */
	run(data: Data): Promise<void>
	/** Work that is waiting although no job says so: after a crash it is started over. */
	sweep(): Promise<Data[]>
}

export interface Queue {
	/** Wakes a worker. Asking twice for the same thing while it waits is asking once. */
	send(name: string, data: object, key: string): Promise<void>
	/** Runs jobs in this process until `stop`. */
	startWorker(kinds: JobKind[]): Promise<void>
	stop(): Promise<void>
}

/** Waiting work is looked for this often, so that nothing lies around when a worker was killed. */
const SWEEP_MS = 5_000

/** pg-boss, in the help desk's own schema. */
export async function openQueue(
	config: Config,
	{ connection }: Database,
	names: string[],
	log: Logger,
): Promise<Queue> {
	const { options: _, ...address } = connection
	const boss = new PgBoss({
		...(address as object),
		schema: config.schema,
		application_name: 'listek queue',
		max: 3,
		supervise: true,
		schedule: false,
	})
	boss.on('error', (error) => log.warn({ err: error }, 'queue'))
	await boss.start()
	// A check of a million rows takes as long as it takes; a dead worker's work is found by its lock, not by a clock.
	for (const name of names) await boss.createQueue(name, { policy: 'short', retryLimit: 0, expireInSeconds: 86_399 })

	let sweeper: NodeJS.Timeout | undefined
	const send = async (name: string, data: object, key: string) => {
		await boss.send(name, data, { singletonKey: key })
	}
	return {
		send,
		async startWorker(kinds) {
			for (const kind of kinds) {
				await boss.work<{ [key: string]: unknown }>(
					kind.name,
					{ pollingIntervalSeconds: 0.5, localConcurrency: 2 },
					async ([job]) => {
						await kind.run(job!.data).catch((error) => {
							log.error({ err: error, job: kind.name, data: job!.data }, 'job failed')
							throw error
						})
					},
				)
			}
			const sweep = async () => {
				for (const kind of kinds) {
					for (const data of await kind.sweep()) await send(kind.name, data, JSON.stringify(data))
				}
			}
			await sweep()
			sweeper = setInterval(() => sweep().catch((error) => log.warn({ err: error }, 'sweep')), SWEEP_MS)
		},
		async stop() {
			clearInterval(sweeper)
			await boss.stop({ graceful: false, close: true })
		},
	}
}
