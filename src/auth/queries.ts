import { sql } from 'kysely'
import type { Role, UiLanguage } from '../contract/fields.ts'
import type { ApiToken, SignInMethod } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import type { Person } from './permissions.ts'

const personColumns = [
	'users.id',
	'users.username',
	'users.email',
	'users.first_name',
	'users.last_name',
	'users.role',
	'users.company_id',
	'users.ui_language',
] as const

/** Unused for 14 days, or 60 days old: the session has ended. */
const live = sql<boolean>`seen_at > now() - interval '14 days' and sessions.created_at > now() - interval '60 days'`

export async function getSignInMethod(db: Db): Promise<SignInMethod> {
	const row = await db.selectFrom('settings').select('sign_in').executeTakeFirstOrThrow()
	return row.sign_in as SignInMethod
}

export async function findAccount(db: Db, method: SignInMethod, login: string) {
	const column = method === 'email' ? sql`lower(users.email)` : sql`lower(users.username)`
	const row = await db
		.selectFrom('users')
		.select([...personColumns, 'users.password_hash', 'users.active'])
		.where(sql<boolean>`${column} = lower(${login})`)
		.executeTakeFirst()
	return row && { ...toPerson(row), password_hash: row.password_hash, active: row.active }
}

export async function findPerson(db: Db, id: number): Promise<Person | undefined> {
	const row = await db.selectFrom('users').select(personColumns).where('id', '=', id).executeTakeFirst()
	return row && toPerson(row)
}

export async function findSessionPerson(db: Db, token_hash: Buffer): Promise<Person | undefined> {
	const row = await db
		.selectFrom('sessions')
		.innerJoin('users', 'users.id', 'sessions.user_id')
		.select(personColumns)
		.select(sql<boolean>`seen_at < now() - interval '1 minute'`.as('stale'))
		.where('sessions.token_hash', '=', token_hash)
		.where('users.active', '=', true)
		.where(live)
		.executeTakeFirst()
	// At most one write a minute: a page of ten requests must not be ten writes.
	if (row?.stale) {
		await db.updateTable('sessions').set({ seen_at: sql`now()` }).where('token_hash', '=', token_hash).execute()
	}
	return row && toPerson(row)
}

/** Together with the person's sessions that have ended, which nobody else clears away. */
export async function insertSession(db: Db, user_id: number, token_hash: Buffer): Promise<void> {
	await db.deleteFrom('sessions').where('user_id', '=', user_id).where(sql<boolean>`not (${live})`).execute()
	await db.insertInto('sessions').values({ user_id, token_hash }).execute()
}

export async function deleteSession(db: Db, token_hash: Buffer): Promise<void> {
	await db.deleteFrom('sessions').where('token_hash', '=', token_hash).execute()
}

export async function deleteUserSessions(db: Db, user_id: number, except?: Buffer): Promise<void> {
	let query = db.deleteFrom('sessions').where('user_id', '=', user_id)
	if (except) query = query.where('token_hash', '<>', except)
	await query.execute()
}

export async function findTokenPerson(db: Db, token_hash: Buffer): Promise<Person | undefined> {
	const row = await db
		.selectFrom('api_tokens')
		.innerJoin('users', 'users.id', 'api_tokens.user_id')
		.select(personColumns)
		.select(sql<boolean>`coalesce(used_at < now() - interval '1 minute', true)`.as('stale'))
		.where('api_tokens.token_hash', '=', token_hash)
		.where('users.active', '=', true)
		.executeTakeFirst()
	if (row?.stale) {
		await db.updateTable('api_tokens').set({ used_at: sql`now()` }).where('token_hash', '=', token_hash).execute()
	}
	return row && toPerson(row)
}

export async function insertToken(db: Db, name: string, user_id: number, token_hash: Buffer): Promise<number> {
	const { id } = await db
		.insertInto('api_tokens')
		.values({ name, user_id, token_hash })
		.returning('id')
		.executeTakeFirstOrThrow()
	return id
}

/** The latest first. */
export async function listTokens(db: Db): Promise<ApiToken[]> {
	const rows = await db
		.selectFrom('api_tokens')
		.innerJoin('users', 'users.id', 'api_tokens.user_id')
		.select(['api_tokens.id', 'api_tokens.name', 'api_tokens.created_at', 'api_tokens.used_at'])
		.select(['users.id as user_id', 'users.username'])
		.orderBy('api_tokens.id', 'desc')
		.execute()
	return rows.map(({ user_id, username, created_at, used_at, ...token }) => ({
		...token,
		user: { id: user_id, username },
		created_at: created_at.toISOString(),
		used_at: used_at?.toISOString() ?? null,
	}))
}

export async function deleteToken(db: Db, id: number): Promise<{ name: string; user_id: number } | undefined> {
	return await db.deleteFrom('api_tokens').where('id', '=', id).returning(['name', 'user_id']).executeTakeFirst()
}

export async function findPasswordHash(db: Db, id: number): Promise<string | null | undefined> {
	const row = await db.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirst()
	return row?.password_hash
}

/** Not a change of the record people see, so its version stays. */
export async function updatePassword(db: Db, id: number, password_hash: string): Promise<void> {
	await db.updateTable('users').set({ password_hash }).where('id', '=', id).execute()
}

export async function updateUiLanguage(db: Db, id: number, ui_language: UiLanguage): Promise<void> {
	await db.updateTable('users').set({ ui_language }).where('id', '=', id).execute()
}

/**
 * The first administrator, unless there is one. `admin` may already be a customer's username (an import from
 * the command line comes before the first start), so the first free of admin, admin2, admin3… is taken.
 */
export async function insertFirstAdmin(db: Db, password_hash: string) {
	const { rows } = await sql<{ id: number; username: string }>`
		insert into users (username, email, email_placeholder, role, password_hash)
		select free.username, free.username || '@listek.invalid', true, 'admin', ${password_hash}
		from (
			select name.username
			from (
				select 'admin' || case when n > 1 then n::text else '' end as username, n
				from generate_series(1, 1000) as n
			) as name
			where not exists (select 1 from users where lower(users.username) = name.username)
			order by name.n
			limit 1
		) as free
		where not exists (select 1 from users where role = 'admin')
		returning id, username
	`.execute(db)
	return rows[0]
}

export async function adminExists(db: Db): Promise<boolean> {
	const row = await db.selectFrom('users').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst()
	return row !== undefined
}

interface PersonRow extends Omit<Person, 'role' | 'ui_language'> {
	role: string
	ui_language: string | null
}

/** The schema's checks keep role to the three; the language is only written by `PATCH /session`. */
function toPerson({ id, username, email, first_name, last_name, role, company_id, ui_language }: PersonRow): Person {
	return {
		id,
		username,
		email,
		first_name,
		last_name,
		role: role as Role,
		company_id,
		ui_language: ui_language as UiLanguage | null,
	}
}
