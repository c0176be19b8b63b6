import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import { contextOf } from '../context.ts'
import { type ImportRecord, listRun } from '../queries.ts'
import { indexRows } from '../staged.ts'
import { CHUNK } from './apply.ts'
import { createMender, type Mended, type Mending, type StagedRow } from './cells.ts'
import { editsOf, insertEdits, stepsOf } from './journal.ts'
import { loadRows, writeRows } from './staged-rows.ts'

/** Everything one step did to one row. */
interface Done {
	step_id: number
	line: number
	action: Mending['action']
	cells: Record<string, string | null>
}

/**
 * Rows that were just made from the file get what was mended in them before: after a crash, or when a decision was
 * changed and the file is checked again. The journal is written anew, because a cell's value before may be another
 * by now.
 *
 * Most rows were mended once; the second step of a row goes in a second round, over all such rows.
 */
export async function replayMending(db: Db, found: ImportRecord): Promise<void> {
	const last = await lastRound(db, found.id)
	if (last === 0) return
	await indexRows(db, found.id)
	await db.transaction().execute(async (tx) => {
		const context = await contextOf(tx, await listRun(tx, found.run_id), found)
		const mender = createMender(found)
		for (let round = 1; round <= last; round++) {
			for (let after = 0; ; ) {
				const done = await listRound(tx, found.id, round, after)
				if (done.length === 0) break
				after = done.at(-1)!.line
				const byLine = new Map(done.map((one) => [one.line, one]))
				const rows = await loadRows(tx, context, { lines: [...byLine.keys()], fields: undefined }, [])
				const pairs = rows.map((row) => ({ before: row, after: mender(row, byLine.get(row.line)!) }))
				await rewrite(tx, done, pairs)
				await writeRows(tx, context, pairs, [])
			}
		}
	})
}

async function lastRound(db: Db, importId: number): Promise<number> {
	const { rows } = await sql<{ last: number }>`
		select coalesce(max(steps), 0) as last
		from (
			select count(distinct step_id) as steps from import_edits where step_id in (${stepsOf(importId)}) group by line
		) rounds
	`.execute(db)
	return rows[0]!.last
}

async function listRound(tx: Tx, importId: number, round: number, after: number): Promise<Done[]> {
	const { rows } = await sql<Done>`
		select step_id, line, coalesce(max(action) filter (where action in ('skip', 'accept')), 'set') as action,
		       coalesce(jsonb_object_agg(field, value) filter (where action = 'set'), '{}') as cells
		from (
			select step_id, line, action, field, value, dense_rank() over (partition by line order by step_id) as round
			from import_edits
			where step_id in (${stepsOf(importId)}) and line > ${after}
		) numbered
		where round = ${round}
		group by line, step_id
		order by line
		limit ${CHUNK}
	`.execute(tx)
	return rows
}

async function rewrite(
	tx: Tx,
	done: readonly Done[],
	pairs: readonly { before: StagedRow; after: Mended }[],
): Promise<void> {
	const column = (name: 'line' | 'step_id') => done.map((one) => one[name])
	await sql`
		delete from import_edits e
		using unnest(${column('line')}::integer[], ${column('step_id')}::bigint[]) as v (line, step_id)
		where e.step_id = v.step_id and e.line = v.line
	`.execute(tx)
	const byLine = new Map(done.map((one) => [one.line, one]))
	const edits = pairs.flatMap(({ before, after }) => {
		const one = byLine.get(after.line)!
		return editsOf(one.step_id, one, before, after)
	})
	await insertEdits(tx, edits)
}
