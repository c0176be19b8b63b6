import { sql } from 'kysely'
import { record } from '../audit/audit.ts'
import type { BaseState, TicketState } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'
import { checkLine } from './values.ts'

const columns = ['id', 'base', 'name_cs', 'name_en', 'position', 'active', 'version'] as const

/** Every state, those switched off too: tickets may still have them. */
export async function listStates(db: Db): Promise<TicketState[]> {
	const rows = await db.selectFrom('ticket_states').select(columns).orderBy('position').orderBy('id').execute()
	return rows.map(toState)
}

export async function findActiveState(db: Db, id: number): Promise<TicketState | undefined> {
	const query = db.selectFrom('ticket_states').select(columns).where('id', '=', id).where('active', '=', true)
	const row = await query.executeTakeFirst()
	return row && toState(row)
}

/** The first in order of a base; there always is one (`last_state`). */
export async function getStateOf(db: Db, base: BaseState): Promise<TicketState> {
	const row = await db
		.selectFrom('ticket_states')
		.select(columns)
		.where('base', '=', base)
		.where('active', '=', true)
		.orderBy('position')
		.orderBy('id')
		.limit(1)
		.executeTakeFirstOrThrow()
	return toState(row)
}

export type StateValues = Partial<Pick<TicketState, 'name_cs' | 'name_en' | 'position' | 'active'>>

export async function createState(
	db: Db,
	{ base, ...values }: { base: BaseState; name_cs: string; name_en: string; position?: number },
	{ person, language }: Acting,
): Promise<TicketState> {
	const checked = checkNames(values, language)
	return await db.transaction().execute(async (tx) => {
		// Without a place of its own after the others of its base: the first of them is what replies and reopening give.
		const last = sql<number>`(select max(position) from ticket_states where base = ${base})`
		const names = { name_cs: checked.name_cs!, name_en: checked.name_en! }
		const inserted = { base, position: last, ...checked, ...names }
		const row = await tx.insertInto('ticket_states').values(inserted).returning(columns).executeTakeFirstOrThrow()
		const entry = { action: 'ticket_state.create', subject: 'ticket_states', subject_id: row.id }
		await record(tx, { ...entry, user_id: person.id, details: { base, ...checked } })
		return toState(row)
	})
}

/** A state's base never changes, so nothing becomes open or closed by it. @throws AppError last_state, version_stale */
export async function updateState(
	db: Db,
	id: number,
	{ version, ...values }: StateValues & { version?: number },
	{ person, language }: Acting,
): Promise<TicketState> {
	const checked = checkNames(values, language)
	return await db.transaction().execute(async (tx) => {
		// All of them: two people must not switch off the last two of a base at once.
		const states = await tx.selectFrom('ticket_states').select(columns).orderBy('id').forUpdate().execute()
		const before = states.find((state) => state.id === id)
		if (!before) throw new AppError('not_found')
		if (version !== undefined && version !== before.version) throw new AppError('version_stale')
		const others = states.filter((state) => state.base === before.base && state.active && state.id !== id)
		if (checked.active === false && others.length === 0) throw new AppError('last_state')
		const row = await tx
			.updateTable('ticket_states')
			.set({ ...checked, version: sql`version + 1` })
			.where('id', '=', id)
			.returning(columns)
			.executeTakeFirstOrThrow()
		const entry = { action: 'ticket_state.update', subject: 'ticket_states', subject_id: id }
		await record(tx, { ...entry, user_id: person.id, details: { ...checked } })
		return toState(row)
	})
}

function checkNames(values: StateValues, language: Acting['language']): StateValues {
	const { name_cs, name_en, ...rest } = values
	return {
		...rest,
		...(name_cs === undefined ? {} : { name_cs: checkLine('name', name_cs, language) }),
		...(name_en === undefined ? {} : { name_en: checkLine('name', name_en, language) }),
	}
}

function toState({ base, ...rest }: Omit<TicketState, 'base'> & { base: string }): TicketState {
	return { ...rest, base: base as BaseState }
}
