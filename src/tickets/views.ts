import { record } from '../audit/audit.ts'
import type { SavedView, TicketFilter } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'
import { checkLine, tidySearch, tidyTag } from './values.ts'

const columns = ['id', 'name', 'filter'] as const

/** One's own lists; nobody else sees them. */
export async function listViews(db: Db, { person }: Acting): Promise<SavedView[]> {
	const query = db.selectFrom('ticket_views').select(columns).where('user_id', '=', person.id).orderBy('id').limit(200)
	return (await query.execute()).map(toView)
}

export async function createView(
	db: Db,
	{ name, filter }: { name: string; filter: TicketFilter },
	{ person, language }: Acting,
): Promise<SavedView> {
	const tidy = tidyFilter(filter)
	const values = { user_id: person.id, name: checkLine('name', name, language), filter: JSON.stringify(tidy) }
	return await db.transaction().execute(async (tx) => {
		const row = await tx.insertInto('ticket_views').values(values).returning(columns).executeTakeFirstOrThrow()
		const entry = { action: 'ticket_view.create', subject: 'ticket_views', subject_id: row.id }
		await record(tx, { ...entry, user_id: person.id, details: { name: values.name, filter: tidy } })
		return toView(row)
	})
}

export async function updateView(
	db: Db,
	id: number,
	{ name, filter }: { name?: string; filter?: TicketFilter },
	{ person, language }: Acting,
): Promise<SavedView> {
	const changed = {
		...(name === undefined ? {} : { name: checkLine('name', name, language) }),
		...(filter === undefined ? {} : { filter: JSON.stringify(tidyFilter(filter)) }),
	}
	return await db.transaction().execute(async (tx) => {
		const row = await tx
			.updateTable('ticket_views')
			// Never empty: a statement that sets nothing is none.
			.set({ user_id: person.id, ...changed })
			.where('id', '=', id)
			.where('user_id', '=', person.id)
			.returning(columns)
			.executeTakeFirst()
		if (!row) throw new AppError('not_found')
		const entry = { action: 'ticket_view.update', subject: 'ticket_views', subject_id: id }
		await record(tx, { ...entry, user_id: person.id, details: changed })
		return toView(row)
	})
}

export async function deleteView(db: Db, id: number, { person }: Acting): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const query = tx.deleteFrom('ticket_views').where('id', '=', id).where('user_id', '=', person.id)
		const { numDeletedRows } = await query.executeTakeFirst()
		if (numDeletedRows === 0n) throw new AppError('not_found')
		await record(tx, { user_id: person.id, action: 'ticket_view.delete', subject: 'ticket_views', subject_id: id })
	})
}

function tidyFilter({ q, tag, ...rest }: TicketFilter): TicketFilter {
	return {
		...rest,
		...(q === undefined ? {} : { q: tidySearch(q) }),
		...(tag === undefined ? {} : { tag: tidyTag(tag) }),
	}
}

function toView({ filter, ...rest }: { id: number; name: string; filter: unknown }): SavedView {
	return { ...rest, filter: filter as TicketFilter }
}
