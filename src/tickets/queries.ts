import { type RawBuilder, sql } from 'kysely'
import type { TicketScope } from '../auth/permissions.ts'
import type { Named, Priority, Requester, TicketRow } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { visible } from './scope.ts'

/** A person as they are called, from the table's alias. */
export function nameOf(alias: string): RawBuilder<string> {
	const column = (name: string) => sql.ref(`${alias}.${name}`)
	return sql`coalesce(
		nullif(concat_ws(' ', ${column('first_name')}, ${column('last_name')}), ''), ${column('username')}
	)`
}

const columns = sql`
	t.id, t.number, t.subject, t.state, t.state_id, t.priority, t.tags, t.created_at, t.updated_at, t.public_at, t.solved_at,
	t.version, t.requester_id, ${nameOf('requester')} as requester_name, t.company_id, companies.name as company_name,
	t.group_id, groups.name as group_name, t.assignee_id, ${nameOf('assignee')} as assignee_name
`
const tables = sql`
	tickets as t
	join users as requester on requester.id = t.requester_id
	left join companies on companies.id = t.company_id
	left join groups on groups.id = t.group_id
	left join users as assignee on assignee.id = t.assignee_id
`

/** The tickets of these ids that one may see, in the order of the ids. */
export async function getTickets(db: Db, scope: TicketScope, ids: readonly number[]): Promise<TicketRow[]> {
	if (ids.length === 0) return []
	const { rows } = await sql<Row>`
		select ${columns}
		from ${tables}
		where t.id = any (${ids}::bigint[])
		  and ${visible(scope)}
	`.execute(db)
	const byId = new Map(rows.map((row) => [row.id, toTicket(row, scope)]))
	return ids.flatMap((id) => byId.get(id) ?? [])
}

export async function canSeeTicket(db: Db, scope: TicketScope, id: number): Promise<boolean> {
	const { rows } = await sql`select 1 from tickets as t where t.id = ${id} and ${visible(scope)}`.execute(db)
	return rows.length > 0
}

/** For a change: nobody else changes them, or writes into them, until the transaction ends. In the order of ids, so that two bulk changes never wait for each other crosswise. */
export async function lockTickets(tx: Tx, scope: TicketScope, ids: readonly number[]): Promise<TicketRow[]> {
	await sql`
		select t.id
		from tickets as t
		where t.id = any (${ids}::bigint[])
		  and ${visible(scope)}
		order by t.id
		for no key update
	`.execute(tx)
	return await getTickets(tx, scope, ids)
}

/** The requester as the detail shows them. Phones are the staff's, and one's own. */
export async function getRequester(db: Db, scope: TicketScope, id: number): Promise<Requester> {
	const { rows } = await sql<Requester>`
		select users.id, ${nameOf('users')} as name, users.username, users.email, users.email_placeholder,
		       users.phone, users.mobile, users.position, users.active
		from users
		where users.id = ${id}
	`.execute(db)
	const requester = rows[0]!
	const phones = scope.sees === 'own' && scope.user_id !== id ? { phone: null, mobile: null } : {}
	return { ...requester, ...phones }
}

/** The counter's row stays locked until the transaction ends: the number is used, or given to the next one. */
export async function takeNumber(tx: Tx): Promise<number> {
	const { last_number } = await tx
		.updateTable('ticket_counter')
		.set({ last_number: sql`last_number + 1` })
		.returning('last_number')
		.executeTakeFirstOrThrow()
	return last_number
}

export interface InsertedTicket {
	number: number
	subject: string
	requester_id: number
	company_id: number | null
	state: string
	state_id: number
	priority: Priority
	group_id: number | null
	assignee_id: number | null
	tags: string[]
	solved: boolean
}

export async function insertTicket(tx: Tx, { solved, tags, ...values }: InsertedTicket): Promise<number> {
	const { id } = await tx
		.insertInto('tickets')
		.values({ ...values, tags: JSON.stringify(tags), solved_at: solved ? sql`now()` : null })
		.returning('id')
		.executeTakeFirstOrThrow()
	return id
}

