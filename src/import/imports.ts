import { sql } from 'kysely'
import type { ImportState } from '../contract/imports.ts'
import type { Database, Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { deleteFile, storeFile } from './chunks.ts'
import { commitPlan, StalePlan } from './commit.ts'
import { contextOf } from './context.ts'
import { withInspectionLock, withRunLock } from './lock.ts'
import { keepAliases } from './mend/decisions.ts'
import { forgetMending } from './mend/journal.ts'
import { fingerprintOf, keepProfile, rememberCompanies, rememberDecisions } from './mend/profiles.ts'
import { replayMending } from './mend/replay.ts'
import { planRows } from './plan.ts'
import { Cancelled, reporter } from './progress.ts'
import { getImport, type ImportRecord, listRun, type Overrides, updateImport } from './queries.ts'
import { createInspector, inspectHead } from './read/inspect.ts'
import { ReadFailure } from './read/read-failure.ts'
import { readRows } from './read-rows.ts'
import { inspectStored, rereadOf } from './source.ts'
import { createStaged, dropRows, dropStaged, isComplete, keepIssues } from './staged.ts'
import { moveImport, moveRun } from './states.ts'
import type { Inspection } from './types.ts'
import { undoImport } from './undo.ts'
import { isRefused } from './verdict.ts'

/*
 * The spine: the only file that knows the order of the stages.
 *
 *   receive   bytes → stored, inspected            uploading → inspecting → mapping
 *   prepare   stored bytes → staged rows → plan    staging → checking → ready | refused
 *   commit    plan → companies, users              committing → committed
 *   undo      journal → as it was                  undoing → undone
 *
 * There is no dry-run flag: a dry run is everything up to `prepare`, without `commit`.
 */

/** Enough for every row a first screen shows. */
const HEAD_BYTES = 64 * 1024

/**
 * Takes the file in while it is uploaded. A broken upload leaves `uploading`, and the next one starts over.
 *
 * @param size of the file: how large it may be, and how large it is said to be
 * @returns false for a file over the limit: nothing of it is kept, and the import has failed
 */
export async function receive(
	database: Database,
	id: number,
	source: AsyncIterable<Uint8Array>,
	size: { limit_bytes?: number; said_bytes?: number | undefined } = {},
): Promise<boolean> {
	const { db } = database
	await moveImport(db, id, ['uploading', 'inspecting', 'mapping', 'ready', 'refused', 'failed'], 'uploading')
	const { overrides, target } = await getImport(db, id)
	const wanted = { ...overrides, target }
	const progress = reporter(db, id, 'uploading', null)
	const inspector = createInspector(wanted)
	let head: Uint8Array[] | undefined = []
	const { limit_bytes = Number.POSITIVE_INFINITY, said_bytes = 0 } = size
	if (said_bytes > limit_bytes) return refuseFile(db, id)
	const file = await storeFile(db, id, source, limit_bytes, async (bytes, total) => {
		await inspector.push(bytes)
		progress.at(total)
		head?.push(bytes)
		if (head && total >= HEAD_BYTES) {
			// The first rows are on the screen long before the last bytes are here.
			await keepInspection(db, id, await inspectHead(Buffer.concat(head), wanted))
			head = undefined
		}
	})
	await progress.end()
	if (!file) return refuseFile(db, id)
	await updateImport(db, id, file)
	await forgetMending(db, id)
	await inspecting(database, id, ['uploading'], async () => {
		const found = await inspector.finish()
		const again = rereadOf(found)
		return 'reread' in found || again ? inspectStored(database, id, { ...wanted, ...again }) : found
	})
	return true
}

async function refuseFile(db: Db, id: number): Promise<false> {
	await deleteFile(db, id)
	await updateImport(db, id, {
		failure: { code: 'file_too_large', line: null },
		records: null,
		counts: null,
		issues: [],
	})
	await moveImport(db, id, ['uploading'], 'failed')
	return false
}

/** Reads the stored file again, after the person decided how. */
export async function inspectAgain(database: Database, id: number, overrides: Overrides): Promise<void> {
	const { db } = database
	await inspecting(database, id, ['mapping', 'ready', 'refused', 'failed'], async () => {
		await updateImport(db, id, { overrides })
		const { target } = await getImport(db, id)
		return inspectStored(database, id, { ...overrides, target })
	})
}

/** A request or its database died in the middle: the file is whole, and a worker looks at it again. */
export async function inspectOrphan(database: Database, id: number): Promise<void> {
	const { db } = database
	await withInspectionLock(database.pool, id, async () => {
		const { state, overrides, target } = await getImport(db, id)
		if (state === 'inspecting')
			await finishInspection(db, id, () => inspectStored(database, id, { ...overrides, target }))
	})
}

/** While a file is inspected its import is this connection's, so that a worker knows when nobody is on it any more. */
async function inspecting(
	database: Database,
	id: number,
	from: readonly ImportState[],
	inspection: () => Promise<Inspection>,
): Promise<void> {
	const { db } = database
	const mine = await withInspectionLock(database.pool, id, async () => {
		await moveImport(db, id, from, 'inspecting')
		await finishInspection(db, id, inspection)
	})
	if (!mine) throw new AppError('import_not_ready', { state: 'inspecting' })
}

async function finishInspection(db: Db, id: number, inspection: () => Promise<Inspection>): Promise<void> {
	let found: Inspection
	try {
		found = await inspection()
	} catch (error) {
		if (!(error instanceof ReadFailure)) throw error
		const { code, line } = error
		await updateImport(db, id, { failure: { code, line }, records: null, counts: null, issues: [] })
		await moveImport(db, id, ['inspecting'], 'failed')
		return
	}
	await keepInspection(db, id, found)
	const failure = found.failure && { code: found.failure, line: found.failure_line }
	await updateImport(db, id, { failure, records: found.records, counts: null, issues: [] })
	await rememberCompanies(db, await getImport(db, id))
	await moveImport(db, id, ['inspecting'], failure ? 'failed' : 'mapping')
}

async function keepInspection(db: Db, id: number, found: Inspection): Promise<void> {
	const { dialect, columns, head, sheets = [], encodings, misread } = found
	const { target, value_map, options } = await getImport(db, id)
	const remembered = await rememberDecisions(db, target, columns)
	await updateImport(db, id, {
		dialect,
		columns: remembered.columns,
		head,
		sheets,
		encodings,
		misread,
		mapping: remembered.columns.map(({ field }) => field),
		value_map: { ...remembered.value_map, ...value_map },
		options: { ...options, join_with: { ...remembered.join_with, ...options.join_with } },
	})
}

/** Bytes to plan, for every import of the run. Nothing is written to companies or users. */
export async function prepare(database: Database, runId: number): Promise<void> {
	const { db } = database
	await moveRun(db, runId, ['mapping', 'staging', 'checking', 'ready', 'refused'], 'staging')
	const run = await listRun(db, runId)
	for (const { id } of run) await updateImport(db, id, { failure: null })
	let reading = run[0]!
	try {
		for (const found of run) {
			reading = found
			await stageRows(database, found)
		}
		for (const found of run) await replayMending(db, found)
		await moveRun(db, runId, ['staging'], 'checking')
		for (const found of run) await planRows(db, run, found)
		await moveRun(db, runId, ['checking'], (await isRefused(db, runId)) ? 'refused' : 'ready')
	} catch (error) {
		if (error instanceof ReadFailure) return fail(db, reading, error)
		if (await isCancelled(db, runId, error)) return dropRun(db, runId)
		throw error
	}
}

async function stageRows(database: Database, { id, target }: ImportRecord): Promise<void> {
	const started = performance.now()
	await createStaged(database.db, id, target)
	const records = await readRows(database, id)
	await updateImport(database.db, id, { records, seconds: { read: secondsSince(started) } })
}

/** One file is no table after all; the others of the run wait until it is replaced. */
async function fail(db: Db, { id, run_id }: ImportRecord, { code, line }: ReadFailure): Promise<void> {
	await updateImport(db, id, { failure: { code, line } })
	await moveRun(db, run_id, ['staging', 'checking'], 'mapping')
	await moveImport(db, id, ['mapping'], 'failed')
}

/**
 * Plan to records: all imports of the run, their counts compared with the database, and the new state are one
 * transaction. Somebody who was faster with a name makes the plan stale: it is made again and shown, not guessed.
 *
 * Only one process is in here for a run (`withRunLock`), and the state moves as the last thing: until then the rows
 * of `imports` stay unlocked, so that progress is seen and a cancel is heard.
 */
export async function commit(database: Database, runId: number): Promise<'committed' | 'stale' | 'cancelled'> {
	const { db } = database
	const run = await listRun(db, runId)
	for (const found of run) {
		// PostgreSQL crashed meanwhile and emptied the staged rows: make them again, to be confirmed again.
		if (!(await isComplete(db, found.id, found.records ?? -1))) return replan(database, runId)
	}
	try {
		await db.transaction().execute(async (tx) => {
			for (const found of run) await commitImport(db, tx, run, found)
			await moveRun(tx, runId, ['committing'], 'committed')
		})
	} catch (error) {
		if (isConflict(error) || error instanceof StalePlan) return replan(database, runId)
		if (!(await isCancelled(db, runId, error))) throw error
		await dropRun(db, runId)
		return 'cancelled'
	}
	for (const found of run) await dropRows(db, found.id)
	return 'committed'
}

async function commitImport(db: Db, tx: Tx, run: ImportRecord[], found: ImportRecord): Promise<void> {
	const started = performance.now()
	const context = await contextOf(tx, run, found)
	const planned = found.counts!
	const progress = reporter(db, found.id, 'committing', planned.created + planned.updated)
	const hadAdmin = await hasAdmin(tx)
	const done = await commitPlan(tx, context, planned, found, progress.at)
	// An import may take roles away, but not leave the help desk with nobody who could give them back.
	if (hadAdmin && !(await hasAdmin(tx))) throw new AppError('last_admin')
	await keepIssues(tx, found.id)
	await keepAliases(tx, found.id)
	await keepProfile(tx, found.id)
	// Before this transaction holds the row that the last progress is written to.
	await progress.end()
	await updateImport(tx, found.id, {
		...done,
		fingerprint: fingerprintOf(found.columns) ?? null,
		committed_at: new Date(),
		seconds: { ...found.seconds, commit: secondsSince(started) },
	})
}

async function hasAdmin(tx: Tx): Promise<boolean> {
	const { rows } = await sql<{ found: boolean }>`
		select exists (select from users where role = 'admin' and active) as found
	`.execute(tx)
	return rows[0]!.found
}

/** Back to the check, with today's data. */
async function replan(database: Database, runId: number): Promise<'stale'> {
	await moveRun(database.db, runId, ['committing'], 'staging')
	await prepare(database, runId)
	return 'stale'
}

/** A unique value, or a company that was used, is not what it was at the check. */
function isConflict(error: unknown): boolean {
	return ['23505', '23503'].includes((error as { code?: string }).code ?? '')
}

/**
 * Ends a run at any point before it is committed. Work in progress notices within a second and rolls back; it
 * throws its rows away itself.
 */
export async function cancel(database: Database, runId: number): Promise<void> {
	const { db } = database
	const open = ['uploading', 'inspecting', 'mapping', 'staging', 'checking', 'ready', 'refused', 'failed'] as const
	await moveRun(db, runId, [...open, 'committing'], 'cancelled')
	await withRunLock(database.pool, runId, () => dropRun(db, runId))
}

/** Whether the error is the cancel's: the work noticed it, or its state was taken away under it. */
async function isCancelled(db: Db, runId: number, error: unknown): Promise<boolean> {
	const noticed = error instanceof Cancelled || (error instanceof AppError && error.code === 'import_not_ready')
	return noticed && (await listRun(db, runId)).every((found) => found.state === 'cancelled')
}

async function dropRun(db: Db, runId: number): Promise<void> {
	for (const { id } of await listRun(db, runId)) {
		await dropStaged(db, id)
		await deleteFile(db, id)
	}
}

/** Takes a committed import back. The state moves last, for the same reasons as in `commit`. */
export async function undo(database: Database, id: number): Promise<void> {
	const { db } = database
	const found = await getImport(db, id)
	const progress = reporter(db, id, 'undoing', found.counts!.created + found.counts!.updated)
	progress.at(0)
	await db.transaction().execute(async (tx) => {
		const sums = await undoImport(tx, found, progress.at)
		await progress.end()
		await updateImport(tx, id, { undo: sums })
		await moveImport(tx, id, ['undoing'], 'undone')
	})
}

function secondsSince(started: number): number {
	return Math.round(performance.now() - started) / 1000
}
