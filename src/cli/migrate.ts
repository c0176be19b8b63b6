import { join } from 'node:path'
import type { Command } from 'commander'
import { openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { ROOT, config as readSettings } from './run.ts'

export function migrateCommand(program: Command): void {
	program
		.command('migrate')
		.description('bring the database up to date')
		.option('--json', 'print one JSON document')
		.action(async ({ json }: { json?: true }) => {
			const config = readSettings()
			const database = await openDatabase(config)
			try {
				const applied = await migrate(database.db, join(ROOT, 'migrations'), config.schema)
				const text = applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`
				process.stdout.write(json ? `${JSON.stringify({ applied })}\n` : `${text}\n`)
			} finally {
				await database.close()
			}
		})
}