export interface TicketUpdate {
	subject?: string
	requester_id?: number
	company_id?: number | null
	state?: string
	state_id?: number
	priority?: Priority
	group_id?: number | null
	assignee_id?: number | null
	tags?: string[]
}

/** The same values for each of them. Solved stays solved since when it was. */
export async function updateTickets(
	tx: Tx,
	ids: readonly number[],
	{ tags, ...values }: TicketUpdate,
	solved?: boolean,
): Promise<void> {
	const solvedAt = solved ? sql<Date>`coalesce(solved_at, now())` : null
	await tx
		.updateTable('tickets')
		.set({
			...values,
			...(tags ? { tags: JSON.stringify(tags) } : {}),
			...(solved === undefined ? {} : { solved_at: solvedAt }),
			version: sql`version + 1`,
			updated_at: sql`now()`,
		})
		.where('id', 'in', ids)
		.execute()
}

/** Something was written into it; its attributes are as they were. */
export async function touchTicket(tx: Tx, id: number): Promise<void> {
	await tx.updateTable('tickets').set({ updated_at: sql`now()` }).where('id', '=', id).execute()
}

/** A customer with the company they are under now. */
export async function findCustomer(db: Db, id: number): Promise<(Named & { company_id: number | null }) | undefined> {
	const { rows } = await sql<Named & { company_id: number | null }>`
		select users.id, ${nameOf('users')} as name, users.company_id
		from users
		where users.id = ${id}
		  and users.role = 'customer'
	`.execute(db)
	return rows[0]
}

export async function findAssignee(db: Db, id: number): Promise<Named | undefined> {
	const { rows } = await sql<Named>`
		select users.id, ${nameOf('users')} as name
		from users
		where users.id = ${id}
		  and users.role <> 'customer'
		  and users.active
	`.execute(db)
	return rows[0]
}

/** Everybody a ticket can be assigned to, for choosing from. */
export async function listAssignees(db: Db, q: string): Promise<Named[]> {
	const { rows } = await sql<Named>`
		select users.id, ${nameOf('users')} as name
		from users
		where users.role <> 'customer'
		  and users.active
		  and (search_query(${q}) is null or users.words @@ search_query(${q}))
		order by users.sort_key, users.id
		limit 200
	`.execute(db)
	return rows
}

export async function findActiveGroup(db: Db, id: number): Promise<Named | undefined> {
	return await db
		.selectFrom('groups')
		.select(['id', 'name'])
		.where('id', '=', id)
		.where('active', '=', true)
		.executeTakeFirst()
}

interface Row
	extends Omit<TicketRow, 'requester' | 'company' | 'group' | 'assignee' | 'created_at' | 'updated_at' | 'solved_at'> {
	requester_id: number
	requester_name: string
	company_id: number | null
	company_name: string | null
	group_id: number | null
	group_name: string | null
	assignee_id: number | null
	assignee_name: string | null
	created_at: Date
	updated_at: Date
	public_at: Date
	solved_at: Date | null
}

/** How the work is shared among operators is not for customers, nor when and how often it was. */
function toTicket(row: Row, { sees }: TicketScope): TicketRow {
	const inside = sees !== 'own'
	return {
		id: row.id,
		number: row.number,
		subject: row.subject,
		state: row.state,
		state_id: row.state_id,
		priority: row.priority,
		requester: { id: row.requester_id, name: row.requester_name },
		company: named(row.company_id, row.company_name),
		group: inside ? named(row.group_id, row.group_name) : null,
		assignee: inside ? named(row.assignee_id, row.assignee_name) : null,
		tags: inside ? row.tags : [],
		created_at: row.created_at.toISOString(),
		updated_at: (inside ? row.updated_at : row.public_at).toISOString(),
		solved_at: row.solved_at?.toISOString() ?? null,
		version: inside ? row.version : 0,
	}
}

function named(id: number | null, name: string | null): Named | null {
	return id === null ? null : { id, name: name ?? '' }
}
