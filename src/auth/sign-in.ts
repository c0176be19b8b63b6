import { record } from '../audit/audit.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { normalForm } from '../values/normal.ts'
import { verifyPassword } from './passwords.ts'
import type { Person } from './permissions.ts'
import { findAccount, getSignInMethod } from './queries.ts'

/**
 * @throws AppError sign_in_failed, whatever was wrong: who tries accounts must not learn that one exists,
 * has no password yet, or was deactivated.
 */
export async function signIn(db: Db, login: string, password: string): Promise<Person> {
	const account = await findAccount(db, await getSignInMethod(db), tidyLogin(login))
	const matches = await verifyPassword(account?.password_hash, password)
	if (!account || !matches || !account.active) throw new AppError('sign_in_failed')
	const { password_hash: _, active: __, ...person } = account
	await record(db, { user_id: person.id, action: 'session.create', subject: 'users', subject_id: person.id })
	return person
}

/** As usernames and e-mails are stored. PostgreSQL takes no NUL, and no account has one. */
function tidyLogin(login: string): string {
	return normalForm(login, 'NFC').replaceAll('\0', '').trim()
}
