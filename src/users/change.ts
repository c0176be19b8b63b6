import { record } from '../audit/audit.ts'
import { setPassword } from '../auth/change-password.ts'
import { type Author, isStaff, may } from '../auth/permissions.ts'
import { deleteUserSessions } from '../auth/queries.ts'
import { ROLES, type Role } from '../contract/fields.ts'
import type { User } from '../contract/people.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { invalidValue, invalidValues, type Messages } from '../values/check.ts'
import { isPlaceholderEmail } from '../values/placeholder-email.ts'
import { lockGroups, moveToGroups } from './group-queries.ts'
import { findUser, insertUser, lockOtherAdmins, lockUser, type NewUser, updateUserRow } from './queries.ts'
import { checkUser, type UserValues } from './values.ts'

const MESSAGES = {
	groups_of_customer: {
		cs: 'Ve skupinách jsou jen operátoři a správci.',
		en: 'Only operators and administrators are in groups.',
	},
	group_unknown: {
		cs: 'Některá z těchto skupin už neexistuje. Načtěte stránku znovu.',
		en: 'One of these groups no longer exists. Load the page again.',
	},
} as const satisfies Messages

const everyone = { all: true } as const

/** What a request may say of a person; the groups are all they are in afterwards. */
type UserChange = UserValues & { group_ids?: number[] }

/** @throws AppError values_invalid, username_taken and the like; forbidden when it makes staff. */
export async function createUser(db: Db, { group_ids, ...values }: UserChange, author: Author): Promise<User> {
	const checked = checkUser({ username: null, email: null, ...values }, author)
	requireStaffWrite(author, checked.role ?? ROLES[0])
	const email = checked.email!
	return await db.transaction().execute(async (tx) => {
		const person: NewUser = {
			...checked,
			username: checked.username!,
			email,
			email_placeholder: isPlaceholderEmail(email),
		}
		const id = await insertUser(tx, person)
		const groups = group_ids && (await lockGroups(tx, id, group_ids))
		const moved = groups && (await moveGroups(tx, id, checked.role ?? ROLES[0], groups, author))
		const entry = { action: 'user.create', subject: 'users', subject_id: id }
		const details = { ...checked, ...(moved ? { group_ids: moved.to } : {}) }
		await record(tx, { ...entry, user_id: author.person?.id, details })
		return (await findUser(tx, everyone, id))!
	})
}

/** What is not in `values` stays. @throws AppError version_stale when someone was faster than `version`. */
export async function updateUser(
	db: Db,
	id: number,
	{ version, group_ids, ...values }: UserChange & { version?: number },
	author: Author,
): Promise<User> {
	const checked = checkUser(values, author)
	return await db.transaction().execute(async (tx) => {
		// Before the person, in the order in which a group is edited with its members.
		const groups = group_ids && (await lockGroups(tx, id, group_ids))
		const before = await lockUser(tx, id)
		if (!before) throw new AppError('not_found')
		requireStaffWrite(author, before.role as Role, checked.role ?? ROLES[0])
		if (version !== undefined && version !== before.version) throw new AppError('version_stale')

		const known: Record<string, unknown> = before
		const changed = Object.entries(checked).filter(([field, value]) => known[field] !== value)
		const moved = groups && (await moveGroups(tx, id, checked.role ?? (before.role as Role), groups, author))
		if (changed.length > 0 || moved) {
			const after: Partial<NewUser> = Object.fromEntries(changed)
			if (after.email) after.email_placeholder = isPlaceholderEmail(after.email)
			if (before.role === 'admin' && before.active) await requireAnotherAdmin(tx, id, after)
			await updateUserRow(tx, id, after)
			if (after.active === false) await deleteUserSessions(tx, id)
			const details = changed.map(([field, to]): [string, unknown] => [field, { from: known[field], to }])
			if (moved) details.push(['group_ids', moved])
			const entry = { action: 'user.update', subject: 'users', subject_id: id }
			await record(tx, { ...entry, user_id: author.person?.id, details: Object.fromEntries(details) })
		}
		return (await findUser(tx, everyone, id))!
	})
}

/** Signs the person out everywhere. @throws AppError not_found, password_weak; forbidden for staff's without the right. */
export async function givePassword(db: Db, id: number, password: string, author: Author): Promise<void> {
	const user = await findUser(db, everyone, id)
	if (!user) throw new AppError('not_found')
	requireStaffWrite(author, user.role)
	await setPassword(db, id, password, author)
}

/** @returns what changed, if anything did @throws AppError values_invalid for a customer or a group that is not there */
async function moveGroups(
	tx: Tx,
	id: number,
	role: Role,
	{ from, to, known }: Awaited<ReturnType<typeof lockGroups>>,
	{ language }: Author,
): Promise<{ from: number[]; to: number[] } | undefined> {
	const refuse = (rule: keyof typeof MESSAGES) => invalidValues([invalidValue(MESSAGES, rule, 'group_ids', language)])
	if (to.length > 0 && !isStaff(role)) throw refuse('groups_of_customer')
	if (to.some((group) => !known.includes(group))) throw refuse('group_unknown')
	if (from.join() === to.join()) return undefined
	await moveToGroups(tx, id, { from, to })
	return { from, to }
}

/** Whoever may write customers must not make themselves, or a friend, an administrator. */
function requireStaffWrite({ person }: Author, ...roles: Role[]): void {
	if (person && roles.some(isStaff) && !may(person, 'staff.write')) throw new AppError('forbidden')
}

/** Without one nobody could let anybody in again. */
async function requireAnotherAdmin(tx: Tx, id: number, after: Partial<NewUser>): Promise<void> {
	const leaves = after.active === false || (after.role !== undefined && after.role !== 'admin')
	if (leaves && (await lockOtherAdmins(tx, id)).length === 0) throw new AppError('last_admin')
}
