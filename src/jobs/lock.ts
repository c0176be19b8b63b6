import type pg from 'pg'

/**
 * Runs `work` while this process holds what `kind` and `id` name, or not at all when another one does. The lock
 * belongs to a connection: a worker that is killed lets go by dying, and its work can be taken over.
 */
export async function withLock(pool: pg.Pool, kind: string, id: number, work: () => Promise<void>): Promise<boolean> {
	const client = await pool.connect()
	let broken = false
	try {
		const { rows } = await client.query(
			"select pg_try_advisory_lock(hashtext(current_schema() || '.' || $1), $2) as taken",
			[kind, id],
		)
		if (!rows[0].taken) return false
		await work()
		return true
	} catch (error) {
		broken = true
		throw error
	} finally {
		// Closing the connection gives the lock back whatever happened to it; a healthy one says so itself.
		if (!broken) {
			await client
				.query("select pg_advisory_unlock(hashtext(current_schema() || '.' || $1), $2)", [kind, id])
				.catch(() => {})
		}
		client.release(broken)
	}
}
