import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from './database.ts'

/** The database was migrated by a newer version, is too old, or lacks something Lístek needs. */
export class MigrationError extends Error {}

/** Brings the schema up to date; forward only. Concurrent callers wait for each other. @throws MigrationError */
export async function migrate(db: Db, folder: string, schema: string): Promise<string[]> {
	await requireServer(db)
	await sql`create schema if not exists ${sql.id(schema)}`.execute(db)
	const migrations = await readMigrations(folder)
	// Looked up here first: the Migrator describes every column of the database each time, which takes a while beside
	// many imports and fails when one of them drops a table meanwhile.
	if (await isUpToDate(db, Object.keys(migrations))) return []
	const migrator = new Migrator({
		db,
		provider: { getMigrations: async () => migrations },
		migrationTableSchema: schema,
	})
	const { error, results } = await migrator.migrateToLatest()
	if (error)
		throw new MigrationError(`The database could not be brought up to date: ${message(error)}`, { cause: error })
	return (results ?? []).map((result) => result.migrationName)
}

/** Whether exactly these were made. */
async function isUpToDate(db: Db, names: readonly string[]): Promise<boolean> {
	const { rows } = await sql<{ found: boolean }>`select to_regclass('kysely_migration') is not null as found`.execute(
		db,
	)
	if (!rows[0]!.found) return false
	const { rows: made } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
	const known = new Set(made.map(({ name }) => name))
	return known.size === names.length && names.every((name) => known.has(name))
}

async function requireServer(db: Db): Promise<void> {
	const { rows } = await sql<{ version: number; folds: boolean; utf8: boolean }>`
		select current_setting('server_version_num')::int as version,
		       lower('Ž') = 'ž' as folds,
		       current_setting('server_encoding') = 'UTF8' as utf8
	`.execute(db)
	const { version, folds, utf8 } = rows[0]!
	if (version < 150_000) throw new MigrationError('Lístek needs PostgreSQL 15 or newer.')
	if (!utf8) throw new MigrationError('The database must have the encoding UTF8.')
	// With the plain C locale of older servers lower() leaves Ž as it is, and two usernames could differ in case only.
	if (!folds)
		throw new MigrationError('The database must have a UTF-8 locale; its lower() does not know Czech letters.')
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
	const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
	const entries = files.map(async (file): Promise<[string, Migration]> => {
		const text = await readFile(join(folder, file), 'utf8')
		return [file.slice(0, -'.sql'.length), { up: async (db) => void (await sql.raw(text).execute(db)) }]
	})
	return Object.fromEntries(await Promise.all(entries))
}

function message(error: unknown): string {
	return error instanceof Error ? error.message : String(error)
}
