import { DEFAULT_OPTIONS, type Example } from '../contract/imports.ts'
import { filledFields, isSplit } from '../contract/mapping.ts'
import { createMapper } from './map.ts'
import type { ImportRecord } from './queries.ts'
import { stagedColumns } from './slots.ts'

const EXAMPLES = 3

type Seen = Pick<ImportRecord, 'target' | 'mapping' | 'columns' | 'head' | 'dialect' | 'options'>

/**
 * What becomes of some cells of the columns that are joined or taken apart, by column: made by the mapper itself, of
 * values that were kept when the file was read. A column that fills one field by itself has none.
 */
export function examplesOf(found: Seen): Map<number, Example[]> {
	const examples = new Map<number, Example[]>()
	for (const [index, mapped] of found.mapping.entries()) {
		if (mapped === null || !found.columns[index]) continue
		const indexes = found.mapping.flatMap((other, at) => (other === mapped ? [at] : []))
		if (isSplit(mapped)) examples.set(index, mapOnly(found, mapped, found.columns[index].samples.map(single)))
		else if (indexes.length > 1) examples.set(index, mapOnly(found, mapped, joinedCells(found, indexes)))
	}
	return examples
}

function single(cell: string): string[] {
	return [cell]
}

/** Of the first records, those where the most of the columns are filled. */
function joinedCells({ head, dialect }: Seen, indexes: number[]): string[][] {
	const records = head
		.filter(({ line }) => line > (dialect?.header_line ?? 0))
		.map(({ cells }) => indexes.map((index) => cells[index]?.trim() ?? ''))
	const filled = (cells: string[]) => cells.filter((cell) => cell !== '').length
	return records.filter((cells) => filled(cells) > 0).sort((a, b) => filled(b) - filled(a))
}

function mapOnly({ target, options: { join_with } }: Seen, mapped: string, records: string[][]): Example[] {
	const cells = records.slice(0, EXAMPLES)
	const mapping = (cells[0] ?? []).map(() => mapped)
	const options = { ...DEFAULT_OPTIONS, mode: 'update', join_with } as const
	const map = createMapper({ target, mapping, constants: {}, options })
	const { rows } = map({ lines: cells.map((_, line) => line), cells, breaches: [], raw: null, bytes: 0 })
	const fields = filledFields(mapping)
	const names = stagedColumns(target).map(({ name }) => name)
	const slots = fields.map((name) => ({ name, slot: names.indexOf(name) }))
	return rows.map(({ values }, at) => ({
		before: cells[at]!.filter((cell) => cell !== ''),
		after: Object.fromEntries(slots.flatMap(({ name, slot }) => (values[slot] == null ? [] : [[name, values[slot]]]))),
	}))
}
