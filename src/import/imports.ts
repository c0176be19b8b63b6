import { sql } from 'kysely'
import type { Counts } from '../contract/imports.ts'
import type { Database, Db, Tx } from '../db/database.ts'
import { check } from './check.ts'
import { readFile, storeFile } from './chunks.ts'
import { commitCompanies, commitUsers, LedgerError } from './commit.ts'
import { decode } from './decode.ts'
import { createInspector, inspect } from './inspect.ts'
import { withRunLock } from './lock.ts'
import { createMapper, stagedColumns } from './map.ts'
import { parse } from './parse.ts'
import { countRows, countStaff, groupIssues } from './preview.ts'
import { reporter } from './progress.ts'
import { getImport, type ImportRecord, listRun, moveImport, moveRun, type Overrides, updateImport } from './queries.ts'
import { ReadFailure } from './read-failure.ts'
import {
	companyNames,
	countNewCompanies,
	listAmbiguousCompanies,
	listUnknownCompanies,
	resolveCompanies,
} from './resolve.ts'
import { getSettings } from './sign-in.ts'
import { stage } from './stage.ts'
import { createStaged, dropRows, dropStaged, isComplete, keepIssues } from './staged.ts'
import { createSuggester } from './suggest.ts'
import { companyRules } from './targets/companies.ts'
import type { CheckContext } from './targets/target.ts'
import { userRules } from './targets/users.ts'
import type { Inspection } from './types.ts'

/*
 * The spine: the only file that knows the order of the stages.
 *
 *   receive   bytes → stored, inspected            uploading → inspecting → mapping
 *   prepare   stored bytes → staged rows → plan    staging → checking → ready | refused
 *   commit    plan → companies, users              committing → committed
 *
 * There is no dry-run flag: a dry run is everything up to `prepare`, without `commit`.
 */

/** Takes the file in while it is uploaded. A broken upload leaves `uploading`, and the next one starts over. */
export async function receive(database: Database, id: number, source: AsyncIterable<Uint8Array>): Promise<void> {
	const { db } = database
	await moveImport(db, id, ['uploading', 'inspecting', 'mapping', 'ready', 'refused', 'failed'], 'uploading')
	const { overrides } = await getImport(db, id)
	const progress = reporter(db, [id], 'uploading', null)
	const inspector = createInspector(overrides)
	const file = await storeFile(db, id, source, (bytes, total) => {
		inspector.push(bytes)
		progress.at(total)
	})
	await progress.end()
	await updateImport(db, id, file)
	await moveImport(db, id, ['uploading'], 'inspecting')
	const found = inspector.finish()
	// Only after the last byte is it sure that a file is not UTF-8.
	await keepInspection(db, id, 'reread' in found ? await inspect(() => readFile(db, id), found.reread) : found)
}

/** Reads the stored file again, after the person decided how. */
export async function inspectAgain(database: Database, id: number, overrides: Overrides): Promise<void> {
	const { db } = database
	await moveImport(db, id, ['mapping', 'ready', 'refused', 'failed'], 'inspecting')
	await updateImport(db, id, { overrides })
	const { target } = await getImport(db, id)
	await keepInspection(db, id, await inspect(() => readFile(db, id), { ...overrides, target }))
}

async function keepInspection(db: Db, id: number, found: Inspection): Promise<void> {
	const failure = found.failure && { code: found.failure, line: found.failure_line }
	await updateImport(db, id, {
		dialect: found.dialect,
		records: found.records,
		columns: found.columns,
		head: found.head,
		mapping: found.columns.map((column) => column.field),
		counts: null,
		issues: [],
		failure,
	})
	await moveImport(db, id, ['inspecting'], failure ? 'failed' : 'mapping')
}

/** Bytes to plan, for every import of the run. Nothing is written to companies or users. */
export async function prepare(database: Database, runId: number): Promise<void> {
	const { db } = database
	await moveRun(db, runId, ['mapping', 'staging', 'checking', 'ready', 'refused'], 'staging')
	const run = await listRun(db, runId)
	try {
		for (const found of run) await readRows(database, found)
		await moveRun(db, runId, ['staging'], 'checking')
		for (const found of run) await checkRows(db, run, found)
	} catch (error) {
		if (!(error instanceof ReadFailure)) throw error
		return fail(db, runId, error)
	}
	await moveRun(db, runId, ['checking'], (await isRefused(db, runId)) ? 'refused' : 'ready')
}

async function readRows({ db, pool }: Database, found: ImportRecord): Promise<void> {
	const started = performance.now()
	await createStaged(db, found.id, found.target)
	const progress = reporter(db, [found.id], 'staging', found.records)
	const { dialect, target, mapping, constants, options } = found
	const mapper = createMapper({ target, mapping, constants, options })
	let consumed = 0
	const text = decode(readFile(db, found.id), dialect!.encoding, (bytes) => {
		consumed = bytes
	})
	const records = parse(text, dialect!, { width: mapping.length, consumed: () => consumed })
	const columns = stagedColumns(target).map(({ name }) => name)
	const rows = await stage(pool, found.id, columns, mapped(records, mapper), (done) => progress.at(done))
	await progress.end()
	await updateImport(db, found.id, { records: rows, seconds: { read: secondsSince(started) } })
}

async function* mapped<A, B>(batches: AsyncIterable<A>, mapper: (batch: A) => B): AsyncGenerator<B> {
	for await (const batch of batches) yield mapper(batch)
}

