import { sql } from 'kysely'
import { FIELDS } from '../../contract/fields.ts'
import type { Fix, FixName, FixParams, StepAnswer } from '../../contract/mending.ts'
import type { Db } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { contextOf } from '../context.ts'
import { getImport, type ImportRecord, listRun } from '../queries.ts'
import { issuesTable, stagedTable } from '../staged.ts'
import { indexForMending } from '../staged-indexes.ts'
import { CHUNK, inChunks } from './apply.ts'
import type { Mending, StagedValues } from './cells.ts'
import { cleanText } from './edit.ts'
import { type Cause, choicesOf, FIX_ALSO, FIX_PARAMS, fixesFor, type Mend, mendOf } from './fixes.ts'
import { columnHas, isCause, linesToMend } from './lines.ts'
import { numberMended } from './number.ts'
import { allFields, fieldsSeen } from './seen.ts'
import { takeStep } from './steps.ts'

const EXAMPLES = 10
const VALUES = 200
/** More rows of one cause than this are counted by these. */
const LOOKED_AT = 100_000

/** The ways to mend a cause, each with what it would do to how many cells. Those that would do nothing are left out. */
export async function listFixes(db: Db, found: ImportRecord, cause: Cause): Promise<Fix[]> {
	requireField(found, cause)
	await indexForMending(db, found.id, found.target)
	const rows = await valuesOf(db, found, cause)
	const offered: Fix[] = []
	for (const fix of fixesFor(found.target, cause)) {
		const params = FIX_PARAMS[fix] ?? []
		const answer: Fix = { fix, label: `fix.${fix}`, params, count: rows.length, choices: [], values: [], examples: [] }
		if (fix === 'map_values') {
			offered.push({ ...answer, choices: choicesOf(cause.field), values: countValues(rows, cause) })
		} else if (params.length > 0) {
			offered.push(answer)
		} else {
			const { count, examples } = await tryOut(db, found, rows, mendOf(found.target, cause, fix, {}))
			if (count > 0) offered.push({ ...answer, count, examples })
		}
	}
	return offered
}

/** How many rows the fix changes, and the first of them before and after. */
async function tryOut(
	db: Db,
	found: ImportRecord,
	rows: readonly Looked[],
	mend: Mend | undefined,
): Promise<Pick<Fix, 'count' | 'examples'>> {
	const made: Made[] = []
	let count = 0
	for (const row of mend ? rows : []) {
		const mending = mend!(row)
		if (!mending) continue
		count++
		if (made.length === CHUNK || mending.action !== 'set') continue
		const [field, after] = Object.entries(mending.cells)[0]!
		made.push({ line: row.line, before: row.values[field] ?? null, after, number: mending.number ?? [] })
	}
	if (made.some(({ number }) => number.length > 0)) await number(db, found, made)
	return { count, examples: made.slice(0, EXAMPLES).map(({ line, before, after }) => ({ line, before, after })) }
}

type Made = Fix['examples'][number] & { number: NonNullable<Mending['number']> }

/** A value that somebody has is shown with the number it will get. The first chunk is numbered as one, as the step does it. */
async function number(db: Db, found: ImportRecord, made: Made[]): Promise<void> {
	const context = await contextOf(db, await listRun(db, found.run_id), found)
	const mended = made.map(({ line, after, number: fields }) => {
		const values = Object.fromEntries(fields.map((field) => [field, after]))
		return { line, values, issues: [], generated: [...fields] }
	})
	await numberMended(db, context, mended)
	for (const [at, one] of made.entries()) for (const field of one.number) one.after = mended[at]!.values[field]!
}

/** Mends all rows of a cause at once, in one step. @throws AppError request_invalid for a fix that does not fit the cause */
export async function applyFix(
	db: Db,
	importId: number,
	wanted: { code: string | null; field: string | null; fix: FixName; params?: FixParams; lines?: number[] },
	personId: number | null,
): Promise<StepAnswer> {
	const found = await getImport(db, importId)
	const { code, field, fix, params = {} } = wanted
	const cause = { code, field }
	requireField(found, cause)
	const clean = cleanParams(params)
	const mend = mendOf(found.target, cause, fix, clean)
	const isOffered = fixesFor(found.target, cause).includes(fix) || (code === 'shared' && fix === 'username_by_company')
	if (!mend || !isOffered) throw new AppError('request_invalid', { reason: `fix ${fix}` })
	// Leaving out a whole file is no way to mend it.
	if (code === null && fix === 'skip' && !wanted.lines) throw new AppError('request_invalid', { reason: 'lines' })

	const fields = field !== null && mendsCells(fix) ? [field, ...(FIX_ALSO[fix] ?? [])] : []
	const step = { kind: fix, code, field, params: { ...clean }, fields, created_by: personId }
	const changed = fields.length > 0 ? fields : undefined
	return takeStep(db, importId, step, async (tx) => {
		return { chunks: inChunks(linesToMend(tx, found, cause, fix, clean, wanted.lines), changed), mending: mend }
	})
}

function mendsCells(fix: FixName): boolean {
	return !['skip', 'keep_first', 'keep_last', 'accept'].includes(fix)
}

function requireField({ target }: ImportRecord, { field }: Cause): void {
	if (field === null || FIELDS[target].some(({ name }) => name === field)) return
	throw new AppError('request_invalid', { reason: `field ${field}` })
}

function cleanParams(params: FixParams): FixParams {
	return JSON.parse(JSON.stringify(params), (_, value) => (typeof value === 'string' ? cleanText(value) : value))
}

type Looked = { line: number; values: StagedValues }

async function valuesOf(db: Db, { id, target }: ImportRecord, cause: Cause): Promise<Looked[]> {
	if (cause.code === null && cause.field === null) return []
	const fields = cause.field === null ? allFields(target) : fieldsSeen(target, [cause.field])
	const columns = fields.map((name) => sql`s.${sql.ref(name)}`)
	const of = cause.code
		? sql`s.line in (select line from ${issuesTable(id)} where ${isCause(cause)})`
		: columnHas(cause.field!, cause.field === 'email' ? 'email_domain' : 'replace', undefined)
	const { rows } = await sql<StagedValues & { line: number }>`
		select s.line, ${sql.join(columns)}
		from ${stagedTable(id)} s
		where ${of}
		order by s.line
		limit ${LOOKED_AT}
	`.execute(db)
	return rows.map(({ line, ...values }) => ({ line, values }))
}

function countValues(rows: readonly Looked[], { field }: Cause): Fix['values'] {
	const counts = new Map<string, number>()
	for (const { values } of rows) {
		const value = values[field!]
		if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
	}
	return [...counts]
		.sort((a, b) => b[1] - a[1])
		.slice(0, VALUES)
		.map(([value, count]) => ({ value, rows: count }))
}
