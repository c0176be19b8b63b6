import { record } from '../audit/audit.ts'
import type { Person } from '../auth/permissions.ts'
import type { UiLanguage } from '../contract/fields.ts'
import type { Group } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
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
	name_missing: { cs: 'Vyplňte toto pole.', en: 'Fill this in.' },
	name_too_long: {
		cs: `Je to příliš dlouhé; vejde se sem znaků: ${MAX_NAME}.`,
		en: `This is too long; characters that fit: ${MAX_NAME}.`,
	},
	member_unknown: {
		cs: 'Členem skupiny může být jen operátor nebo správce.',
		en: 'Only operators and administrators can be members.',
	},
} as const satisfies Record<string, Record<UiLanguage, string>>

/** @throws AppError values_invalid, group_name_taken */
export async function createGroup(
	db: Db,
	{ name, member_ids = [] }: { name: string; member_ids?: number[] },
	acting: Acting,
): Promise<Group> {
	const checked = checkName(name, acting)
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
		...(name === undefined ? {} : { name: checkName(name, acting) }),
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
	if ((await countStaff(tx, unique)) < unique.length) throw invalid('member_ids', 'member_unknown', language)
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

/** NFC, without control characters, spaces single and none at the ends. */
function checkName(typed: string, { language }: Acting): string {
	const name = typed
		.toWellFormed()
		.normalize('NFC')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim()
	if (name === '') throw invalid('name', 'name_missing', language)
	if ([...name].length > MAX_NAME) throw invalid('name', 'name_too_long', language)
	return name
}

function invalid(field: string, code: keyof typeof MESSAGES, language: UiLanguage): AppError {
	return new AppError('values_invalid', { errors: [{ field, code, message: MESSAGES[code][language] }] })
}
