import { once } from 'node:events'
import { Argument, type Command } from 'commander'
import { TARGETS, type Target } from '../contract/fields.ts'
import { exportFile } from '../import/export.ts'
import { config, withDatabase } from './run.ts'

export function exportCommand(program: Command): void {
	program
		.command('export')
		.addArgument(new Argument('<what>').choices(TARGETS))
		.description('CSV that imports back, on stdout')
		.action(async (target: Target) => {
			await withDatabase(config(), async ({ db }) => {
				for await (const text of exportFile(db, target)) {
					if (!process.stdout.write(text)) await once(process.stdout, 'drain')
				}
			})
		})
}
