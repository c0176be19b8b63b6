import { sql } from 'kysely'
import { FIELDS } from '../../contract/fields.ts'
import type { StepAnswer } from '../../contract/mending.ts'
import { integers } from '../../db/arrays.ts'
import type { Db, Tx } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { getImport } from '../queries.ts'
import { stagedTable } from '../staged.ts'
import { inChunks } from './apply.ts'
import { takeStep } from './steps.ts'

export interface EditedRow {
	line: number
	/** Field → text as typed. */
	values: Record<string, string | null>
}

/** Cells as a person typed them, in one step. @throws AppError request_invalid, not_found, import_not_ready */
export async function editRows(
	db: Db,
	importId: number,
	rows: readonly EditedRow[],
	personId: number | null,
): Promise<StepAnswer> {
	const { target } = await getImport(db, importId)
	const fields = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
	const unknown = fields.find((name) => !FIELDS[target].some((field) => field.name === name))
	if (unknown !== undefined) throw new AppError('request_invalid', { reason: `field ${unknown}` })

	const typed = new Map(rows.map(({ line, values }) => [line, cellsOf(values)]))
	const lines = [...typed.keys()].sort((a, b) => a - b)
	const [only] = fields
	const step = { kind: 'edit', code: null, field: fields.length === 1 ? only! : null, params: {}, fields } as const
	return takeStep(db, importId, { ...step, created_by: personId }, async (tx) => {
		await requireLines(tx, importId, lines)
		return {
			chunks: inChunks([lines], fields),
			mending: ({ line }) => ({ line, cells: typed.get(line)!, action: 'set' }),
		}
	})
}

async function requireLines(tx: Tx, importId: number, lines: readonly number[]): Promise<void> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from ${stagedTable(importId)} where line = any(${integers(lines)})
	`.execute(tx)
	if (rows[0]!.count < lines.length) throw new AppError('not_found')
}

/** PostgreSQL has no text with NUL, and half a surrogate pair is no text at all. */
export function cellsOf(values: Record<string, string | null>): Record<string, string | null> {
	const entries = Object.entries(values)
	return Object.fromEntries(entries.map(([field, value]) => [field, cleanText(value)]))
}

export function cleanText(value: string | null): string | null {
	return value === null ? null : value.replaceAll('\0', '').toWellFormed()
}
