import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { integers } from '../../db/arrays.ts'
import type { Db, Tx } from '../../db/database.ts'
import type { Sql } from '../targets/target.ts'
import type { RowIssue } from '../types.ts'
import type { Mended, Mending, StagedRow } from './cells.ts'

/** What one step did to one row: enough to put it back exactly, and to do the same again to a row made anew from the file. */
export interface Edit extends Pick<Mending, 'line' | 'action' | 'cells'> {
	/** Field → what the row held before, of the cells and of whatever the rules made of them. */
	previous: Record<string, string | null>
	/** What the rules about single rows had found in the row before. */
	issues: readonly RowIssue[]
	/** The row had been left out before. */
	skipped: boolean
}

/** Rows of a step kept together: a line of the table for each would cost more than all the rest of mending it. */
interface Page {
	step_id: number
	edits: readonly Edit[]
}
const PAGE = 500
/** Pages read at a time. */
const PAGES = 4

/** An edit as its page keeps it: names of a hundred thousand edits would be most of what is written. */
type Kept = [
	line: number,
	action: Edit['action'],
	cells: Edit['cells'],
	previous: Edit['previous'],
	issues: [
		field: RowIssue['field'],
		code: RowIssue['code'],
		severity: RowIssue['severity'],
		value: RowIssue['value'],
	][],
	skipped: boolean,
]

/** A page this long, in characters, is kept compressed. */
const LONG = 1_000
const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/**
 * JSON, a long one compressed by zstd (RFC 8878), whose first byte tells it. PostgreSQL would compress it, too, but slower,
 * and would have to be sent all of it: together a seventh of the time of a large step.
 */
function packed(edits: readonly Edit[]): Buffer {
	const page = edits.map(({ line, action, cells, previous, issues, skipped }): Kept => {
		const found = issues.map(({ field, code, severity, value }): Kept[4][number] => [field, code, severity, value])
		return [line, action, cells, previous, found, skipped]
	})
	const json = JSON.stringify(page)
	return json.length < LONG ? Buffer.from(json) : zstdCompressSync(json, FASTEST)
}

function unpacked(page: Buffer): Edit[] {
	const isPlain = page[0] === '['.charCodeAt(0)
	const json = (isPlain ? page : zstdDecompressSync(page)).toString()
	return (JSON.parse(json) as Kept[]).map(([line, action, cells, previous, found, skipped]) => {
		const issues = found.map(([field, code, severity, value]) => ({ line, field, code, severity, value }))
		return { line, action, cells, previous, issues, skipped }
	})
}

/** Computed from the fields; made again when a row is put back. */
const COMPUTED = ['sort_key', 'words', 'phone_words']

export function editOf({ line, action, cells }: Mending, before: StagedRow, after: Mended): Edit {
	const previous: Edit['previous'] = {}
	for (const field of action === 'skip' ? [] : Object.keys(after.values)) {
		if (COMPUTED.includes(field)) continue
		const was = before.values[field] ?? null
		if (field in cells || after.values[field] !== was) previous[field] = was
	}
	return { line, action, cells, previous, issues: before.issues, skipped: before.skipped }
}

/** The statement that keeps them. @param edits some, in the order of their lines */
export function insertEdits(stepId: number, edits: readonly Edit[]): Sql {
	const pages: Sql[] = []
	for (let at = 0; at < edits.length; at += PAGE) {
		const page = edits.slice(at, at + PAGE)
		const lines = page.map(({ line }) => line)
		pages.push(sql`(${stepId}::bigint, ${lines[0]!}::integer, ${integers(lines)}, ${packed(page)})`)
	}
	return sql`insert into import_edits (step_id, first_line, lines, edits) values ${sql.join(pages)}`
}

/** Ids, for looking up edits, which know their step alone. */
function stepsOf(importId: number): Sql {
	return sql`select id from import_steps where import_id = ${importId}`
}

export async function deleteEdits(db: Db | Tx, of: { stepId: number } | { importId: number }): Promise<void> {
	const steps = 'stepId' in of ? sql`${of.stepId}` : stepsOf(of.importId)
	await sql`delete from import_edits where step_id in (${steps})`.execute(db)
}

/** What a step did, some thousand rows at a time. */
export async function* editsOfStep(tx: Tx, stepId: number): AsyncGenerator<Edit[]> {
	for (let after = 0; ; ) {
		const pages = await readPages(tx, sql`step_id = ${stepId} and first_line > ${after}`)
		if (pages.length === 0) return
		after = pages.at(-1)!.edits[0]!.line
		yield pages.flatMap(({ edits }) => edits)
	}
}

/** All of an import in the order in which it was done, as many pages at a time as no row comes in twice. */
export async function* pagesApart(tx: Tx, importId: number): AsyncGenerator<Page[]> {
	const lines = new Set<number>()
	let apart: Page[] = []
	let after = { step_id: 0, line: 0 }
	for (;;) {
		const place = sql`(step_id, first_line) > (${after.step_id}::bigint, ${after.line}::integer)`
		const pages = await readPages(tx, sql`step_id in (${stepsOf(importId)}) and ${place}`)
		for (const page of pages) {
			if (apart.length === PAGES || page.edits.some(({ line }) => lines.has(line))) {
				yield apart
				apart = []
				lines.clear()
			}
			apart.push(page)
			for (const { line } of page.edits) lines.add(line)
		}
		const last = pages.at(-1)
		if (!last) break
		after = { step_id: last.step_id, line: last.edits[0]!.line }
	}
	if (apart.length > 0) yield apart
}

async function readPages(tx: Tx, where: Sql): Promise<Page[]> {
	const { rows } = await sql<{ step_id: number; edits: Buffer }>`
		select step_id, edits from import_edits where ${where} order by step_id, first_line limit ${PAGES}
	`.execute(tx)
	return rows.map(({ step_id, edits }) => ({ step_id, edits: unpacked(edits) }))
}

/** A page again, with what its rows hold now before the step. */
export async function rewritePage(tx: Tx, was: Page, edits: readonly Edit[]): Promise<void> {
	await sql`
		delete from import_edits where step_id = ${was.step_id} and first_line = ${was.edits[0]!.line}
	`.execute(tx)
	if (edits.length > 0) await insertEdits(was.step_id, edits).execute(tx)
}

/** Lines of the rows that were mended, each once or more. */
export function editedLines(importId: number): Sql {
	return sql`select unnest(lines) from import_edits where step_id in (${stepsOf(importId)})`
}

/** What edited cells held in the file, by line and field. @param lines in ascending order */
export async function originalsOf(
	db: Db,
	importId: number,
	lines: readonly number[],
): Promise<Map<number, Record<string, string | null>>> {
	const originals = new Map<number, Record<string, string | null>>()
	if (lines.length === 0) return originals
	const { rows } = await sql<{ edits: Buffer }>`
		select edits
		from import_edits
		where step_id in (${stepsOf(importId)})
		  and first_line <= ${lines.at(-1)!} and lines[array_upper(lines, 1)] >= ${lines[0]!}
		  and exists (select from unnest(lines) as line where line = any(${integers(lines)}))
		order by step_id
	`.execute(db)
	const asked = new Set(lines)
	for (const edit of rows.flatMap(({ edits }) => unpacked(edits))) {
		if (!asked.has(edit.line)) continue
		const known = originals.get(edit.line) ?? {}
		for (const field of Object.keys(edit.cells)) if (!(field in known)) known[field] = edit.previous[field] ?? null
		originals.set(edit.line, known)
	}
	return originals
}