async function checkRows(db: Db, run: ImportRecord[], found: ImportRecord): Promise<void> {
	const started = performance.now()
	const progress = reporter(db, [found.id], 'checking', found.records)
	progress.at(0)
	const context = await contextOf(db, run, found)
	await sql`analyze ${sql.table(`staged_${found.id}`)}`.execute(db)
	if (found.target === 'companies') {
		await check(db, context, companyRules)
	} else {
		if (context.fields.has('company')) await resolveCompanies(db, context)
		await check(db, context, userRules)
	}
	const counts = await countRows(db, found.id)
	const creates = found.options.missing_company === 'create' && context.fields.has('company')
	await updateImport(db, found.id, {
		counts,
		issues: await issuesWithSuggestions(db, context),
		staff_rows: found.target === 'users' ? await countStaff(db, found.id) : 0,
		new_companies: creates ? await countNewCompanies(db, found.id) : 0,
		plan: found.plan + 1,
		seconds: { ...(await getImport(db, found.id)).seconds, check: secondsSince(started) },
	})
}

async function contextOf(db: Db, run: ImportRecord[], found: ImportRecord): Promise<CheckContext> {
	const given = [...found.mapping.filter((field) => field !== null), ...Object.keys(found.constants)]
	const generated = found.options.usernames === 'given' ? [] : ['username']
	return {
		importId: found.id,
		options: found.options,
		fields: new Set([...given, ...generated]),
		signIn: await getSettings(db),
		earlier: run.filter((one) => one.target === found.target && one.id < found.id).map((one) => one.id),
		companies: found.target === 'users' ? run.filter((one) => one.target === 'companies').map((one) => one.id) : [],
	}
}

async function issuesWithSuggestions(db: Db, context: CheckContext) {
	const groups = await groupIssues(db, context.importId)
	for (const group of groups) {
		if (group.code === 'company_ambiguous') {
			group.suggestions = await listAmbiguousCompanies(db, context.importId)
		}
		if (group.code !== 'company_unknown') continue
		const suggester = createSuggester(await listUnknownCompanies(db, context.importId))
		for await (const names of companyNames(db, context.companies)) suggester.offer(names)
		group.suggestions = suggester.best()
	}
	return groups
}

/** `stop`: one refused row anywhere, and the run writes nothing. */
async function isRefused(db: Db, runId: number): Promise<boolean> {
	const run = await listRun(db, runId)
	const refused = run.some((found) => found.options.on_error === 'stop' && found.counts!.refused > 0)
	return (
		refused || run.every((found) => found.counts!.created + found.counts!.updated === 0 && found.counts!.refused > 0)
	)
}

async function fail(db: Db, runId: number, failure: ReadFailure): Promise<void> {
	const run = await listRun(db, runId)
	const broken = run.find((found) => found.counts === null) ?? run[0]!
	await updateImport(db, broken.id, { failure: { code: failure.code, line: failure.line } })
	await moveRun(db, runId, ['staging', 'checking'], 'failed')
}

/**
 * Plan to records: all imports of the run, their counts compared with the database, and the new state are one
 * transaction. Somebody who was faster with a name makes the plan stale: it is made again and shown, not guessed.
 */
export async function commit(database: Database, runId: number): Promise<'committed' | 'stale'> {
	const { db } = database
	await moveRun(db, runId, ['ready', 'committing'], 'committing')
	const run = await listRun(db, runId)
	for (const found of run) {
		// PostgreSQL crashed meanwhile and emptied the staged rows: make them again, to be confirmed again.
		if (!(await isComplete(db, found.id, found.records ?? -1))) return replan(database, runId)
	}
	const started = performance.now()
	try {
		await db.transaction().execute(async (tx) => {
			// First, because it locks the run: a second commit waits here and is then refused.
			await moveRun(tx, runId, ['committing'], 'committed')
			for (const found of run) await commitImport(tx, found, started)
		})
	} catch (error) {
		if (isConflict(error) || error instanceof LedgerError) return replan(database, runId)
		throw error
	}
	for (const found of run) await dropRows(db, found.id)
	return 'committed'
}

async function commitImport(tx: Tx, found: ImportRecord, started: number) {
	const planned = found.counts!.created
	let made: number
	if (found.target === 'companies') {
		made = await commitCompanies(tx, found.id, planned)
	} else {
		const mapped = found.mapping.includes('company') || 'company' in found.constants
		made = await commitUsers(tx, found.id, planned, {
			mapped,
			create: found.options.missing_company === 'create',
			newOnes: found.new_companies,
		})
	}
	await keepIssues(tx, found.id)
	const counts: Counts = { ...found.counts!, created: made }
	await updateImport(tx, found.id, {
		counts,
		committed_at: new Date(),
		seconds: { ...found.seconds, commit: secondsSince(started) },
	})
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

/** Ends a run that is not committed; its staged rows and files go. */
export async function cancel(database: Database, runId: number): Promise<void> {
	const open = ['uploading', 'inspecting', 'mapping', 'staging', 'checking', 'ready', 'refused', 'failed'] as const
	await moveRun(database.db, runId, open, 'cancelled')
	for (const { id } of await listRun(database.db, runId)) await dropStaged(database.db, id)
}

/**
 * Does for a run whatever its state says is to be done; a worker's whole job. After a crash the same call goes on:
 * a check starts over from the stored file, a commit that died left nothing and is done again.
 */
export async function work(database: Database, runId: number): Promise<void> {
	await withRunLock(database.pool, runId, async () => {
		const run = await listRun(database.db, runId)
		const states = new Set(run.map((found) => found.state))
		if (states.has('committing')) await commit(database, runId)
		else if (states.has('staging') || states.has('checking')) await prepare(database, runId)
	})
}

function secondsSince(started: number): number {
	return Math.round(performance.now() - started) / 1000
}
