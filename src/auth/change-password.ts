import { record } from '../audit/audit.ts'
import { problemText } from '../contract/problems.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts'
import type { Author, Person } from './permissions.ts'
import { deleteUserSessions, findPasswordHash, updatePassword } from './queries.ts'

/** One's own: the current one is asked for, so that an unlocked screen is not enough. @throws AppError password_wrong, password_weak */
export async function changeOwnPassword(
	db: Db,
	{ person, language }: Author & { person: Person },
	passwords: { current: string; password: string },
	keepSession: Buffer | undefined,
): Promise<void> {
	if (!(await verifyPassword(await findPasswordHash(db, person.id), passwords.current))) {
		const message = problemText('password_wrong', language, {})
		throw new AppError('password_wrong', { errors: [{ field: 'current', code: 'password_wrong', message }] })
	}
	await setPassword(db, person.id, passwords.password, { person, language }, keepSession)
}

/** Whoever is signed in with the old one is signed out, except with the session that is kept. @throws AppError password_weak */
export async function setPassword(db: Db, user_id: number, password: string, author: Author, keepSession?: Buffer) {
	checkPassword(password, author)
	const hash = await hashPassword(password)
	await db.transaction().execute(async (tx) => {
		await updatePassword(tx, user_id, hash)
		await deleteUserSessions(tx, user_id, keepSession)
		await record(tx, { user_id: author.person?.id, action: 'user.password', subject: 'users', subject_id: user_id })
	})
}
