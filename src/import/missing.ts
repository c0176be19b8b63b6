import { sql } from 'kysely'
import type { MissingRecord } from '../contract/imports.ts'
import type { Db, Tx } from '../db/database.ts'
import { fingerprintOf } from './mend/profiles.ts'
import type { ImportRecord } from './queries.ts'
import { isStaged, missingTable, stagedTable } from './staged.ts'
import { type CheckContext, keyOf, type Sql } from './targets/target.ts'

/*
 * Records that earlier files of the same source brought and this one lacks. A source is known by its headers: a file
 * from elsewhere says nothing about who is missing from this one. Whom no import ever made or changed is never missing.
 */

/**
 * Makes `staged_<id>_missing`: record_id and version as it was seen, of records that no row of the file names, not
 * even a refused one. @returns how many there are; 0 where nobody asked
 */
export async function findMissing(db: Db | Tx, context: CheckContext, found: ImportRecord): Promise<number> {
	if (!isAsked(context)) return 0
	const table = missingTable(context.importId)
	await sql`drop table if exists ${table}`.execute(db)
	await sql`
		create unlogged table ${table} (record_id bigint not null primary key, version integer not null)
	`.execute(db)
	const earlier = await listEarlier(db, found)
	if (earlier.length === 0) return 0
	const { numAffectedRows } = await sql`
		insert into ${table} (record_id, version)
		select r.id, r.version
		from ${sql.table(context.target)} r
		where ${broughtBy(context, earlier)} and ${isThere(context)}
		  and not exists (select from ${stagedTable(context.importId)} s where ${keyOf(context.key!, 's')} = ${keyOf(context.key!, 'r')})
	`.execute(db)
	return Number(numAffectedRows ?? 0)
}

function isAsked({ options, key }: CheckContext): boolean {
	return options.missing !== 'ignore' && key !== null
}

/** Committed imports of files with the same headers. */
async function listEarlier(db: Db | Tx, { target, columns }: ImportRecord): Promise<number[]> {
	const fingerprint = fingerprintOf(columns)
	if (fingerprint === undefined) return []
	const { rows } = await sql<{ id: number }>`
		select id from imports where target = ${target} and fingerprint = ${fingerprint} and state = 'committed'
	`.execute(db)
	return rows.map(({ id }) => id)
}

function broughtBy({ target }: CheckContext, earlier: readonly number[]): Sql {
	return sql`(
		r.import_id = any(${[...earlier]}::bigint[])
		or exists (
			select from changes j
			where j.target = ${target} and j.record_id = r.id and j.import_id = any(${[...earlier]}::bigint[])
		)
	)`
}

/** Who cannot sign in any more has left already. */
function isThere({ target }: CheckContext): Sql {
	return target === 'users' ? sql`r.active` : sql`true`
}

/**
 * Part of the commit: deactivates them, if that was chosen, and writes the journal, which an undo reads. Line 0 of the
 * journal is no line of the file.
 *
 * @returns how many; fewer than were planned when somebody changed one meanwhile
 */
export async function deactivateMissing(tx: Tx, { importId, options }: CheckContext): Promise<number> {
	if (options.missing !== 'deactivate') return 0
	const { numAffectedRows } = await sql`
		with gone as (
			update users r
			set active = false, version = r.version + 1, updated_at = now()
			from ${missingTable(importId)} m
			where r.id = m.record_id and r.version = m.version
			returning r.id
		)
		insert into changes (import_id, record_id, target, line, old, new)
		select ${importId}::bigint, id, 'users', 0, '{"active": "t"}', '{"active": "f"}'
		from gone
	`.execute(tx)
	return Number(numAffectedRows ?? 0)
}

/** A page of them, in the order of their ids; after a commit those it deactivated. */
export async function listMissing(
	db: Db,
	{ id, target, missing }: ImportRecord,
	page: { after: number; limit: number },
): Promise<MissingRecord[]> {
	if (missing === 0) return []
	const ids = (await isStaged(db, id))
		? sql`select record_id from ${missingTable(id)}`
		: sql`select record_id from changes where import_id = ${id} and line = 0`
	const email = target === 'users' ? sql`r.email` : sql`null::text`
	const name =
		target === 'users' ? sql`coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.username)` : sql`r.name`
	const { rows } = await sql<MissingRecord>`
		select r.id, ${name} as name, ${email} as email, r.import_id
		from ${sql.table(target)} r
		where r.id in (${ids}) and r.id > ${page.after}
		order by r.id
		limit ${page.limit}
	`.execute(db)
	return rows
}
