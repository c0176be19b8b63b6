import { type Command, Option } from 'commander'
import { checkPassword, generatePassword } from '../auth/passwords.ts'
import { findAccount } from '../auth/queries.ts'
import { ROLES, type Role } from '../contract/fields.ts'
import { createUser, givePassword } from '../users/change.ts'
import { config, UsageError, withDatabase } from './run.ts'

interface AddFlags {
	email: string
	role: Role
	firstName?: string
	lastName?: string
	password?: string
	json?: true
}

/** What is done at the shell is done by whoever may read the database anyway: no permission is asked. */
const AUTHOR = { language: 'en' } as const

export function userCommand(program: Command): void {
	const user = program.command('user').description('accounts')
	user
		.command('add')
		.argument('<username>')
		.description('make an account; without --password one is generated and printed')
		.requiredOption('--email <address>')
		.addOption(new Option('--role <role>').choices(ROLES).default('customer'))
		.option('--first-name <name>')
		.option('--last-name <name>')
		.option('--password <password>')
		.option('--json', 'print one JSON document')
		.action(async (username: string, flags: AddFlags) => {
			const password = flags.password ?? generatePassword()
			// Before the account is made: without a password it would be half of one.
			checkPassword(password, AUTHOR)
			const made = await withDatabase(config(), async ({ db }) => {
				const values = {
					username,
					email: flags.email,
					role: flags.role,
					first_name: flags.firstName ?? null,
					last_name: flags.lastName ?? null,
				}
				const { id } = await createUser(db, values, AUTHOR)
				await givePassword(db, id, password, AUTHOR)
				return id
			})
			answer({ id: made, username, password: flags.password ? undefined : password }, flags.json)
		})
	user
		.command('password')
		.argument('<username>')
		.description('set a password; without --password one is generated and printed. Signs the person out everywhere')
		.option('--password <password>')
		.option('--json', 'print one JSON document')
		.action(async (username: string, flags: { password?: string; json?: true }) => {
			const password = flags.password ?? generatePassword()
			const id = await withDatabase(config(), async ({ db }) => {
				const account = await findAccount(db, 'username', username)
				if (!account) throw new UsageError(`There is no user ${username}.`)
				await givePassword(db, account.id, password, AUTHOR)
				return account.id
			})
			answer({ id, username, password: flags.password ? undefined : password }, flags.json)
		})
}

function answer(account: { id: number; username: string; password: string | undefined }, json: true | undefined): void {
	const text = account.password ? `${account.username} signs in with ${account.password}` : `${account.username}: done`
	process.stdout.write(json ? `${JSON.stringify(account)}\n` : `${text}\n`)
}
