import { type RawBuilder, sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { Db, Tx } from '../db/database.ts'
import { stagedColumns } from './slots.ts'

/**
 * The tables of one import's own. Unlogged: they can be made again from the stored file, and throwing them away
 * is instant. After a crash of PostgreSQL they are empty, which `isComplete` notices.
 *
 * - `staged_<id>`: one row a record, columns as the fields, all text and nullable, so that COPY accepts any row
 * - `staged_<id>_issues`: what the rules found
 * - `staged_<id>_companies`: each different company name of a users file, and what it was resolved to
 * - `staged_<id>_groups`: each different cell of groups of a users file, and what it was resolved to
 * - `staged_<id>_matches`: the existing record of a row, in the modes that update
 * - `staged_<id>_missing`: records that no row names, where somebody asked for them
 */
export function stagedTable(importId: number): RawBuilder<unknown> {
	return sql.table(`staged_${importId}`)
}

export function issuesTable(importId: number): RawBuilder<unknown> {
	return sql.table(`staged_${importId}_issues`)
}

export function matchesTable(importId: number): RawBuilder<unknown> {
	return sql.table(`staged_${importId}_matches`)
}

export function companiesTable(importId: number): RawBuilder<unknown> {
	return sql.table(`staged_${importId}_companies`)
}

export function missingTable(importId: number): RawBuilder<unknown> {
	return sql.table(`staged_${importId}_missing`)
}

export function groupsTable(importId: number): RawBuilder<unknown> {
	return sql.table(`staged_${importId}_groups`)
}

export async function createStaged(db: Db | Tx, importId: number, target: Target): Promise<void> {
	await dropStaged(db, importId)
	const columns = stagedColumns(target).map(
		({ name, mark }) => sql`${sql.id(name)} ${sql.raw(mark ? 'boolean' : 'text')}`,
	)
	await sql`
		create unlogged table ${stagedTable(importId)} (
			line integer not null,
			refused boolean not null,
			-- Left out by the person: no rule sees the row, and the commit does not write it.
			skipped boolean not null default false,
			${sql.join(columns)}
		-- A page keeps room for every tenth row of it to be mended: a new version that stays on its page costs a quarter
		-- of one that goes elsewhere and into five indexes.
		) with (autovacuum_enabled = false, fillfactor = 90)
	`.execute(db)
	await sql`
		create unlogged table ${issuesTable(importId)} (
			line integer not null,
			field text,
			code text not null,
			severity text not null,
			value text
		) with (autovacuum_enabled = false)
	`.execute(db)
}

export async function dropStaged(db: Db | Tx, importId: number): Promise<void> {
	await dropRows(db, importId)
	await sql`drop table if exists ${issuesTable(importId)}`.execute(db)
}

/** After a commit: the rows are records now. The issues stay, for the file of refused records. */
export async function dropRows(db: Db | Tx, importId: number): Promise<void> {
	const tables = [stagedTable, companiesTable, groupsTable, matchesTable, missingTable].map((table) => table(importId))
	await sql`drop table if exists ${sql.join(tables)}`.execute(db)
}

/** What was refused is asked for long after the commit, so a crash must not empty it any more. */
export async function keepIssues(tx: Tx, importId: number): Promise<void> {
	await sql`delete from ${issuesTable(importId)} where severity <> 'error'`.execute(tx)
	await sql`alter table ${issuesTable(importId)} set logged`.execute(tx)
}

/** Whether the import has staged rows at all; they go when it is committed or cancelled. */
export function isStaged(db: Db | Tx, importId: number): Promise<boolean> {
	return exists(db, `staged_${importId}`)
}

export function hasMatches(db: Db | Tx, importId: number): Promise<boolean> {
	return exists(db, `staged_${importId}_matches`)
}

/** Whether company names were resolved for the import. */
export function hasCompanies(db: Db | Tx, importId: number): Promise<boolean> {
	return exists(db, `staged_${importId}_companies`)
}

export function hasIssues(db: Db | Tx, importId: number): Promise<boolean> {
	return exists(db, `staged_${importId}_issues`)
}

/** A table or an index of one of these names. Not by `to_regclass`, which may not have heard yet of what another connection made. */
export async function exists(db: Db | Tx, name: string): Promise<boolean> {
	const { rows } = await sql<{ found: boolean }>`
		select exists (
			select from pg_class where relname = ${name} and relnamespace = current_schema()::regnamespace
		) as found
	`.execute(db)
	return rows[0]!.found
}

/** Whether the staged rows are complete; a crash of PostgreSQL empties unlogged tables. */
export async function isComplete(db: Db | Tx, importId: number, records: number): Promise<boolean> {
	if (!(await isStaged(db, importId))) return false
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${stagedTable(importId)}`.execute(db)
	return rows[0]!.count === records
}
