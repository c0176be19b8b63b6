import { join } from 'node:path'
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

/** The database, up to date, for as long as `work` needs it. Starts the embedded one when nobody else did. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
	const opening = openDatabase(config)
	const release = async () => {
		await opening.then((database) => database.close()).catch(() => {})
		process.exit(130)
	}
	// Ctrl-C in the middle: the transaction dies with its connection, and the embedded server is not left behind.
	process.once('SIGINT', release)
	process.once('SIGTERM', release)
	const database = await opening
	try {
		await migrate(database.db, join(ROOT, 'migrations'), config.schema)
		return await work(database)
	} finally {
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
