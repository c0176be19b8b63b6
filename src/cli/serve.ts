import { join } from 'node:path'
import { ensureFirstAdmin } from '../auth/first-admin.ts'
import type { Config } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { openQueue } from '../jobs/queue.ts'
import { createApp, createLog, jobs } from '../product.ts'
import { ROOT, config as readSettings } from './run.ts'
import { buildWeb } from './web.ts'

/** What was started, as the way to stop it; in the order it was started. */
type Stops = (() => Promise<unknown>)[]

/**
 * Serves until a signal says stop. `web` answers requests, `worker` does background work; one process can be both,
 * and many processes can share one database.
 */
export async function serve(roles: { web: boolean; worker: boolean }): Promise<void> {
	const config = readSettings()
	const stops: Stops = []
	const signal = stopOnSignal(stops)
	const started = start(config, roles, stops).catch(async (error) => {
		// A signal closed the database under it: that is not why it ends.
		if (signal.came()) return
		await stopAll(stops)
		throw error
	})
	// A signal may come before everything runs.
	await Promise.race([started.then(() => signal.stopped), signal.stopped])
}

async function start(config: Config, roles: { web: boolean; worker: boolean }, stops: Stops): Promise<void> {
	const log = createLog('warn')
	if (roles.web) await buildWeb()
	const opening = openDatabase(config)
	// Before it is open: a PostgreSQL that is starting has to be stopped as well.
	stops.push(async () => (await opening).close())
	const database = await opening
	await migrate(database.db, join(ROOT, 'migrations'), config.schema)
	const admin = roles.web ? await ensureFirstAdmin(database.db, config.adminPassword) : undefined
	const kinds = jobs(config, database)
	const names = kinds.map((kind) => kind.name)
	const queue = await openQueue(config, database, names, log)
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
}

/** The last that was started first, PostgreSQL at the end. */
async function stopAll(stops: Stops): Promise<void> {
	for (const stop of stops.toReversed()) await stop().catch(() => {})
}

function say(text: string): void {
	process.stdout.write(`${text}\n`)
}

/** Within this the second signal is the first one's echo: npm passes on the Ctrl-C that the terminal sent to all. */
const ECHO_MS = 1_000

/** Stops everything when a signal comes; another one later does not wait. */
function stopOnSignal(stops: Stops): { stopped: Promise<void>; came(): boolean } {
	let cameAt: number | undefined
	const stopped = new Promise<void>((resolve) => {
		const stop = async () => {
			if (cameAt === undefined) {
				cameAt = Date.now()
				await stopAll(stops)
				resolve()
			} else if (Date.now() - cameAt > ECHO_MS) process.exit(130)
		}
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
		// `npm start` killed with SIGKILL cannot pass a signal on: a server nobody can stop would hold the port.
		if (process.env.npm_lifecycle_event === 'start') {
			const parent = process.ppid
			setInterval(() => process.ppid !== parent && stop(), 1_000).unref()
		}
	})
	return { stopped, came: () => cameAt !== undefined }
}
