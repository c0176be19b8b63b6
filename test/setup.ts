import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { connectDatabase, connectionConfig } from '../src/db/database.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'

declare module 'vitest' {
	interface ProvidedContext {
		/** Where test databases are made, and the migrated one they are cloned from. */
		server: pg.ClientConfig
		template: string
	}
}

/** One PostgreSQL for all tests: `DATABASE_URL`'s server when set, else an embedded one in a folder of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { server, stop } = await startServer()
	const template = `listek_template_${randomUUID().slice(0, 8)}`
	await withClient(server, (client) => client.query(`create database ${template}`))

	const database = connectDatabase(connectionConfig(onDatabase(server, template), 'listek'))
	await migrate(database.db, join(import.meta.dirname, '../migrations'), 'listek')
	await database.close()

	project.provide('server', server)
	project.provide('template', template)
	return async () => {
		await withClient(server, (client) => client.query(`drop database if exists ${template} with (force)`))
		await stop()
	}
}

async function startServer(): Promise<{ server: pg.ClientConfig; stop: () => Promise<void> }> {
	const { DATABASE_URL } = process.env
	if (DATABASE_URL) return { server: { connectionString: DATABASE_URL }, stop: async () => {} }

	const folder = await mkdtemp(join(tmpdir(), 'listek-test-'))
	const embedded = await openEmbedded(folder)
	// Test data is thrown away: waiting for the disk would be half of the time.
	await withClient(embedded.connection, async (client) => {
		await client.query('alter system set fsync = off')
		await client.query('alter system set max_connections = 200')
		await client.query('select pg_reload_conf()')
	})
	return {
		server: embedded.connection,
		async stop() {
			await embedded.release()
			await rm(folder, { recursive: true, force: true })
		},
	}
}

/** The same server, another database. */
export function onDatabase(server: pg.ClientConfig, database: string): pg.ClientConfig {
	if (!server.connectionString) return { ...server, database }
	const url = new URL(server.connectionString)
	url.pathname = `/${database}`
	return { connectionString: url.href }
}

async function withClient<T>(server: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client(server)
	await client.connect()
	try {
		return await work(client)
	} finally {
		await client.end()
	}
}
