import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { contextOf } from '../context.ts'
import { type ImportRecord, listRun } from '../queries.ts'
import { moveRun } from '../states.ts'
import type { CheckContext, Sql } from '../targets/target.ts'
import { isRefused } from '../verdict.ts'
import { cascade } from './cascade.ts'
import type { Mended, StagedRow } from './cells.ts'
import { numberMended } from './number.ts'
import { affectedRows, allOf, recheck, setCodesOf, type Touched } from './recheck.ts'
import { KEY_FIELDS } from './seen.ts'
import { type Chunk, executeAll, isRefusedRow, loadRows, type Pair, writesOf } from './staged-rows.ts'
import { countAgain, moveTally, tallyRows } from './tally.ts'

/** Rows held in memory at a time, and the most whose effect on the numbers is computed instead of counted again. */
export const CHUNK = 2_000

/** What happens to some rows. */
export interface Work {
	/** In the order of the file. */
	chunks: AsyncIterable<Chunk>
	/** @returns undefined when nothing changes */
	mend(row: StagedRow): Mended | undefined
	/** What keeps of a chunk what was done to it, if that is to be kept. */
	log?(pairs: readonly Pair[]): Sql
}

/**
 * Mends rows and asks again whatever depends on them: rules about many rows, the rows that share a value, the
 * companies and people of the same run, the numbers, and whether the run may be written at all.
 *
 * The run has to be locked (`lockRun`). @returns rows changed
 */
export async function mendRows(tx: Tx, run: ImportRecord[], found: ImportRecord, work: Work): Promise<number> {
	const context = await contextOf(tx, run, found)
	const setCodes = setCodesOf(context)
	const touched = noneTouched()
	// Of the chunk before. The last one's are executed when the rows that depend on them are known.
	let writes: Sql[] = []
	let chunks = 0
	for await (const rows of loadAhead(tx, context, work.chunks, setCodes)) {
		// The database reads what comes next and writes what was mended before, while this process judges these rows and makes
		// what is to be written of them: neither waits for the other in between.
		const writing = executeAll(tx, writes)
		// When judging fails meanwhile, nobody asks for these.
		writing.catch(() => {})
		const pairs = await mendAll(rows, work)
		const mended = pairs.map(({ after }) => after)
		if (context.target === 'users' && mended.some(({ generated }) => generated.length > 0)) {
			await writing
			await numberMended(tx, context, mended)
		}
		addTouched(touched, context, pairs)
		writes = pairs.length === 0 ? [] : [...writesOf(context, pairs, setCodes), ...(work.log ? [work.log(pairs)] : [])]
		await writing
		chunks++
	}
	if (chunks === 0) return 0
	const affected = await affectedRows(tx, context, touched)
	const all = chunks === 1 ? allOf(touched, affected) : undefined
	const before = all && (await tallyRows(tx, context, all))
	await executeAll(tx, writes)
	const judged = await recheck(tx, context, touched, affected)
	if (before) await moveTally(tx, context, before, await tallyRows(tx, context, all))
	else await countAgain(tx, context, context.key !== null || touched.isMoved || judged.length > 0)
	await cascade(tx, run, found, touched, [...touched.judged, ...judged])
	return touched.lines.length
}

/** Nobody else mends, checks or commits the run meanwhile. @throws AppError import_not_ready */
export async function lockRun(tx: Tx, runId: number): Promise<ImportRecord[]> {
	const { rows } = await sql<{ state: string }>`
		select state from imports where run_id = ${runId} order by id for update
	`.execute(tx)
	const [first] = rows
	// Moves to where it is: the one place that refuses any other state.
	if (first) await moveRun(tx, runId, ['ready', 'refused'], first.state === 'refused' ? 'refused' : 'ready')
	return listRun(tx, runId)
}

/** Ready or refused, as the numbers say now. */
export async function settleRun(tx: Tx, runId: number): Promise<void> {
	await moveRun(tx, runId, ['ready', 'refused'], (await isRefused(tx, runId)) ? 'refused' : 'ready')
}

async function* loadAhead(
	tx: Tx,
	context: CheckContext,
	chunks: AsyncIterable<Chunk>,
	setCodes: readonly string[],
): AsyncGenerator<StagedRow[]> {
	const waiting = chunks[Symbol.asyncIterator]()
	const load = async () => {
		const { value, done } = await waiting.next()
		return done ? undefined : loadRows(tx, context, value, setCodes)
	}
	let next = load()
	for (let rows = await next; rows; rows = await next) {
		next = load()
		// When the step fails meanwhile, nobody asks for these.
		next.catch(() => {})
		yield rows
	}
}

/** Rows judged between two turns of everything else this process does. */
const TURN = 100

async function mendAll(rows: readonly StagedRow[], { mend }: Work): Promise<Pair[]> {
	const pairs: Pair[] = []
	for (let at = 0; at < rows.length; at++) {
		if (at % TURN === 0) await setImmediate()
		const before = rows[at]!
		const after = mend(before)
		if (after) pairs.push({ before, after })
	}
	return pairs
}

interface Collected extends Touched {
	lines: number[]
	/** Rows whose verdict was changed by what they say themselves. */
	judged: number[]
	/** Of some row something else will come than before: nothing, or another kind of account. */
	isMoved: boolean
	keys: Record<string, CollectedShared>
	names: CollectedShared
}
interface CollectedShared {
	values: string[]
	lines: number[]
}

function noneTouched(): Collected {
	return { lines: [], judged: [], isMoved: false, keys: {}, names: { values: [], lines: [] } }
}

/** Values that other rows are compared by, before and after; of rows that come or go all of them. */
function addTouched(touched: Collected, { target, key }: CheckContext, pairs: readonly Pair[]): void {
	const names = new Set(touched.names.values)
	for (const { before, after } of pairs) {
		const { line } = after
		touched.lines.push(line)
		const changed = (field: string) => before.values[field] !== after.values[field]
		const isJudged = isRefusedRow(before) !== isRefusedRow(after)
		if (isJudged) touched.judged.push(line)
		touched.isMoved ||= isJudged || before.skipped !== after.skipped || changed('role')
		const isNamed = target === 'users' && changed('company')
		// Another record is found by another key, and what is taken depends on whose record it is.
		const isAnother = before.skipped !== after.skipped || (key !== null && changed(key))
		for (const field of KEY_FIELDS[target]) {
			if (!changed(field) && !isAnother && !(field === 'email' && isNamed)) continue
			touched.keys[field] ??= { values: [], lines: [] }
			touched.keys[field].lines.push(line)
			for (const values of [before.values, after.values]) {
				const value = values[field]
				if (value) touched.keys[field].values.push(value)
			}
		}
		if (!isNamed && !(isAnother && target === 'users')) continue
		touched.names.lines.push(line)
		for (const { company } of [before.values, after.values]) if (company) names.add(company)
	}
	touched.names.values = [...names]
}

/** @param fields what is changed in the rows, where that is known of all of them */
export async function* inChunks(
	lists: Iterable<readonly number[]> | AsyncIterable<readonly number[]>,
	fields?: readonly string[],
): AsyncGenerator<Chunk> {
	for await (const lines of lists) {
		for (let at = 0; at < lines.length; at += CHUNK) yield { lines: lines.slice(at, at + CHUNK), fields }
	}
}
