import { sql } from 'kysely'
import { integers, texts } from '../../db/arrays.ts'
import type { Tx } from '../../db/database.ts'
import { contextOf } from '../context.ts'
import { hasGroups, newGroups } from '../groups.ts'
import { type ImportRecord, updateImport } from '../queries.ts'
import { companiesTable, hasCompanies, stagedTable } from '../staged.ts'
import { affectedRows, allOf, recheck, type Shared, type Touched } from './recheck.ts'
import { moveTally, tallyRows } from './tally.ts'

/**
 * What mending one import of a run means for the others: later files of the same target see its rows as taken, and
 * people find their companies among those the run makes.
 */
export async function cascade(
	tx: Tx,
	run: ImportRecord[],
	found: ImportRecord,
	touched: Touched,
	judged: readonly number[],
): Promise<void> {
	await namedLater(tx, run, found)
	for (const other of run) {
		if (other.id === found.id || other.counts === null) continue
		const isLater = other.target === found.target && other.id > found.id
		const isUnder = other.target === 'users' && found.target === 'companies'
		if (!isLater && !isUnder) continue
		const names = other.target === 'users' ? await namesIn(tx, other.id, found, touched, judged) : []
		const keys = isLater ? withoutLines(touched.keys) : {}
		if (names.length === 0 && Object.keys(keys).length === 0) continue
		const context = await contextOf(tx, run, other)
		const part: Touched = { lines: [], keys, names: { values: names, lines: [] } }
		const affected = await affectedRows(tx, context, part)
		const all = allOf(part, affected)
		const before = await tallyRows(tx, context, all)
		await recheck(tx, context, part, affected)
		await moveTally(tx, context, before, await tallyRows(tx, context, all))
	}
}

/** What one import makes a group of a later one need not make. */
async function namedLater(tx: Tx, run: ImportRecord[], found: ImportRecord): Promise<void> {
	for (const other of run) {
		if (other.target !== 'users' || other.id <= found.id || other.counts === null) continue
		const context = await contextOf(tx, run, other)
		if (hasGroups(context)) await updateImport(tx, other.id, { new_groups: await newGroups(tx, context) })
	}
}

/** The lines are those of another file. */
function withoutLines(keys: Touched['keys']): Record<string, Shared> {
	return Object.fromEntries(Object.entries(keys).map(([field, { values }]) => [field, { values, lines: [] }]))
}

/** Company names of a users file that may mean something else now. */
async function namesIn(
	tx: Tx,
	importId: number,
	found: ImportRecord,
	{ keys, names, lines }: Touched,
	judged: readonly number[],
): Promise<string[]> {
	if (!(await hasCompanies(tx, importId))) return []
	const table = companiesTable(importId)
	const rows = [...lines, ...judged]
	if (found.target === 'users') {
		const { rows: same } = await sql<{ value: string }>`
			with touched as (
				select company_match_key(v) as match_key from unnest(${texts(names.values)}) as v
				union
				select company_match_key(s.company) from ${stagedTable(found.id)} s
				where s.line = any(${integers(judged)}) and s.company is not null
			)
			select c.value from ${table} c join touched t on t.match_key = c.match_key
		`.execute(tx)
		return same.map(({ value }) => value)
	}
	const { rows: same } = await sql<{ value: string }>`
		with touched as (
			select name, registration_number from ${stagedTable(found.id)} where line = any(${integers(rows)})
			union all
			select v, null from unnest(${texts(keys.name?.values ?? [])}) as v
			union all
			select null, v from unnest(${texts(keys.registration_number?.values ?? [])}) as v
		)
		select c.value from ${table} c join touched t on lower(c.value) = lower(t.name)
		union
		select c.value from ${table} c
		join (select distinct company_match_key(name) as match_key from touched where name is not null) t
		  on t.match_key = c.match_key
		union
		select c.value from ${table} c join touched t on replace(c.value, ' ', '') = t.registration_number
	`.execute(tx)
	return same.map(({ value }) => value)
}
