import { join } from 'node:path'
import { sql } from 'kysely'
import { type Database, openDatabase } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { config, environment, ROOT } from './settings.ts'

/** A help desk of its own in a schema of the benchmark's database, thrown away afterwards. */
export async function inSchema<T>(
	dataDir: string,
	schema: string,
	work: (database: Database, env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
	const env = environment(dataDir, schema)
	const database = await openDatabase(config(env), 5)
	try {
		await migrate(database.db, join(ROOT, 'migrations'), schema)
		return await work(database, env)
	} finally {
		await sql`drop schema ${sql.id(schema)} cascade`.execute(database.db).catch(() => {})
		await database.close()
	}
}
