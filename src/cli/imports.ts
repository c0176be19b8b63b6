import type { Command } from 'commander'
import { listImports } from '../import/queries.ts'
import { listedJson } from './import-report.ts'
import { config, withDatabase } from './run.ts'
import { wholeNumber } from './whole-number.ts'

export function importsCommand(program: Command): void {
	program
		.command('imports')
		.description('history, newest first')
		.option('--limit <n>', 'how many', wholeNumber(1), 50)
		.option('--json', 'print one JSON document')
		.action(async ({ limit, json }: { limit: number; json?: true }) => {
			const found = await withDatabase(config(), ({ db }) => listImports(db, { limit }))
			if (json) {
				process.stdout.write(`${JSON.stringify({ imports: found.map(listedJson) })}\n`)
				return
			}
			for (const one of found) {
				const when = one.created_at.toISOString().slice(0, 16).replace('T', ' ')
				const { read = 0, created = 0, refused = 0 } = one.counts ?? {}
				process.stdout.write(
					`${one.id}\t${when}\t${one.state}\t${one.target}\t${one.filename}\t${read} read, ${created} created, ${refused} refused\n`,
				)
			}
		})
}
