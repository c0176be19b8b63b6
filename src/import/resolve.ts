import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { companiesTable, stagedTable } from './staged.ts'
import type { CheckContext } from './targets/target.ts'

/**
 * Finds the company of every different name in a users file, against the database and the companies of the same
 * run. Tiers: registration number, exact name (letter case and spaces aside), same name with the legal form
 * spelled in another way. The first tier with a hit decides; several hits there are ambiguous. A differing legal
 * form is never matched: X s.r.o. and X a.s. may be two firms of one holding.
 *
 * Makes `staged_<id>_companies`: value, line (first with it), match_key, hits, company_id (already there),
 * company_line (in the run's companies file), candidates (names, when there are several).
 */
export async function resolveCompanies(db: Db, context: CheckContext): Promise<void> {
	const table = companiesTable(context.importId)
	const makers = await listMakers(db, context.earlier)
	await sql`drop table if exists ${table}`.execute(db)
	await sql`
		create unlogged table ${table} (
			value text not null, line integer not null, match_key text not null, hits integer not null,
			company_id bigint, company_import_id bigint, company_line integer, candidates text[] not null
		)
	`.execute(db)
	await sql`
		with names as materialized (
			select company as value, min(line) as line, company_match_key(company) as match_key,
			       replace(company, ' ', '') as number
			from ${stagedTable(context.importId)}
			where company is not null
			group by company
		), existing as (
			select id, null::bigint as import_id, null::integer as line, name, match_key, registration_number
			from companies
			${sql.join([...context.companies.map(stagedCompanies), ...makers.map(madeCompanies)], sql` `)}
		), hits as (
			select n.value, 1 as tier, e.id, e.import_id, e.line, e.name
			from names n join existing e on e.registration_number = n.number
			where n.number ~ '^[0-9]{6,10}$'
			union all
			select n.value, 2, e.id, e.import_id, e.line, e.name
			from names n join existing e on lower(e.name) = lower(n.value)
			union all
			select n.value, 3, e.id, e.import_id, e.line, e.name
			from names n join existing e on e.match_key = n.match_key
			-- A name of nothing but punctuation has no spelling to compare.
			where n.match_key <> ''
		), best as (
			select distinct on (value) value, tier, count(distinct lower(name)) as hits,
			       (array_agg(id order by id nulls last))[1] as company_id,
			       (array_agg(import_id order by import_id, line))[1] as company_import_id,
			       (array_agg(line order by import_id, line))[1] as company_line,
			       array_agg(distinct name) as candidates
			from hits
			group by value, tier
			order by value, tier
		)
		insert into ${table} (value, line, match_key, hits, company_id, company_import_id, company_line, candidates)
		select n.value, n.line, n.match_key, coalesce(b.hits, 0), b.company_id, b.company_import_id, b.company_line,
		       coalesce(b.candidates, '{}')
		from names n
		left join best b on b.value = n.value
	`.execute(db)
	await sql`analyze ${table}`.execute(db)
}

/**
 * Companies the run will make. Those of refused rows count while one refused row stops everything anyway: the
 * cause is reported once, where it is, and not again for every contact under it.
 */
function stagedCompanies(companiesImportId: number) {
	const stops = sql`select from imports where id = ${companiesImportId} and options->>'on_error' = 'stop'`
	return sql`
		union all
		select null::bigint, ${companiesImportId}::bigint, line, name, company_match_key(name), registration_number
		from ${stagedTable(companiesImportId)}
		where name is not null and (not refused or exists (${stops}))
	`
}

/** Companies that an earlier users file of the run will make. */
function madeCompanies(usersImportId: number) {
	return sql`
		union all
		select null::bigint, ${usersImportId}::bigint, line, name, match_key, null::text
		from (${newCompanies(usersImportId)}) made
	`
}

async function listMakers(db: Db, usersImportIds: readonly number[]): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select id
		from imports
		where id = any(${[...usersImportIds]})
		  and options->>'missing_company' = 'create'
		  and to_regclass('staged_' || id || '_companies') is not null
		order by id
	`.execute(db)
	return rows.map((row) => row.id)
}

/** What `missing_company = create` makes: one company for each different unknown name, however it is spelled; its first spelling in the file is its name. */
export function newCompanies(importId: number) {
	return sql`
		select distinct on (c.match_key) c.value as name, c.line, c.match_key
		from ${companiesTable(importId)} c
		where c.hits = 0
		  and exists (select from ${stagedTable(importId)} s where s.company = c.value and not s.refused)
		order by c.match_key, c.line
	`
}

/** Names that match nothing, the first 200 in the order of the file. */
export async function listUnknownCompanies(db: Db, importId: number): Promise<string[]> {
	const { rows } = await sql<{ value: string }>`
		select value from ${companiesTable(importId)} where hits = 0 order by line limit 200
	`.execute(db)
	return rows.map((row) => row.value)
}

/** Names of an ambiguous value's candidates. */
export async function listAmbiguousCompanies(db: Db, importId: number): Promise<Record<string, string[]>> {
	const { rows } = await sql<{ value: string; candidates: string[] }>`
		select value, candidates from ${companiesTable(importId)} where hits > 1 order by line limit 200
	`.execute(db)
	return Object.fromEntries(rows.map(({ value, candidates }) => [value, candidates]))
}

/** Every known company's name, by the thousand, then those of the same run: what suggestions are made from. */
export async function* companyNames(db: Db, companies: readonly number[]): AsyncGenerator<string[]> {
	for (let after = 0; ; ) {
		const { rows } = await sql<{ id: number; name: string }>`
			select id, name from companies where id > ${after} order by id limit 5000
		`.execute(db)
		if (rows.length === 0) break
		yield rows.map((row) => row.name)
		after = rows.at(-1)!.id
	}
	for (const importId of companies) {
		const { rows } = await sql<{ name: string }>`
			select name from ${stagedTable(importId)} where name is not null
		`.execute(db)
		yield rows.map((row) => row.name)
	}
}

/** How many companies `missing_company = create` will make. */
export async function countNewCompanies(db: Db, importId: number): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from (${newCompanies(importId)}) made
	`.execute(db)
	return rows[0]!.count
}
