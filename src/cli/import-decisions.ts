import { FIELDS, JOINS, type Join, type Target } from '../contract/fields.ts'
import { ON_UPDATE, type OnUpdate } from '../contract/imports.ts'
import { joinsOf, mappable, standsWith } from '../contract/mapping.ts'
import type { ImportRecord } from '../import/queries.ts'
import { foldHeader } from '../import/read/headers.ts'
import { LISTS } from '../import/values/lists.ts'
import { UsageError } from './run.ts'

type Pair = readonly [name: string, value: string]

/** `name=value` options; a header or a cell may hold the sign itself: `--map` and `--means` split at the last. @throws UsageError */
export function pairs(
	option: '--map' | '--means' | '--set' | '--on-update' | '--join-with',
	given: readonly string[],
): Pair[] {
	return given.map((text) => {
		const at = option === '--map' || option === '--means' ? text.lastIndexOf('=') : text.indexOf('=')
		if (at < 1) throw new UsageError(`${option} '${text}' is not of the form name=value.`)
		return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
	})
}

/**
 * The proposals with `--map` on top, one mapping a file of the run. A field that is mapped by hand leaves the
 * column it was proposed for; mapped by hand twice, the columns are joined where the field allows it.
 * @throws UsageError for a header no file has, a field its target does not have, or one that takes one column only
 */
export function mappingFor(run: ImportRecord[], maps: readonly Pair[]): (string | null)[][] {
	const mappings = run.map((found) => [...found.mapping])
	const byHand = run.map(() => new Set<number>())
	for (const [header, field] of maps) {
		const hits = run.map((found) => columnOf(found, header))
		if (hits.every((index) => index === undefined)) {
			const known = run.flatMap((found) => found.columns.map((column) => column.header)).join(', ')
			throw new UsageError(`--map: no file has the column '${header}'. The columns are: ${known}.`)
		}
		run.forEach((found, at) => {
			const index = hits[at]
			if (index === undefined) return
			const fields = mappable(found.target)
			if (field !== '' && !fields.includes(field)) {
				if (hits.filter((hit) => hit !== undefined).length > 1) return
				throw new UsageError(`--map: ${found.target} have no field '${field}'. The fields are: ${fields.join(', ')}.`)
			}
			const mapping = mappings[at]!
			const rivals = byHand[at]!
			rivals.delete(index)
			if (field !== '') makeRoom(found.target, mapping, rivals, field, header)
			rivals.add(index)
			mapping[index] = field === '' ? null : field
		})
	}
	return mappings
}

function makeRoom(
	target: Target,
	mapping: (string | null)[],
	byHand: ReadonlySet<number>,
	field: string,
	header: string,
): void {
	for (const [index, other] of mapping.entries()) {
		if (other === null || (other !== field && standsWith(target, other, field))) continue
		if (!byHand.has(index)) mapping[index] = null
		else if (!standsWith(target, other, field)) {
			throw new UsageError(`--map '${header}=${field}': another column goes to '${other}' already.`)
		}
	}
}

function columnOf(found: ImportRecord, header: string): number | undefined {
	const exact = found.columns.find((column) => column.header === header)
	const folded = found.columns.find((column) => foldHeader(column.header) === foldHeader(header))
	return (exact ?? folded)?.index
}

/**
 * `--role` and `--set` by file of the run. @throws UsageError for a field that no target has, two values for one, or a
 * value that would refuse every row
 */
export function constantsFor(
	run: ImportRecord[],
	sets: readonly Pair[],
	meanings: Record<string, Record<string, string>>,
): Record<string, string>[] {
	const constants: Record<string, string>[] = run.map(() => ({}))
	for (const [at, [field, value]] of sets.entries()) {
		const rival = sets.slice(0, at).find(([other, said]) => other === field && said !== value)
		if (rival) throw new UsageError(`--set: '${field}' cannot be both '${rival[1]}' and '${value}'.`)
		const list = LISTS[field]
		if (list && value !== '' && meanings[field]?.[value] === undefined && list.parse(value) === undefined) {
			throw new UsageError(`--set ${field}=${value}: the codes of ${field} are ${list.codes.join(', ')}.`)
		}
		const files = run.flatMap((found, index) =>
			FIELDS[found.target].some(({ name }) => name === field) ? [index] : [],
		)
		// `--role` on a lone companies file has nothing to say, and is no mistake of a script that always passes it.
		if (files.length === 0 && field !== 'role') throw new UsageError(`--set: there is no field '${field}'.`)
		for (const index of files) constants[index]![field] = value
	}
	return constants
}

/**
 * `--means` on top of what was remembered: field → value → code, all of them of the users of the run. @throws UsageError
 */
export function meaningsFor(run: ImportRecord[], given: readonly Pair[]): Record<string, Record<string, string>> {
	const users = run.find(({ target }) => target === 'users')
	const meanings: Record<string, Record<string, string>> = {}
	for (const [name, code] of given) {
		const [field = '', ...rest] = name.split(':')
		const value = rest.join(':')
		const list = LISTS[field]
		if (!list || value === '') throw new UsageError(`--means '${name}=${code}': write it as field:value=code.`)
		if (code !== '' && !list.codes.includes(code)) {
			throw new UsageError(`--means '${name}=${code}': the codes of ${field} are ${list.codes.join(', ')}.`)
		}
		meanings[field] ??= { ...users?.value_map[field] }
		meanings[field][value] = code
	}
	return meanings
}

/** `--on-update` for one target. @throws UsageError */
export function onUpdateFor(target: Target, given: readonly Pair[]): Record<string, OnUpdate> {
	const chosen = given.map(([field, what]) => {
		const mode = ON_UPDATE.find((known) => known === what)
		if (!mode) throw new UsageError(`--on-update ${field}=${what}: use ${ON_UPDATE.join(', ')}.`)
		return [field, mode] as const
	})
	return Object.fromEntries(chosen.filter(([field]) => FIELDS[target].some(({ name }) => name === field)))
}

/** `--join-with` for one target. @throws UsageError */
export function joinWithFor(target: Target, given: readonly Pair[]): Record<string, Join> {
	const isJoin = (text: string): text is Join => Object.hasOwn(JOINS, text)
	const chosen = given.flatMap(([field, join]) => {
		const joins = joinsOf(target, field)
		if (joins.length === 0) return []
		if (isJoin(join) && joins.includes(join)) return [[field, join] as const]
		throw new UsageError(`--join-with ${field}=${join}: use ${joins.join(', ')}.`)
	})
	return Object.fromEntries(chosen)
}
