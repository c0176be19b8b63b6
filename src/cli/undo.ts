import type { Command } from 'commander'
import { record } from '../audit/audit.ts'
import type { UndoPreview } from '../contract/imports.ts'
import type { Database } from '../db/database.ts'
import { undo } from '../import/imports.ts'
import { withRunLock } from '../import/lock.ts'
import { findImport, getImport } from '../import/queries.ts'
import { requireKept } from '../import/retention.ts'
import { moveImport } from '../import/states.ts'
import { listKept, previewUndo } from '../import/undo.ts'
import { config, UsageError, withDatabase } from './run.ts'
import { wholeNumber } from './whole-number.ts'

const REASONS = { edited: 'edited since', used: 'in use', gone: 'no longer there' } as const

export function undoCommand(program: Command): void {
	program
		.command('undo')
		.argument('<import>', 'id of the import', wholeNumber(1))
		.description('take an import back; what was edited or used since stays, and is listed')
		.option('--dry-run', 'say what would happen, change nothing')
		.option('--json', 'print one JSON document')
		.action(async (id: number, { dryRun, json }: { dryRun?: true; json?: true }) => {
			const result = await withDatabase(config(), (database) => takeBack(database, id, dryRun ?? false))
			if (json) process.stdout.write(`${JSON.stringify({ import_id: id, dry_run: dryRun ?? false, ...result })}\n`)
			else print(result, dryRun ?? false)
		})
}

async function takeBack(database: Database, id: number, dryRun: boolean): Promise<UndoPreview> {
	const { db, pool } = database
	const found = await findImport(db, id)
	if (!found) throw new UsageError(`There is no import ${id}.`)
	if (found.state !== 'committed') {
		throw new UsageError(`Import ${id} is ${found.state}; only a committed one can be taken back.`)
	}
	requireKept(found)
	if (dryRun) return previewUndo(db, found)
	// The lock first: a server beside sees an import being undone and must not take it up as well.
	const mine = await withRunLock(pool, found.run_id, async () => {
		await db.transaction().execute(async (tx) => {
			await moveImport(tx, id, ['committed'], 'undoing')
			requireKept(await getImport(tx, id))
		})
		await record(db, { user_id: undefined, action: 'import.undo', subject: 'imports', subject_id: id })
		await undo(database, id)
	})
	if (!mine) throw new UsageError(`Import ${id} is being worked on right now.`)
	const done = await getImport(db, id)
	return { ...done.undo!, kept_records: await listKept(db, id) }
}

function print({ deleted, restored, kept, kept_records }: UndoPreview, dryRun: boolean): void {
	const say = (text: string) => process.stdout.write(`${text}\n`)
	say(
		`${dryRun ? 'Would delete' : 'Deleted'} ${deleted}, ${dryRun ? 'restore' : 'restored'} ${restored}, ${dryRun ? 'keep' : 'kept'} ${kept}.`,
	)
	for (const { target, record_id, name, field, reason } of kept_records) {
		say(`  kept ${target} ${record_id} ${name ?? ''}${field ? ` (${field})` : ''}: ${REASONS[reason]}`)
	}
}
