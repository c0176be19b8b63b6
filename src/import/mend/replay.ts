import type { Db } from '../../db/database.ts'
import { contextOf } from '../context.ts'
import { type ImportRecord, listRun } from '../queries.ts'
import { indexRows } from '../staged-indexes.ts'
import { createMender } from './cells.ts'
import { editOf, pagesApart, rewritePage } from './edits.ts'
import { listSteps } from './journal.ts'
import { executeAll, loadRows, writesOf } from './staged-rows.ts'

/**
 * Rows that were just made from the file get what was mended in them before: after a crash, or when a decision was
 * changed and the file is checked again. The journal is written anew, because a cell's value before may be another
 * by now.
 */
export async function replayMending(db: Db, found: ImportRecord): Promise<void> {
	if ((await listSteps(db, found.id)).length === 0) return
	await indexRows(db, found.id)
	await db.transaction().execute(async (tx) => {
		const context = await contextOf(tx, await listRun(tx, found.run_id), found)
		const mender = createMender(found)
		for await (const pages of pagesApart(tx, found.id)) {
			const byLine = new Map(pages.flatMap(({ edits }) => edits.map((edit) => [edit.line, edit])))
			const rows = await loadRows(tx, context, { lines: [...byLine.keys()], fields: undefined }, [])
			const pairs = rows.map((row) => ({ before: row, after: mender(row, byLine.get(row.line)!) }))
			const anew = new Map(
				pairs.map(({ before, after }) => [after.line, editOf(byLine.get(after.line)!, before, after)]),
			)
			for (const page of pages)
				await rewritePage(
					tx,
					page,
					page.edits.flatMap(({ line }) => anew.get(line) ?? []),
				)
			if (pairs.length > 0) await executeAll(tx, writesOf(context, pairs, []))
		}
	})
}
