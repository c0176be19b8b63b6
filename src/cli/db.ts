import type { Command } from 'commander'
import { EmbeddedError } from '../db/binaries.ts'
import { databaseUrl } from '../db/database.ts'
import { config } from './run.ts'

export function dbCommand(program: Command): void {
	program
		.command('db')
		.description('the database in use')
		.command('url')
		.description('a libpq address for psql; answers while a server runs')
		.option('--json', 'print one JSON document')
		.action(async ({ json }: { json?: true }) => {
			const url = await databaseUrl(config())
			if (!url) throw new EmbeddedError('The embedded database does not run now. Start it with `npm start`.')
			process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `${url}\n`)
		})
}
