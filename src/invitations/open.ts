import { sql } from 'kysely'
import { record } from '../audit/audit.ts'
import { checkPassword, hashPassword } from '../auth/passwords.ts'
import type { Author, Person } from '../auth/permissions.ts'
import { findPerson, getSignInMethod } from '../auth/queries.ts'
import { tokenHash } from '../auth/sessions.ts'
import type { LinkState, OpenedLink } from '../contract/invitations.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'

/** What a link is good for, and whose account it opens. Looking changes nothing: mail scanners look at every link. */
export async function openLink(db: Db, token: string): Promise<OpenedLink> {
	const found = await findLink(db, token)
	const sign_in = await getSignInMethod(db)
	if (found?.state !== 'open') {
		return { state: found?.state ?? 'unknown', username: null, name: null, company: null, sign_in, expires_at: null }
	}
	const { username, name, company, expires_at } = found
	return { state: 'open', username, name, company, sign_in, expires_at: expires_at.toISOString() }
}

/**
 * The first password of an invited person; the link is used up with it. @throws AppError password_weak; link_used,
 * link_expired, link_withdrawn, link_unknown
 */
export async function acceptLink(
	db: Db,
	token: string,
	password: string,
	{ language }: Pick<Author, 'language'>,
): Promise<Person> {
	checkPassword(password, { language })
	// Before the transaction: it takes 50 ms, and a wrong link is refused without it.
	requireOpen((await findLink(db, token))?.state)
	const hash = await hashPassword(password)
	return await db.transaction().execute(async (tx) => {
		const found = await findLink(tx, token, sql`for update of i`)
		requireOpen(found?.state)
		const { id, user_id } = found!
		if (!(await setFirstPassword(tx, user_id, hash))) throw new AppError('link_used')
		await sql`update invitations set accepted_at = now() where id = ${id}`.execute(tx)
		await record(tx, { user_id, action: 'invitation.accept', subject: 'users', subject_id: user_id })
		return (await findPerson(tx, user_id))!
	})
}

function requireOpen(state: LinkState | undefined): void {
	if (state !== 'open') throw new AppError(`link_${state ?? 'unknown'}`)
}

interface FoundLink {
	id: number
	user_id: number
	state: LinkState
	username: string
	name: string | null
	company: string | null
	expires_at: Date
}

async function findLink(db: Db | Tx, token: string, lock = sql``): Promise<FoundLink | undefined> {
	const { rows } = await sql<FoundLink>`
		select i.id, i.user_id, u.username, nullif(concat_ws(' ', u.first_name, u.last_name), '') as name,
		       c.name as company, i.expires_at,
		       case
		         when i.accepted_at is not null or u.password_hash is not null then 'used'
		         when u.id is null or not u.active then 'withdrawn'
		         when i.expires_at <= now() then 'expired'
		         else 'open'
		       end as state
		from invitations i
		left join users u on u.id = i.user_id
		left join companies c on c.id = u.company_id
		where i.token_hash = ${tokenHash(token)}
		${lock}
	`.execute(db)
	return rows[0]
}

/** Only where there is none: somebody else may be setting it in the same second. */
async function setFirstPassword(tx: Tx, user_id: number, hash: string): Promise<boolean> {
	const { numUpdatedRows } = await tx
		.updateTable('users')
		.set({ password_hash: hash })
		.where('id', '=', user_id)
		.where('password_hash', 'is', null)
		.where('active', '=', true)
		.executeTakeFirst()
	return numUpdatedRows > 0n
}
