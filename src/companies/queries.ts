import { sql } from 'kysely'
import { isId, isText, readCursor, writeCursor } from '../api/cursor.ts'
import type { Scope } from '../auth/permissions.ts'
import type { Page } from '../contract/imports.ts'
import type { Company } from '../contract/people.ts'
import type { Db, Tx } from '../db/database.ts'
import { tidyLine } from '../values/tidy.ts'
import type { CompanyValues } from './values.ts'

const columns = [
	'id',
	'name',
	'registration_number',
	'vat_number',
	'street',
	'city',
	'postal_code',
	'country',
	'phone',
	'email',
	'website',
	'note',
	'external_id',
	'active',
	'import_id',
	'import_line',
	'created_at',
	'updated_at',
	'version',
] as const

const usersCount = sql<number>`(select count(*)::int from users where users.company_id = companies.id)`.as(
	'users_count',
)

export interface CompanyFilter {
	q?: string
	/** Exactly, each as what makes it one of its kind compares it. */
	name?: string
	registration_number?: string
	external_id?: string
	active?: boolean
	after?: string
	limit: number
}

/** A page in Czech alphabetical order. */
export async function listCompanies(
	db: Db,
	scope: Scope,
	{ q, name, registration_number, external_id, active, after, limit }: CompanyFilter,
): Promise<Page<Company>> {
	let query = inScope(db, scope).select([...columns, 'sort_key', usersCount])
	if (active !== undefined) query = query.where('active', '=', active)
	if (name !== undefined) query = query.where(sql<boolean>`lower(name) = lower(${tidyLine(name)})`)
	if (registration_number !== undefined) query = query.where('registration_number', '=', tidyLine(registration_number))
	if (external_id !== undefined) query = query.where('external_id', '=', tidyLine(external_id))
	if (q) {
		// PostgreSQL takes no NUL and half a surrogate pair is no character.
		const typed = q.toWellFormed().replaceAll('\0', ' ')
		query = query.where(sql<boolean>`(search_query(${typed}) is null or words @@ search_query(${typed}))`)
	}
	if (after) {
		const { sort_key, id } = readPlace(after)
		query = query.where(sql<boolean>`(sort_key, id) > (${sort_key}, ${id}::bigint)`)
	}
	const rows = await query
		.orderBy('sort_key')
		.orderBy('id')
		.limit(limit + 1)
		.execute()
	const last = rows.length > limit ? rows[limit - 1] : undefined
	return {
		items: rows.slice(0, limit).map((row) => toCompany(row, scope)),
		next: last ? writeCursor(last.sort_key, last.id) : null,
	}
}

/** @throws AppError request_invalid */
function readPlace(cursor: string): { sort_key: string; id: number } {
	return readCursor(cursor, ([sort_key, id]) => (isText(sort_key) && isId(id) ? { sort_key, id } : undefined))
}

export async function findCompany(db: Db, scope: Scope, id: number): Promise<Company | undefined> {
	const row = await inScope(db, scope)
		.select([...columns, usersCount])
		.where('id', '=', id)
		.executeTakeFirst()
	return row && toCompany(row, scope)
}

/** For a change: nobody else changes it until the transaction ends. */
export async function lockCompany(tx: Tx, id: number) {
	return await tx.selectFrom('companies').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insertCompany(tx: Tx, values: CompanyValues & { name: string }): Promise<number> {
	const { id } = await tx.insertInto('companies').values(values).returning('id').executeTakeFirstOrThrow()
	return id
}

export async function updateCompanyRow(tx: Tx, id: number, changed: CompanyValues): Promise<void> {
	const { name, ...rest } = changed
	await tx
		.updateTable('companies')
		.set({ ...rest, ...(name ? { name } : {}), version: sql`version + 1`, updated_at: sql`now()` })
		.where('id', '=', id)
		.execute()
}

/** A customer sees the own company, or none. */
function inScope(db: Db, scope: Scope) {
	const query = db.selectFrom('companies')
	return scope.all ? query : query.where('id', '=', scope.company_id)
}

interface CompanyRow extends Omit<Company, 'created_at' | 'updated_at'> {
	created_at: Date
	updated_at: Date
	sort_key?: string
}

/** Notes are what the staff writes about a company, not for its people. */
function toCompany({ note, created_at, updated_at, sort_key: _, ...rest }: CompanyRow, scope: Scope): Company {
	return {
		...rest,
		note: scope.all ? note : null,
		created_at: created_at.toISOString(),
		updated_at: updated_at.toISOString(),
	}
}
