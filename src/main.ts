import { Command } from 'commander'
import { convertCommand } from './cli/convert.ts'
import { dbCommand } from './cli/db.ts'
import { exportCommand } from './cli/export.ts'
import { importCommand } from './cli/import.ts'
import { importsCommand } from './cli/imports.ts'
import { migrateCommand } from './cli/migrate.ts'
import { EXIT, explain } from './cli/run.ts'
import { serve } from './cli/serve.ts'
import { tokenCommand } from './cli/token.ts'
import { undoCommand } from './cli/undo.ts'
import { userCommand } from './cli/user.ts'

/** Every command. Routes and background work are named in `product.ts`. */
const program = new Command('listek')
	.description('Self-hosted ticketing that gets customers in from the CSV files they really have.')
	.showHelpAfterError('(listek --help lists the commands)')
	.exitOverride()

program
	.command('serve')
	.description('web and background work in one process')
	.option('--no-worker', 'leave the background work to `listek worker`')
	.action((options: { worker: boolean }) => serve({ web: true, worker: options.worker }))
program
	.command('worker')
	.description('background work only')
	.action(() => serve({ web: false, worker: true }))
for (const add of [
	migrateCommand,
	importCommand,
	importsCommand,
	undoCommand,
	convertCommand,
	exportCommand,
	userCommand,
	tokenCommand,
	dbCommand,
]) {
	add(program)
}

// Whoever read the output (`listek export users | head`) wanted no more of it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit()
	throw error
})

try {
	await program.parseAsync()
} catch (error) {
	const { code, exitCode } = error as { code?: unknown; exitCode?: number }
	// commander has said what was wrong; asking for help is not wrong.
	if (String(code).startsWith('commander.')) process.exitCode = exitCode === 0 ? EXIT.done : EXIT.usage
	else process.exitCode = explain(error)
}
// A broken pipe or a library's open handle must not keep a finished command alive.
process.exit()
