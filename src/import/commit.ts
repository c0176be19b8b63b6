import { sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { Counts } from '../contract/imports.ts'
import type { Tx } from '../db/database.ts'
import { hasGroups } from './groups.ts'
import { createGroups, writeMemberships } from './memberships.ts'
import { deactivateMissing } from './missing.ts'
import type { ImportRecord } from './queries.ts'
import { newCompanies } from './resolve.ts'
import { companiesTable, groupsTable, matchesTable, stagedTable } from './staged.ts'
import { insertCompanies } from './targets/companies.ts'
import { differencesOf } from './targets/differences.ts'
import { type CheckContext, joinCompany, type Sql } from './targets/target.ts'
import { insertUsers } from './targets/users.ts'

/** Data changed since the plan was made, so that it cannot be carried out as it was shown. Rolls back. */
export class StalePlan extends Error {}

/**
 * Rows of a slice: a million rows in one statement would say nothing until its end and could not be cancelled.
 * 16 MB of staged rows are about a second of work.
 */
const SLICE_BLOCKS = 2_000

/**
 * Stage 6, inside the run's transaction, companies before users: exactly the plan, then counted in the database.
 *
 * @returns what was made and changed, and the range of new ids @throws StalePlan
 */
export async function commitPlan(
	tx: Tx,
	context: CheckContext,
	planned: Counts,
	{ new_companies, new_groups, missing }: Pick<ImportRecord, 'new_companies' | 'new_groups' | 'missing'>,
	progress: (rows: number) => void,
): Promise<{ counts: Counts; first_id: number; last_id: number }> {
	const { importId, target } = context
	const hasCompanies = target === 'users' && context.fields.has('company')
	if (hasCompanies) await companiesOfPlan(tx, importId, new_companies)
	if (hasGroups(context)) await createGroups(tx, context, new_groups)

	let updated = 0
	if (context.key !== null) updated = await updateRecords(tx, context)
	const deactivated = await deactivateMissing(tx, context)
	if (context.options.missing === 'deactivate' && deactivated !== missing) {
		throw new StalePlan(`import ${importId}: ${missing} were missing from the file, ${deactivated} still are`)
	}
	const before = await lastId(tx, target)
	await insertRecords(tx, context, planned.created, progress)
	if (hasGroups(context)) await writeMemberships(tx, context, before)
	const created = await countMade(tx, target, importId, before)
	if (created !== planned.created || updated !== planned.updated) {
		throw new StalePlan(
			`import ${importId}: planned ${planned.created} + ${planned.updated}, done ${created} + ${updated}`,
		)
	}
	return { counts: { ...planned, created, updated }, first_id: before + 1, last_id: await lastId(tx, target) }
}

async function insertRecords(
	tx: Tx,
	context: CheckContext,
	planned: number,
	progress: (rows: number) => void,
): Promise<void> {
	const { importId, target, key } = context
	const insert = (rows: Sql) =>
		(target === 'companies' ? insertCompanies(importId, rows) : insertUsers(context, rows)).execute(tx)
	progress(0)
	if (key !== null) {
		await insert(sql`
			where not s.refused and not s.skipped
			  and not exists (select from ${matchesTable(importId)} m where m.line = s.line)
		`)
		return
	}
	const blocks = await blocksOf(tx, `staged_${importId}`)
	for (let from = 0; from < blocks; from += SLICE_BLOCKS) {
		const to = from + SLICE_BLOCKS
		await insert(sql`
			where not s.refused and not s.skipped and s.ctid >= ${`(${from},0)`}::tid and s.ctid < ${`(${to},0)`}::tid
		`)
		progress(Math.min(planned, Math.round((planned * to) / blocks)))
	}
}

/**
 * The updates of the plan, each only while its record is as it was seen, and the journal of what they changed.
 * @returns records updated @throws StalePlan when one of the records the plan looked at is another by now
 */
async function updateRecords(tx: Tx, context: CheckContext): Promise<number> {
	const { importId, target } = context
	const matches = matchesTable(importId)
	const { rows: stale } = await sql<{ line: number }>`
		select m.line
		from ${matches} m
		join ${stagedTable(importId)} s on s.line = m.line and not s.refused
		left join ${sql.table(target)} r on r.id = m.record_id
		where r.version is distinct from m.version
		limit 1
	`.execute(tx)
	if (stale.length > 0) throw new StalePlan(`import ${importId}: the record of line ${stale[0]!.line} was edited`)

	const differences = differencesOf(context)
	if (differences.length === 0) return 0
	const columns = differences.filter(({ apart }) => !apart)
	const sets = columns.map(
		({ column, value, differs }) =>
			sql`${sql.ref(column)} = case when ${differs} then ${value} else r.${sql.ref(column)} end`,
	)
	const { numAffectedRows } = await sql`
		update ${sql.table(target)} r
		set ${sql.join([...sets, sql`version = r.version + 1`, sql`updated_at = now()`])}
		from ${matches} m
		join ${stagedTable(importId)} s on s.line = m.line and not s.refused
		${joinCompany(context)}
		where r.id = m.record_id and r.version = m.version and m.changed
	`.execute(tx)
	await writeJournal(tx, context)
	return Number(numAffectedRows ?? 0)
}

async function writeJournal(tx: Tx, context: CheckContext): Promise<void> {
	const { importId, target } = context
	// A company or a group made by this very run had no id when the plan was made.
	const company = context.updates.includes('company')
		? sql`|| case when m.new ? 'company_id' then jsonb_build_object('company_id', c.company_id::text) else '{}' end`
		: sql``
	const groups = context.updates.includes('groups')
		? sql`|| case when m.new ? 'groups' then jsonb_build_object('groups', coalesce(g.ids, '{}')::text) else '{}' end`
		: sql``
	await sql`
		insert into changes (import_id, record_id, target, line, old, new)
		select ${importId}::bigint, m.record_id, ${target}, m.line, m.old, m.new ${company} ${groups}
		from ${matchesTable(importId)} m
		join ${stagedTable(importId)} s on s.line = m.line and not s.refused
		${joinCompany(context)}
		${context.updates.includes('groups') ? sql`left join ${groupsTable(importId)} g on g.value = s.groups` : sql``}
		where m.changed
	`.execute(tx)
}

/** The run's companies have ids now; those nobody has yet are made where that was decided. */
async function companiesOfPlan(tx: Tx, importId: number, planned: number): Promise<void> {
	await sql`
		update ${companiesTable(importId)} c
		set company_id = made.id
		from companies made
		where made.import_id = c.company_import_id and made.import_line = c.company_line and c.company_id is null
	`.execute(tx)
	await createMissing(tx, importId, planned)
}

async function createMissing(tx: Tx, importId: number, planned: number): Promise<void> {
	const before = await lastId(tx, 'companies')
	await sql`
		insert into companies (name, import_id, import_line)
		select name, ${importId}::bigint, line
		from (${newCompanies(importId)}) made
		order by line
	`.execute(tx)
	const made = await countMade(tx, 'companies', importId, before)
	if (made !== planned) throw new StalePlan(`import ${importId}: ${planned} companies were planned, ${made} are there`)
	await sql`
		update ${companiesTable(importId)} c
		set company_id = made.id
		from companies made
		where made.import_id = ${importId} and made.id > ${before} and made.match_key = c.match_key and c.fate = 'create'
	`.execute(tx)
}

async function lastId(tx: Tx, table: Target): Promise<number> {
	const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from ${sql.table(table)}`.execute(tx)
	return rows[0]!.id
}

/** The ledger's other side: what the database itself holds of this import. */
async function countMade(tx: Tx, table: Target, importId: number, before: number): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from ${sql.table(table)} where id > ${before} and import_id = ${importId}
	`.execute(tx)
	return rows[0]!.count
}

async function blocksOf(tx: Tx, table: string): Promise<number> {
	const { rows } = await sql<{ blocks: number }>`
		select ceil(pg_relation_size(${table}::regclass) / current_setting('block_size')::numeric)::integer as blocks
	`.execute(tx)
	return rows[0]!.blocks
}
