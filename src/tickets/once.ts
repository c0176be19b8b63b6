import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'

/** A request whose sender named it (`Idempotency-Key`); `asked` is what it asks for. */
export interface Named {
	key: string | undefined
	asked: unknown
}

/**
 * Whether the same request was done before: then its ticket, and nothing is to be done. Else the name is taken until the
 * transaction ends, so of two at once the second waits here and finds what the first one did; a failure frees it. Names
 * are their sender's own and forgotten after a day.
 * @throws AppError idempotency_key_reused when the name came with another request
 */
export async function doneBefore(tx: Tx, user_id: number, { key, asked }: Named): Promise<number | undefined> {
	if (key === undefined) return undefined
	const hash = createHash('sha256').update(JSON.stringify(asked)).digest()
	const { numInsertedOrUpdatedRows } = await tx
		.insertInto('idempotency_keys')
		.values({ user_id, key, hash })
		.onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
		.executeTakeFirst()
	if (numInsertedOrUpdatedRows) {
		await forgetOld(tx)
		return undefined
	}
	const before = await tx
		.selectFrom('idempotency_keys')
		.select(['hash', 'ticket_id'])
		.where('user_id', '=', user_id)
		.where('key', '=', key)
		.executeTakeFirstOrThrow()
	if (!before.hash.equals(hash) || before.ticket_id === null) throw new AppError('idempotency_key_reused')
	return before.ticket_id
}

/** What the request made, or wrote into. */
export async function keepDone(tx: Tx, user_id: number, { key }: Named, ticket_id: number): Promise<void> {
	if (key === undefined) return
	await tx
		.updateTable('idempotency_keys')
		.set({ ticket_id })
		.where('user_id', '=', user_id)
		.where('key', '=', key)
		.execute()
}

/** A few at a time, so that no request pays for many others. */
async function forgetOld(tx: Tx): Promise<void> {
	await sql`
		delete from idempotency_keys
		where (user_id, key) in (
			select user_id, key
			from idempotency_keys
			where created_at < now() - interval '1 day'
			order by created_at
			limit 20
			for update skip locked
		)
	`.execute(tx)
}
