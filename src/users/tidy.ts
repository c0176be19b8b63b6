import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'

export const TIDY_JOB = 'tidy'

/**
 * Sorts people that were just written into the search index. They are found before, too, only more slowly: each
 * search reads the pending list. A million of them take about half a minute, which nobody has to wait for.
 */
export function tidyJob(db: Db): JobKind<{ import_id: number }> {
	return {
		name: TIDY_JOB,
		async run({ import_id }) {
			await sql`select gin_clean_pending_list('users_words_idx')`.execute(db)
			await sql`update imports set tidied = true where id <= ${import_id} and not tidied`.execute(db)
		},
		async sweep() {
			const { rows } = await sql<{ import_id: number | null }>`
				select max(id) as import_id from imports where state = 'committed' and target = 'users' and not tidied
			`.execute(db)
			const { import_id } = rows[0]!
			return import_id === null ? [] : [{ import_id }]
		},
	}
}
