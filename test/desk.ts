import type { App } from '../src/api/app.ts'
import type { Message, Ticket, TicketState } from '../src/contract/tickets.ts'
import type { Db } from '../src/db/database.ts'
import { ticketRoutes } from '../src/tickets/routes.ts'
import { type Call, callerFor, insertPerson, testServer } from './server.ts'

/** For tests: a help desk with two companies, their contacts, and operators. */
export interface Desk {
	app: App
	db: Db
	ids: Record<'jana' | 'petr' | 'eva' | 'olga' | 'ota' | 'admin' | 'acme' | 'other', number>
	/** jana and petr are contacts of Acme, eva of another company; olga and ota are operators. */
	jana: Call
	petr: Call
	eva: Call
	olga: Call
	ota: Call
	admin: Call
	/** A group of these operators. */
	insertGroup(name: string, members: number[]): Promise<number>
	/** Made by olga for jana. */
	create(values?: object): Promise<Ticket>
	stateId(base: TicketState['base']): Promise<number>
}

export async function testDesk(createServer: Parameters<typeof testServer>[0], db: Db): Promise<Desk> {
	const app = await testServer(createServer, db, (routes) => ticketRoutes(routes, db))
	const company = async (name: string) =>
		(await db.insertInto('companies').values({ name }).returning('id').executeTakeFirstOrThrow()).id
	const acme = await company('Řízkárna Acme s.r.o.')
	const other = await company('Other a.s.')
	const person = async (username: string, last_name: string, values: object) => {
		const id = await insertPerson(db, { username, ...values })
		await db.updateTable('users').set({ last_name }).where('id', '=', id).execute()
		return id
	}
	const ids = {
		acme,
		other,
		jana: await person('jana', 'Nováková', { company_id: acme }),
		petr: await person('petr', 'Dvořák', { company_id: acme }),
		eva: await person('eva', 'Cizí', { company_id: other }),
		olga: await person('olga', 'Operátorová', { role: 'operator' }),
		ota: await person('ota', 'Otakar', { role: 'operator' }),
		admin: await person('admin', 'Správce', { role: 'admin' }),
	}
	const olga = await callerFor(app, db, ids.olga)
	return {
		app,
		db,
		ids,
		jana: await callerFor(app, db, ids.jana),
		petr: await callerFor(app, db, ids.petr),
		eva: await callerFor(app, db, ids.eva),
		olga,
		ota: await callerFor(app, db, ids.ota),
		admin: await callerFor(app, db, ids.admin),
		async insertGroup(name, members) {
			const { id } = await db.insertInto('groups').values({ name }).returning('id').executeTakeFirstOrThrow()
			for (const user_id of members) await db.insertInto('group_members').values({ group_id: id, user_id }).execute()
			return id
		},
		async create(values = {}) {
			const payload = { subject: 'Tiskárna netiskne', body: 'Prosím o pomoc.', requester_id: ids.jana, ...values }
			const { status, body } = await olga('POST', '/tickets', payload)
			if (status !== 201) throw new Error(JSON.stringify(body))
			return body as unknown as Ticket
		},
		async stateId(base) {
			return (await db.selectFrom('ticket_states').select('id').where('base', '=', base).executeTakeFirstOrThrow()).id
		},
	}
}

/** A thread in short: `reply: text`, `state: 1 → 2`. */
export function thread(ticket: { [key: string]: unknown }): string[] {
	return (ticket.messages as Message[]).map(({ kind, body, event }) =>
		event ? `${event.field}: ${event.from} → ${event.to}` : `${kind}: ${body}`,
	)
}

export function subjects(page: { [key: string]: unknown }): string[] {
	return (page.items as { subject: string }[]).map((item) => item.subject)
}
