import { record } from '../audit/audit.ts'
import type { Author } from '../auth/permissions.ts'
import type { Settings, SignInMethod } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import {
	countSharedEmails,
	createEmailKey,
	dropEmailKey,
	listSharedEmails,
	lockSettings,
	lockUsers,
	updateSettings,
} from './queries.ts'

/** As many shared e-mails as a person can work through before asking again. */
const SHOWN = 100

/**
 * R9: people sign in by e-mail only while nobody shares one. The unique index is made and dropped with the
 * setting, in one transaction, so that no way of writing people gets around it.
 *
 * @throws AppError emails_repeated with the people who share an address.
 */
export async function switchSignIn(db: Db, sign_in: SignInMethod, { person }: Author): Promise<Settings> {
	return await db.transaction().execute(async (tx) => {
		const before = await lockSettings(tx)
		if (before.sign_in === sign_in) return before

		if (sign_in === 'email') {
			await lockUsers(tx)
			const duplicates = await listSharedEmails(tx, SHOWN)
			if (duplicates.length > 0) {
				throw new AppError('emails_repeated', { total: await countSharedEmails(tx), duplicates })
			}
			await createEmailKey(tx)
		}
		if (sign_in === 'username') await dropEmailKey(tx)
		await updateSettings(tx, { sign_in })
		const details = { sign_in: { from: before.sign_in, to: sign_in } }
		await record(tx, { user_id: person?.id, action: 'settings.update', subject: 'settings', details })
		return { ...before, sign_in }
	})
}
