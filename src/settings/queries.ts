import { sql } from 'kysely'
import type { Settings, SignInMethod } from '../contract/people.ts'
import type { Db, Tx } from '../db/database.ts'

const columns = ['sign_in', 'changes_kept_days'] as const

export async function getSettings(db: Db): Promise<Settings> {
	return toSettings(await db.selectFrom('settings').select(columns).executeTakeFirstOrThrow())
}

/** Waits for another switch in progress, and makes others wait. */
export async function lockSettings(tx: Tx): Promise<Settings> {
	return toSettings(await tx.selectFrom('settings').select(columns).forUpdate().executeTakeFirstOrThrow())
}

export async function updateSettings(tx: Tx, changed: Partial<Settings>): Promise<void> {
	await tx.updateTable('settings').set(changed).execute()
}

export interface SharedEmail {
	email: string
	users: { id: number; username: string; company: string | null }[]
}

/** E-mails that more than one person has, the people by username. */
export async function listSharedEmails(db: Db, limit: number): Promise<SharedEmail[]> {
	const { rows } = await sql<SharedEmail>`
		select shared.email,
		       json_agg(
		         json_build_object('id', users.id, 'username', users.username, 'company', companies.name)
		         order by users.username, users.id
		       ) as users
		from (
			select lower(email) as email
			from users
			group by lower(email)
			having count(*) > 1
			order by lower(email)
			limit ${limit}
		) as shared
		join users on lower(users.email) = shared.email
		left join companies on companies.id = users.company_id
		group by shared.email
		order by shared.email
	`.execute(db)
	return rows
}

export async function countSharedEmails(db: Db): Promise<number> {
	const { rows } = await sql<{ total: number }>`
		select count(*)::int as total
		from (select 1 from users group by lower(email) having count(*) > 1) as shared
	`.execute(db)
	return rows[0]!.total
}

/** Keeps writers of people out until the transaction ends: what was found of shared e-mails stays true. */
export async function lockUsers(tx: Tx): Promise<void> {
	await sql`lock table users in share mode`.execute(tx)
}

export async function createEmailKey(tx: Tx): Promise<void> {
	await sql`create unique index users_email_sign_in_key on users (lower(email))`.execute(tx)
}

export async function dropEmailKey(tx: Tx): Promise<void> {
	await sql`drop index users_email_sign_in_key`.execute(tx)
}

function toSettings({ sign_in, changes_kept_days }: { sign_in: string; changes_kept_days: number }): Settings {
	return { sign_in: sign_in as SignInMethod, changes_kept_days }
}
