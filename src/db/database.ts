import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Config } from '../config.ts'
import type { Tables } from '../tables.ts'
import { findEmbedded, openEmbedded } from './embedded.ts'

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

/** The database in use: Kysely for statements, the pool beneath for COPY and for what needs its own connection. */
export interface Database {
	db: Db
	pool: pg.Pool
	/** How any library connects to the same database and schema. */
	connection: pg.ClientConfig
	close(): Promise<void>
}

// Ids are bigint and stay below 2^53: numbers in JSON, as the API promises.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Statements get this long to end. What takes longer, a commit of a million rows, dies with its connection: whoever asks
 * a process to stop does not wait for it, and a worker starts it over.
 */
const DRAIN_MS = 2_000

/** Opens the external database or the embedded one. @throws EmbeddedError */
export async function openDatabase(config: Config, poolSize = 12): Promise<Database> {
	const embedded = config.databaseUrl ? undefined : await openEmbedded(config.dataDir)
	const connection = connectionConfig(embedded?.connection ?? { connectionString: config.databaseUrl! }, config.schema)
	const database = connectDatabase(connection, poolSize)
	return {
		...database,
		async close() {
			await Promise.race([database.close(), sleep(DRAIN_MS)])
			await embedded?.release()
		},
	}
}

/**
 * A connection that breaks fails its query, or the attempt to connect, and that is heard. Its own `error` event, which
 * comes besides and also in the middle of connecting, would end the process if nobody listened.
 */
class SteadyClient extends pg.Client {
	constructor(config?: string | pg.ClientConfig) {
		super(config)
		this.on('error', () => {})
	}
}

/** A pool on an address; tests use it on their own clones. */
export function connectDatabase(connection: pg.ClientConfig, poolSize = 5): Database {
	const pool = new pg.Pool({ ...connection, max: poolSize, application_name: 'listek', Client: SteadyClient })
	// An idle connection that breaks is replaced at the next use; unheard it would end the process.
	pool.on('error', () => {})
	const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
	return { db, pool, connection, close: () => db.destroy() }
}

export function connectionConfig(address: pg.ClientConfig, schema: string): pg.ClientConfig {
	return { ...address, options: `-c search_path=${schema}` }
}

/** A libpq address for psql. @returns undefined when the embedded server does not run. */
export async function databaseUrl(config: Config): Promise<string | undefined> {
	const options = `options=${encodeURIComponent(`-c search_path=${config.schema}`)}`
	if (config.databaseUrl) return `${config.databaseUrl}${config.databaseUrl.includes('?') ? '&' : '?'}${options}`
	const found = await findEmbedded(config.dataDir)
	return found && `postgresql://${found.user}@/${found.database}?host=${encodeURIComponent(found.host)}&${options}`
}
