import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { problemText } from '../contract/problems.ts'
import { EmbeddedError } from '../db/binaries.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { MigrationError, migrate } from '../db/migrate.ts'
import { AppError, isOutage, translate } from '../errors.ts'
import type { InvalidValue } from '../values/check.ts'

export const ROOT = join(import.meta.dirname, '../..')

/** Exit statuses, as the command line promises them. */
export const EXIT = { done: 0, refused: 1, usage: 2, unreadable: 3, failed: 4 } as const

/** The command was used wrongly; the message says how. */
export class UsageError extends Error {}

/** What ends the work at Ctrl-C, where letting it die would leave something for the server to go on with. */
export interface Interruption {
	stop?: () => Promise<unknown>
}
/** Work that was told to stop rolls back; whoever cannot wait presses Ctrl-C again. */
const STOPS_WITHIN_MS = 30_000

/** The database, up to date, for as long as `work` needs it. Starts the embedded one when nobody else did. */
export async function withDatabase<T>(
	config: Config,
	work: (database: Database, interruption: Interruption) => Promise<T>,
): Promise<T> {
	const interruption: Interruption = {}
	let working: Promise<T> | undefined
	let ending: Promise<never> | undefined
	const opening = openDatabase(config)
	const end = async (): Promise<never> => {
		process.once('SIGINT', () => process.exit(130))
		const stopped = interruption.stop?.().then(() => working)
		await Promise.race([stopped, sleep(STOPS_WITHIN_MS, undefined, { ref: false })]).catch(() => {})
		await opening.then((database) => database.close()).catch(() => {})
		process.exit(130)
	}
	// Otherwise the transaction dies with its connection; the embedded server is not left behind either way.
	const release = () => {
		ending ??= end()
	}
	process.once('SIGINT', release)
	process.once('SIGTERM', release)
	const database = await opening
	try {
		await migrate(database.db, join(ROOT, 'migrations'), config.schema)
		working = work(database, interruption)
		return await working
	} finally {
		await ending
		process.off('SIGINT', release)
		process.off('SIGTERM', release)
		await database.close()
	}
}

export function config(): Config {
	return readConfig(process.env, ROOT)
}

/** A sentence on stderr and the exit status it means. Only what nobody expected shows its stack. */
export function explain(thrown: unknown): number {
	const error = thrown instanceof Error && 'constraint' in thrown ? translate(thrown) : thrown
	const say = (text: string) => process.stderr.write(`${text}\n`)
	if (error instanceof UsageError || error instanceof ConfigError) {
		say(error.message)
		return EXIT.usage
	}
	if (error instanceof AppError) {
		say(problemText(error.code, 'en', error.details))
		const invalid = error.code === 'values_invalid' ? (error.details.errors as InvalidValue[]) : []
		for (const { field, message } of invalid) say(`  ${field}: ${message}`)
		return error.status >= 500 ? EXIT.failed : EXIT.usage
	}
	if (error instanceof EmbeddedError || error instanceof MigrationError) {
		say(error.message)
		return EXIT.failed
	}
	const { code } = error as { code?: string }
	if (code === 'EADDRINUSE') {
		say('The port is in use, perhaps by another Lístek. Stop that program, or set LISTEK_PORT to another port.')
		return EXIT.failed
	}
	if (code && isOutage(code)) {
		say(`The database does not answer: ${(error as Error).message}`)
		return EXIT.failed
	}
	say(error instanceof Error ? (error.stack ?? error.message) : String(error))
	return EXIT.failed
}
