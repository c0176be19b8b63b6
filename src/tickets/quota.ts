import { sql } from 'kysely'
import { isStaff, type Person } from '../auth/permissions.ts'
import { DRAFT_BYTES, MESSAGES_PER_MINUTE, UPLOAD_BYTES } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'

const MINUTE_MS = 60_000

/** Refuses messages of a person who sends them faster than anybody writes. Of this process: after a restart it begins anew. */
export function createPace(now: () => number = Date.now): (person: Pick<Person, 'id' | 'role'>) => void {
	const sent = new Map<number, number[]>()
	let swept = now()
	return ({ id, role }) => {
		const since = now() - MINUTE_MS
		if (swept < since) {
			for (const [user, times] of sent) if (times.at(-1)! < since) sent.delete(user)
			swept = now()
		}
		const limit = MESSAGES_PER_MINUTE[isStaff(role) ? 'staff' : 'customer']
		const times = (sent.get(id) ?? []).filter((time) => time >= since)
		if (times.length >= limit) throw new AppError('messages_too_fast', { limit })
		times.push(now())
		sent.set(id, times)
	}
}

/** What an upload may take of its person's quota until it is known what it took. */
export interface Reserved {
	user_id: number
	hour: Date
	bytes: number
}

/**
 * Takes an upload's bytes from what its person may send in an hour and a day. The row of the hour stays locked until it
 * is known whether they fit, so uploads at the same time cannot all see the same room.
 * @throws AppError upload_quota, drafts_too_large
 */
export async function reserveUpload(
	db: Db,
	{ id, role }: Pick<Person, 'id' | 'role'>,
	bytes: number,
): Promise<Reserved> {
	const limit = UPLOAD_BYTES[isStaff(role) ? 'staff' : 'customer']
	return await db.transaction().execute(async (tx) => {
		await sql`
			delete from upload_hours
			where (user_id, hour) in (
				select user_id, hour
				from upload_hours
				where hour < now() - interval '25 hours'
				limit 20
				for update skip locked
			)
		`.execute(tx)
		const { rows } = await sql<{ hour: Date; bytes: number }>`
			insert into upload_hours as hours (user_id, hour, bytes)
			values (${id}, date_trunc('hour', now()), ${bytes})
			on conflict (user_id, hour) do update set bytes = hours.bytes + excluded.bytes
			returning hour, bytes::float8 as bytes
		`.execute(tx)
		const { hour, bytes: ofHour } = rows[0]!
		if (ofHour > limit.hour) throw new AppError('upload_quota', { hours: 1, limit_mb: megabytes(limit.hour) })
		const ofDay = await sum(sql`
			select sum(bytes)::float8 as sum from upload_hours where user_id = ${id} and hour > now() - interval '24 hours'
		`)
		if (ofDay > limit.day) throw new AppError('upload_quota', { hours: 24, limit_mb: megabytes(limit.day) })
		const waiting = await sum(sql`
			select sum(size_bytes)::float8 as sum from attachments where user_id = ${id} and message_id is null
		`)
		if (waiting + bytes > DRAFT_BYTES) throw new AppError('drafts_too_large', { limit_mb: megabytes(DRAFT_BYTES) })
		return { user_id: id, hour, bytes }

		async function sum(query: ReturnType<typeof sql>): Promise<number> {
			return ((await query.execute(tx)).rows[0] as { sum: number | null }).sum ?? 0
		}
	})
}

/** What an upload took after all, also one that broke off or is thrown away. */
export async function settleUpload(db: Db, { user_id, hour, bytes }: Reserved, took: number): Promise<void> {
	if (took === bytes) return
	await sql`
		update upload_hours set bytes = bytes + ${took - bytes}::bigint where user_id = ${user_id} and hour = ${hour}
	`.execute(db)
}

function megabytes(bytes: number): number {
	return Math.round(bytes / 1024 ** 2)
}
