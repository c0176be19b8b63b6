import { sql } from 'kysely'
import type { Scope } from '../auth/permissions.ts'
import type { Role } from '../contract/fields.ts'
import type { Page } from '../contract/imports.ts'
import type { User } from '../contract/people.ts'
import type { Db, Tx } from '../db/database.ts'
import { cursorOf, readCursor } from './cursor.ts'
import type { UserValues } from './values.ts'

const columns = [
	'users.id',
	'users.username',
	'users.email',
	'users.email_placeholder',
	'users.first_name',
	'users.last_name',
	'users.title_before',
	'users.title_after',
	'users.phone',
	'users.mobile',
	'users.company_id',
	'users.role',
	'users.position',
	'users.language',
	'users.note',
	'users.external_id',
	'users.active',
	'users.import_id',
	'users.import_line',
	'users.created_at',
	'users.updated_at',
	'users.version',
] as const

const hasPassword = sql<boolean>`users.password_hash is not null`.as('has_password')

export interface UserFilter {
	q?: string
	role?: Role
	company_id?: number
	active?: boolean
	after?: string
	limit: number
}

/** A page in Czech alphabetical order of surnames. */
export async function listUsers(db: Db, scope: Scope, filter: UserFilter): Promise<Page<User>> {
	const { q, role, company_id, active, after, limit } = filter
	let query = inScope(db, scope).select('users.sort_key')
	if (role) query = query.where('users.role', '=', role)
	if (company_id) query = query.where('users.company_id', '=', company_id)
	if (active !== undefined) query = query.where('users.active', '=', active)
	if (q) {
		const words = sql`user_search_words(username, users.email, first_name, last_name, users.phone, mobile)`
		query = query.where(sql<boolean>`(search_query(${q}) is null or ${words} @@ search_query(${q}))`)
	}
	if (after) {
		const [sort_key, id] = readCursor(after)
		query = query.where(sql<boolean>`(users.sort_key, users.id) > (${sort_key}, ${id}::bigint)`)
	}
	const rows = await query
		.orderBy('users.sort_key')
		.orderBy('users.id')
		.limit(limit + 1)
		.execute()
	const last = rows.length > limit ? rows[limit - 1] : undefined
	const items = rows.slice(0, limit).map(({ sort_key: _, ...row }) => toUser(row, scope))
	return { items, next: last ? cursorOf(last) : null }
}

export async function findUser(db: Db, scope: Scope, id: number): Promise<User | undefined> {
	const row = await inScope(db, scope).where('users.id', '=', id).executeTakeFirst()
	return row && toUser(row, scope)
}

/** For a change: nobody else changes it until the transaction ends. */
export async function lockUser(tx: Tx, id: number) {
	return await tx.selectFrom('users').select(columns).where('users.id', '=', id).forUpdate().executeTakeFirst()
}

/** Locked, so that two people cannot take the last two administrators away at the same time. */
export async function lockOtherAdmins(tx: Tx, id: number): Promise<number[]> {
	const rows = await tx
		.selectFrom('users')
		.select('id')
		.where('role', '=', 'admin')
		.where('active', '=', true)
		// Nobody can sign in without one.
		.where('password_hash', 'is not', null)
		.orderBy('id')
		.forUpdate()
		.execute()
	return rows.map((row) => row.id).filter((other) => other !== id)
}

export type NewUser = UserValues & { username: string; email: string; email_placeholder: boolean }

export async function insertUser(tx: Tx, values: NewUser): Promise<number> {
	const { id } = await tx.insertInto('users').values(values).returning('id').executeTakeFirstOrThrow()
	return id
}

export async function updateUserRow(tx: Tx, id: number, changed: Partial<NewUser>): Promise<void> {
	await tx
		.updateTable('users')
		.set({ ...changed, version: sql`version + 1`, updated_at: sql`now()` })
		.where('id', '=', id)
		.execute()
}

/** A customer sees nobody but themselves. */
function inScope(db: Db, scope: Scope) {
	const query = db
		.selectFrom('users')
		.leftJoin('companies', 'companies.id', 'users.company_id')
		.select([...columns, 'companies.name as company', hasPassword])
	return scope.all ? query : query.where('users.id', '=', scope.user_id)
}

interface UserRow extends Omit<User, 'role' | 'created_at' | 'updated_at'> {
	role: string
	created_at: Date
	updated_at: Date
}

/** Notes are what the staff writes about a customer, not for them. */
function toUser({ role, note, created_at, updated_at, ...rest }: UserRow, scope: Scope): User {
	return {
		...rest,
		role: role as Role,
		note: scope.all ? note : null,
		created_at: created_at.toISOString(),
		updated_at: updated_at.toISOString(),
	}
}
