import type { Command } from 'commander'
import { findAccount } from '../auth/queries.ts'
import { createToken } from '../auth/tokens.ts'
import { config, UsageError, withDatabase } from './run.ts'

export function tokenCommand(program: Command): void {
	program
		.command('token')
		.description('API tokens')
		.command('create')
		.argument('<name>', 'what it is for, such as "nightly import"')
		.description('make a token and print it, once; it has the rights of its user')
		.option('--user <username>', 'whose rights it has', 'admin')
		.option('--json', 'print one JSON document')
		.action(async (name: string, { user, json }: { user: string; json?: true }) => {
			if (name.trim() === '') throw new UsageError('A token needs a name that says what it is for.')
			const token = await withDatabase(config(), async ({ db }) => {
				const account = await findAccount(db, 'username', user)
				if (!account) throw new UsageError(`There is no user ${user}.`)
				return (await createToken(db, { name, user_id: account.id })).token
			})
			process.stdout.write(json ? `${JSON.stringify({ name, token })}\n` : `${token}\n`)
		})
}
