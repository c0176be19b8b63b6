import { record } from '../audit/audit.ts'
import type { Person } from '../auth/permissions.ts'
import type { UiLanguage } from '../contract/fields.ts'
import type { Group } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { checkLine, invalidValue, invalidValues, type Messages } from '../values/check.ts'
import {
	countStaff,
	deleteGroupRow,
	insertGroup,
	listGroups,
	lockGroup,
	setMembers,
	updateGroupRow,
} from './queries.ts'

/** A request is one. */
interface Acting {
	person: Person
	language: UiLanguage
}

const MAX_NAME = 100
const MESSAGES = {
	member_unknown: {
		cs: 'Členem skupiny může být jen operátor nebo správce.',
		en: 'Only operators and administrators can be members.',
	},
} as const satisfies Messages

/** @throws AppError values_invalid, group_name_taken */
export async function createGroup(
	db: Db,
	{ name, member_ids = [] }: { name: string; member_ids?: number[] },
	acting: Acting,
): Promise<Group> {
	const checked = checkLine('name', name, MAX_NAME, acting.language)
	return await db.transaction().execute(async (tx) => {
		const id = await insertGroup(tx, checked)
		await replaceMembers(tx, id, member_ids, acting)
		await recordGroup(tx, 'group.create', id, { name: checked, member_ids }, acting)
		return await getGroup(tx, id)
	})
}

export interface GroupChange {
	name?: string
	active?: boolean
	/** All of them: who is not in it leaves the group. */
	member_ids?: number[]
	version?: number
}

/** Its version grows with its members, too. @throws AppError version_stale, values_invalid, group_name_taken */
export async function updateGroup(
	db: Db,
	id: number,
	{ version, name, active, member_ids }: GroupChange,
	acting: Acting,
): Promise<Group> {
	const changed = {
		...(name === undefined ? {} : { name: checkLine('name', name, MAX_NAME, acting.language) }),
		...(active === undefined ? {} : { active }),
	}
	return await db.transaction().execute(async (tx) => {
		const before = await lockGroup(tx, id)
		if (!before) throw new AppError('not_found')
		if (version !== undefined && version !== before.version) throw new AppError('version_stale')
		const members = (await getGroup(tx, id)).members.map((member) => member.id)
		await updateGroupRow(tx, id, changed)
		if (member_ids) await replaceMembers(tx, id, member_ids, acting)
		const details = {
			from: { ...before, member_ids: members },
			to: { ...changed, ...(member_ids ? { member_ids } : {}) },
		}
		await recordGroup(tx, 'group.update', id, details, acting)
		return await getGroup(tx, id)
	})
}

/** @throws AppError group_in_use while there are tickets in it: without their group everybody would see them. */
export async function deleteGroup(db: Db, id: number, acting: Acting): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const before = await lockGroup(tx, id)
		if (!before) throw new AppError('not_found')
		await deleteGroupRow(tx, id)
		await recordGroup(tx, 'group.delete', id, { name: before.name }, acting)
	})
}

async function getGroup(tx: Tx, id: number): Promise<Group> {
	const [group] = await listGroups(tx, id)
	return group!
}

async function replaceMembers(tx: Tx, id: number, member_ids: number[], { language }: Acting): Promise<void> {
	const unique = [...new Set(member_ids)]
	if ((await countStaff(tx, unique)) < unique.length) {
		throw invalidValues([invalidValue(MESSAGES, 'member_unknown', 'member_ids', language)])
	}
	await setMembers(tx, id, unique)
}

async function recordGroup(
	tx: Tx,
	action: string,
	subject_id: number,
	details: Record<string, unknown>,
	{ person }: Acting,
): Promise<void> {
	await record(tx, { user_id: person.id, action, subject: 'groups', subject_id, details })
}
