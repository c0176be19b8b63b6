import { join } from 'node:path'
import { ensureFirstAdmin } from '../auth/first-admin.ts'
import { openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { openQueue } from '../jobs/queue.ts'
import { createApp, createLog, jobs } from '../product.ts'
import { ROOT, config as readSettings } from './run.ts'
import { buildWeb } from './web.ts'

/**
 * Serves until a signal says stop. `web` answers requests, `worker` does background work; one process can be both,
 * and many processes can share one database.
 */
export async function serve(roles: { web: boolean; worker: boolean }): Promise<void> {
	const config = readSettings()
	const log = createLog('warn')
	if (roles.web) await buildWeb()
	const database = await openDatabase(config)
	const stops: (() => Promise<unknown>)[] = [() => database.close()]
	const stopped = stopOnSignal(stops)
	try {
		await migrate(database.db, join(ROOT, 'migrations'), config.schema)
		const admin = roles.web ? await ensureFirstAdmin(database.db, config.adminPassword) : undefined
		const kinds = jobs(config, database)
		const queue = await openQueue(
			config,
			database,
			kinds.map((kind) => kind.name),
			log,
		)
		stops.push(() => queue.stop())
		if (roles.worker) await queue.startWorker(kinds)
		if (roles.web) {
			const app = await createApp(config, database, queue, log)
			stops.push(() => app.close())
			const address = await app.listen({ port: config.port, host: config.host })
			say(`Lístek is ready at ${config.url ?? address}`)
			if (admin?.password) say(`Sign in as ${admin.username} with the password ${admin.password} (shown only now)`)
		}
		if (!roles.web) say('Lístek works in the background.')
	} catch (error) {
		for (const stop of stops.toReversed()) await stop().catch(() => {})
		throw error
	}
	await stopped
}

function say(text: string): void {
	process.stdout.write(`${text}\n`)
}

/** Everything that was started is stopped, the last first, PostgreSQL at the end; a second signal does not wait. */
function stopOnSignal(stops: (() => Promise<unknown>)[]): Promise<void> {
	return new Promise((resolve) => {
		let stopping = false
		const stop = async () => {
			if (stopping) process.exit(130)
			stopping = true
			for (const one of stops.toReversed()) await one().catch(() => {})
			resolve()
		}
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
		// `npm start` killed with SIGKILL cannot pass a signal on: a server nobody can stop would hold the port.
		if (process.env.npm_lifecycle_event === 'start') {
			const parent = process.ppid
			setInterval(() => process.ppid !== parent && stop(), 1_000).unref()
		}
	})
}
