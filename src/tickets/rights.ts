import { sql } from 'kysely'
import { record } from '../audit/audit.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Acting } from './acting.ts'

/** Whether a contact sees the tickets of the whole company. */
export async function getTicketRights(db: Db, id: number): Promise<{ company_tickets: boolean }> {
	const row = await db.selectFrom('users').select('company_tickets').where('id', '=', id).executeTakeFirst()
	if (!row) throw new AppError('not_found')
	return row
}

/** A change of the person like any other: whoever edits them at the same time is told. */
export async function setTicketRights(
	db: Db,
	id: number,
	company_tickets: boolean,
	{ person }: Acting,
): Promise<{ company_tickets: boolean }> {
	return await db.transaction().execute(async (tx) => {
		const row = await tx
			.selectFrom('users')
			.select('company_tickets')
			.where('id', '=', id)
			.forUpdate()
			.executeTakeFirst()
		if (!row) throw new AppError('not_found')
		if (row.company_tickets === company_tickets) return { company_tickets }
		await tx
			.updateTable('users')
			.set({ company_tickets, version: sql`version + 1`, updated_at: sql`now()` })
			.where('id', '=', id)
			.execute()
		const details = { company_tickets: { from: row.company_tickets, to: company_tickets } }
		await record(tx, { user_id: person.id, action: 'user.update', subject: 'users', subject_id: id, details })
		return { company_tickets }
	})
}
