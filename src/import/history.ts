import { sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { RecordChange } from '../contract/imports.ts'
import type { Db } from '../db/database.ts'
import { type JournalValues, naming } from './named.ts'

/** More than this many imports of one record are not shown. */
const SHOWN = 50

type Found = Omit<RecordChange, 'old' | 'new' | 'at'> & { at: Date; old: JournalValues; new: JournalValues }

/** What imports changed in a record, the latest first, as long as their changes are kept. */
export async function listHistory(db: Db, target: Target, recordId: number): Promise<RecordChange[]> {
	const { rows } = await sql<Found>`
		select j.import_id, i.run_id, i.filename, nullif(j.line, 0) as line, i.committed_at as at,
		       i.state = 'undone' as undone, j.old, j.new
		from changes j
		join imports i on i.id = j.import_id
		where j.target = ${target} and j.record_id = ${recordId}
		order by i.committed_at desc, i.id desc
		limit ${SHOWN}
	`.execute(db)
	const named = await naming(
		db,
		rows.flatMap((row) => [row.old, row.new]),
	)
	return rows.map((row) => ({ ...row, at: row.at.toISOString(), old: named(row.old), new: named(row.new) }))
}
