import { FIELDS, type Target } from '../contract/fields.ts'
import { type ImportOptions, type ImportState, KEYS } from '../contract/imports.ts'
import { joinsOf, mappable, ownedFields, standsWith } from '../contract/mapping.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { inspectAgain } from './imports.ts'
import { forgetMending } from './mend/journal.ts'
import { getImport, type Overrides, updateImport } from './queries.ts'
import { findEncoding } from './read/charsets.ts'
import { isDelimiter } from './read/delimiter.ts'
import { moveImport } from './states.ts'
import { LISTS, type Meanings } from './values/lists.ts'

/** What a person can decide about an import before it is checked. */
export interface Decisions {
	target?: Target
	mapping?: (string | null)[]
	constants?: Record<string, string>
	/** Of each field named here all meanings. */
	value_map?: Record<string, Record<string, string>>
	options?: Partial<ImportOptions>
	encoding?: string
	delimiter?: string
	header_line?: number
	/** Put right what was read in a wrong encoding before the file was saved. */
	repair?: boolean
	/** Of a workbook. */
	sheet?: string
}

const OPEN: readonly ImportState[] = ['uploading', 'mapping', 'ready', 'refused', 'failed']

/**
 * Keeps decisions and computes again what depends on them; the plan made so far is void.
 * @throws AppError mapping_invalid, request_invalid, import_not_ready
 */
export async function decide(database: Database, id: number, decisions: Decisions): Promise<void> {
	const { db } = database
	const found = await getImport(db, id)
	// Neither under a worker's hands nor afterwards: what stands there is how it was imported.
	if (!OPEN.includes(found.state)) throw new AppError('import_not_ready', { state: found.state })
	const reading = readingOverrides(decisions)
	if (decisions.target && decisions.target !== found.target) {
		await forgetMending(db, id)
		await updateImport(db, id, {
			target: decisions.target,
			constants: constantsOf(decisions.target, {}),
			value_map: {},
			// They speak of fields the other target may not have.
			options: { ...found.options, match: null, on_update: {}, join_with: {}, missing: 'ignore' },
		})
	}
	if (reading || (decisions.target && decisions.target !== found.target)) {
		await inspectAgain(database, id, { ...found.overrides, ...reading })
	}
	const now = await getImport(db, id)
	const target = now.target
	const mapping = decisions.mapping ?? now.mapping
	const constants = constantsOf(target, { ...now.constants, ...decisions.constants })
	checkMapping(target, mapping, now.columns.length)
	const owned = ownedFields(mapping)
	// A mapped column decides row by row; the constant remains only for the role of its empty cells.
	for (const field of Object.keys(constants)) {
		if (field !== 'role' && owned.includes(field)) {
			if (decisions.constants && field in decisions.constants && !decisions.mapping) {
				throw new AppError('mapping_invalid', { reason: field, field })
			}
			delete constants[field]
		}
	}
	const options = { ...now.options, ...decisions.options }
	checkOptions(target, options)
	if (['ready', 'refused', 'mapping'].includes(now.state))
		await moveImport(db, id, ['ready', 'refused', 'mapping'], 'mapping')
	const value_map = { ...now.value_map, ...decisions.value_map }
	checkMeanings(target, value_map)
	await updateImport(db, id, { mapping, constants, value_map, options })
}

/** @throws AppError request_invalid for an encoding nobody knows or what cannot be a delimiter */
function readingOverrides({ encoding, delimiter, header_line, repair, sheet }: Decisions): Overrides | undefined {
	if ([encoding, delimiter, header_line, repair, sheet].every((decision) => decision === undefined)) return undefined
	const overrides: Overrides = {}
	if (encoding !== undefined) {
		const known = findEncoding(encoding)
		if (!known) throw new AppError('request_invalid', { reason: `encoding ${encoding}` })
		overrides.encoding = known
	}
	if (delimiter !== undefined) {
		if (!isDelimiter(delimiter)) throw new AppError('request_invalid', { reason: `delimiter ${delimiter}` })
		overrides.delimiter = delimiter
	}
	if (header_line !== undefined) overrides.header_line = header_line
	if (repair !== undefined) overrides.repair = repair
	if (sheet !== undefined) overrides.sheet = sheet
	return overrides
}

/** Users have a role in any case: customer unless somebody says otherwise (R5). */
export function constantsOf(target: Target, constants: Record<string, string>): Record<string, string> {
	for (const field of Object.keys(constants)) {
		if (!FIELDS[target].some(({ name }) => name === field))
			throw new AppError('mapping_invalid', { reason: field, field })
	}
	const filled = Object.entries(constants).filter(([, value]) => value !== '')
	const given = Object.fromEntries(filled.map(([field, value]) => [field, value.toWellFormed()]))
	return target === 'users' ? { role: 'customer', ...given } : given
}

function checkMapping(target: Target, mapping: (string | null)[], columns: number): void {
	if (mapping.length !== columns) {
		throw new AppError('mapping_invalid', { reason: `${mapping.length} ≠ ${columns}` })
	}
	const known = mappable(target)
	for (const [index, field] of mapping.entries()) {
		if (field === null) continue
		const others = mapping.slice(index + 1).filter((other) => other !== null)
		if (!known.includes(field) || others.some((other) => !standsWith(target, field, other))) {
			throw new AppError('mapping_invalid', { reason: field, field })
		}
	}
}

function checkMeanings(target: Target, meanings: Meanings): void {
	for (const [field, values] of Object.entries(meanings)) {
		const codes = target === 'users' ? LISTS[field]?.codes : undefined
		const unknown = Object.values(values).find((code) => code !== '' && !codes?.includes(code))
		if (!codes || unknown !== undefined) throw new AppError('request_invalid', { reason: `value_map ${field}` })
	}
}

/** @throws AppError request_invalid for a key or a field the target does not have, or what cannot stand in the field */
export function checkOptions(target: Target, { match, on_update, join_with, missing }: ImportOptions): void {
	if (match !== null && !(KEYS[target] as readonly string[]).includes(match)) {
		throw new AppError('request_invalid', { reason: `match ${match}` })
	}
	if (missing === 'deactivate' && target !== 'users') throw new AppError('request_invalid', { reason: 'missing' })
	const unknown = Object.keys(on_update).find((field) => !FIELDS[target].some(({ name }) => name === field))
	if (unknown !== undefined) throw new AppError('request_invalid', { reason: `on_update ${unknown}` })
	const unfit = Object.entries(join_with).find(([field, join]) => !joinsOf(target, field).includes(join))
	if (unfit) throw new AppError('request_invalid', { reason: `join_with ${unfit.join(' ')}` })
}
