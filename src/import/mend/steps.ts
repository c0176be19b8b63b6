import { sql } from 'kysely'
import type { MendingSums, Step, StepAnswer } from '../../contract/mending.ts'
import type { Db, Tx } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { getImport, type ImportRecord, listRun } from '../queries.ts'
import { isStaged, stagedTable } from '../staged.ts'
import { indexForMending } from '../staged-indexes.ts'
import { isMendable } from '../verdict.ts'
import { lockRun, mendRows, settleRun } from './apply.ts'
import { createMender, type Mended, type Mending, type StagedRow } from './cells.ts'
import { takeBackDecision } from './decisions.ts'
import { type Edit, editOf, editsOfStep, insertEdits } from './edits.ts'
import { createStep, deleteStep, findLastStep, finishStep, type NewStep } from './journal.ts'
import { fillPerson, fillPhones } from './number.ts'
import { arePhonesSeen, isPersonSeen } from './seen.ts'
import { type Chunk, sameIssues } from './staged-rows.ts'

/** What a step does: to which rows, and what to each. */
export interface Doing {
	chunks: AsyncIterable<Chunk>
	/** @returns undefined when the row stays as it is */
	mending(row: StagedRow): Mending | undefined
}

/** One step of mending, as a whole or not at all. A step that changes nothing leaves no trace. */
export async function takeStep(
	db: Db,
	importId: number,
	step: Omit<NewStep, 'import_id'>,
	plan: (tx: Tx, run: ImportRecord[], found: ImportRecord) => Promise<Doing>,
): Promise<StepAnswer> {
	const taken = await onRun(db, importId, async (tx, run, found) => {
		const stepId = await createStep(tx, { import_id: importId, ...step })
		const rows = await doAll(tx, run, found, stepId, await plan(tx, run, found))
		if (rows > 0) return finishStep(tx, stepId, rows)
		await deleteStep(tx, stepId)
		return null
	})
	return { step: taken, import: await sumsOf(db, importId) }
}

export async function doAll(
	tx: Tx,
	run: ImportRecord[],
	found: ImportRecord,
	stepId: number,
	{ chunks, mending }: Doing,
): Promise<number> {
	const mender = createMender(found)
	return mendRows(tx, run, found, {
		chunks,
		mend(row) {
			const one = mending(row)
			if (!one) return undefined
			const after = mender(row, one)
			// A value that is to be numbered is not another one yet.
			if (after.generated.length === 0 && !differs(row, after)) return undefined
			after.mending = one
			return after
		},
		log(pairs) {
			const edits = pairs.map(({ before, after }) => editOf(asNumbered(after.mending!, after), before, after))
			return insertEdits(stepId, edits)
		},
	})
}

/** A number is part of what was decided: made again from the file, the row gets the same one. */
function asNumbered(mending: Mending, { values }: Mended): Mending {
	if (!mending.number) return mending
	const numbered = mending.number.map((name) => [name, values[name] ?? null])
	return { ...mending, cells: { ...mending.cells, ...Object.fromEntries(numbered) } }
}

/** Takes the last step back: cells, findings and left-out rows are exactly as they were before it. @throws AppError step_missing */
export async function undoStep(db: Db, importId: number): Promise<StepAnswer> {
	const undone = await onRun(db, importId, async (tx, run, found) => {
		const step = await findLastStep(tx, importId)
		if (!step) throw new AppError('step_missing')
		await takeBackDecision(tx, run, found, step)
		await putBack(tx, run, found, step)
		await deleteStep(tx, step.id)
		return step
	})
	return { step: undone, import: await sumsOf(db, importId) }
}

async function putBack(tx: Tx, run: ImportRecord[], found: ImportRecord, step: Step): Promise<void> {
	const byLine = new Map<number, Edit>()
	await mendRows(tx, run, found, {
		chunks: (async function* () {
			for await (const edits of editsOfStep(tx, step.id)) {
				for (const edit of edits) byLine.set(edit.line, edit)
				yield { lines: edits.map(({ line }) => line), fields: fieldsOf(edits) }
			}
		})(),
		mend(row) {
			const edit = byLine.get(row.line)!
			byLine.delete(row.line)
			return before(row, edit)
		},
	})
}

/** The fields edits are about; undefined when one is about a whole row. */
function fieldsOf(edits: readonly Edit[]): string[] | undefined {
	const fields = new Set<string>()
	for (const { action, previous } of edits) {
		if (action !== 'set') return undefined
		for (const field of Object.keys(previous)) fields.add(field)
	}
	return [...fields]
}

function before(row: StagedRow, { previous, issues, skipped }: Edit): Mended {
	const values = { ...row.values, ...previous }
	if (isPersonSeen(row.fields)) fillPerson(values)
	if (arePhonesSeen(row.fields)) fillPhones(values)
	// No rule speaks about a row that is left out.
	const refusedByOthers = row.refusedByOthers && !skipped
	return { ...row, skipped, values, issues: [...issues], refusedByOthers, generated: [] }
}

/** The work in one transaction on the locked run; afterwards the run is ready or refused, as its numbers say. */
export async function onRun<T>(
	db: Db,
	importId: number,
	work: (tx: Tx, run: ImportRecord[], found: ImportRecord) => Promise<T>,
): Promise<T> {
	const { run_id, state } = await getImport(db, importId)
	if (!isMendable(state)) throw new AppError('import_not_ready', { state })
	for (const one of await listRun(db, run_id)) await indexForMending(db, one.id, one.target)
	return db.transaction().execute(async (tx) => {
		const run = await lockRun(tx, run_id)
		const found = run.find((one) => one.id === importId)!
		await requireRows(tx, found)
		const result = await work(tx, run, found)
		await settleRun(tx, run_id)
		return result
	})
}

/** PostgreSQL empties staged rows when it crashes; the next check makes them again. @throws AppError import_plan_stale */
async function requireRows(tx: Tx, { id, records }: ImportRecord): Promise<void> {
	const { rows } = await sql<{ some: boolean }>`select exists (select from ${stagedTable(id)}) as some`.execute(tx)
	if (!rows[0]!.some && records !== 0) throw new AppError('import_plan_stale')
}

export async function sumsOf(db: Db, importId: number): Promise<MendingSums> {
	const found = await getImport(db, importId)
	const { counts, state, plan, issues, staff_rows, warning_rows, new_companies, new_groups, missing } = found
	const others = (await listRun(db, found.run_id)).map(({ id }) => id).filter((id) => id !== importId)
	return {
		counts: counts!,
		state,
		plan,
		issues,
		staff_rows,
		warning_rows,
		new_companies,
		new_groups,
		missing,
		others,
	}
}

/** @throws AppError import_not_ready */
export async function requireStaged(db: Db, found: ImportRecord): Promise<void> {
	if (!(await isStaged(db, found.id))) throw new AppError('import_not_ready', { state: found.state })
}

function differs(before: StagedRow, after: Mended): boolean {
	if (before.skipped !== after.skipped || !sameIssues(before.issues, after.issues)) return true
	return Object.keys(after.values).some((name) => after.values[name] !== before.values[name])
}
