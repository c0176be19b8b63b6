import { sql } from 'kysely'
import { texts } from '../db/arrays.ts'
import type { Db, Tx } from '../db/database.ts'
import { companiesTable, stagedTable } from './staged.ts'
import type { CheckContext, Sql } from './targets/target.ts'

/**
 * Finds the company of every different name in a users file, against the database and the companies of the same
 * run. Tiers: registration number, exact name (letter case and spaces aside), a name decided before to mean a
 * company, same name with the legal form spelled in another way. The first tier with a hit decides; several hits
 * there are ambiguous. A differing legal form is never matched: X s.r.o. and X a.s. may be two firms of one holding.
 * What a person decided about a name comes before all of them.
 *
 * Makes `staged_<id>_companies`: value, line (first with it), match_key, hits, company_id (already there),
 * company_line (in the run's companies file), candidates (names, when there are several), decision, and fate: what
 * becomes of a row with it.
 */
export async function resolveCompanies(db: Db, context: CheckContext): Promise<void> {
	const table = companiesTable(context.importId)
	await sql`drop table if exists ${table}`.execute(db)
	await createResolved(db, context.importId)
	await resolveNames(db, context, undefined)
	await sql`analyze ${table}`.execute(db)
}

export async function createResolved(db: Db | Tx, importId: number): Promise<void> {
	await sql`
		create unlogged table if not exists ${companiesTable(importId)} (
			value text not null, line integer not null, match_key text not null, hits integer not null,
			company_id bigint, company_import_id bigint, company_line integer, candidates text[] not null,
			decision text, fate text not null
		)
	`.execute(db)
}

/** Resolves these names, or all; the table has none of them yet. */
export async function resolveNames(db: Db | Tx, context: CheckContext, values: string[] | undefined): Promise<void> {
	const { importId, options } = context
	const some = values ? sql`and company = any(${texts(values)})` : sql``
	const missing = { error: 'unknown', create: 'create', empty: 'empty' }[options.missing_company]
	await sql`
		with decided as (
			-- Rows are left out by who sees them, never by what was decided about another file.
			select name_key, decision, company_id, remembered
			from import_companies
			where import_id = ${importId} and not (remembered and decision = 'skip')
		), names as materialized (
			select company as value, min(line) as line, company_match_key(company) as match_key,
			       replace(company, ' ', '') as number
			from ${stagedTable(importId)}
			where company is not null and not skipped ${some}
			group by company
		), hits as (
			${sql.join((await sourcesOf(db, context)).flatMap(hitsIn), sql` union all `)}
			union all
			select n.value, 3, c.id, null, null, c.name
			from names n
			join company_aliases a on a.name_key = n.match_key
			join companies c on c.id = a.company_id
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
		), judged as (
			select n.value, n.line, n.match_key, coalesce(b.hits, 0) as hits, b.company_id, b.company_import_id,
			       b.company_line, coalesce(b.candidates, '{}') as candidates, linked.id as linked_id,
			       -- What was decided about a name nobody had says nothing once somebody has it.
			       case when b.hits is null or not d.remembered then d.decision end as decision,
			       case
			         when d.decision = 'link' and linked.id is not null then 'found'
			         when d.decision = 'empty' and not d.remembered then 'empty'
			         when b.hits > 1 then 'ambiguous'
			         when b.hits = 1 then 'found'
			         when d.decision in ('create', 'empty') then d.decision
			         else ${missing}
			       end as fate
			from names n
			left join best b on b.value = n.value
			left join decided d on d.name_key = coalesce(nullif(n.match_key, ''), n.value)
			left join companies linked on linked.id = d.company_id
		)
		insert into ${companiesTable(importId)} (
			value, line, match_key, hits, company_id, company_import_id, company_line, candidates, decision, fate
		)
		select value, line, match_key, hits,
		       case when decision = 'link' and linked_id is not null then linked_id when fate <> 'empty' then company_id end,
		       case when fate = 'empty' or linked_id is not null then null else company_import_id end,
		       case when fate = 'empty' or linked_id is not null then null else company_line end,
		       candidates, decision, fate
		from judged
	`.execute(db)
}

/** Where companies are looked for: a table, how its columns are called, and which of its rows count. */
interface Source {
	from: Sql
	importId: number | null
	id: Sql
	line: Sql
	matchKey: Sql
	numbered: boolean
	when: Sql
}

async function sourcesOf(db: Db | Tx, context: CheckContext): Promise<Source[]> {
	const makers = await listMakers(db, context.earlier)
	const known: Source = {
		from: sql`companies`,
		importId: null,
		id: sql`e.id`,
		line: sql`null::integer`,
		matchKey: sql`e.match_key`,
		numbered: true,
		when: sql`true`,
	}
	return [known, ...context.companies.map(stagedCompanies), ...makers.map(madeCompanies)]
}

/** A statement for each tier and table: a few names are then looked up by the tables' indexes, all of them by hash. */
function hitsIn({ from, importId, id, line, matchKey, numbered, when }: Source): Sql[] {
	const hit = (
		tier: number,
	) => sql`select n.value, ${tier}::integer as tier, ${id} as id, ${importId}::bigint as import_id,
			${line} as line, e.name`
	const tiers = [
		sql`${hit(2)} from names n join ${from} e on lower(e.name) = lower(n.value) where ${when}`,
		// A name of nothing but punctuation has no spelling to compare.
		sql`${hit(4)} from names n join ${from} e on ${matchKey} = n.match_key where n.match_key <> '' and ${when}`,
	]
	if (!numbered) return tiers
	return [
		sql`${hit(1)} from names n join ${from} e on e.registration_number = n.number
			where n.number ~ '^[0-9]{6,10}$' and ${when}`,
		...tiers,
	]
}

/**
 * Companies the run will make. Those of refused rows count while one refused row stops everything anyway: the
 * cause is reported once, where it is, and not again for every contact under it.
 */
function stagedCompanies(companiesImportId: number): Source {
	const stops = sql`select from imports where id = ${companiesImportId} and options->>'on_error' = 'stop'`
	return {
		from: stagedTable(companiesImportId),
		importId: companiesImportId,
		id: sql`null::bigint`,
		line: sql`e.line`,
		matchKey: sql`company_match_key(e.name)`,
		numbered: true,
		when: sql`not e.skipped and (not e.refused or exists (${stops}))`,
	}
}

/** Companies that an earlier users file of the run will make. */
function madeCompanies(usersImportId: number): Source {
	return {
		from: sql`(${newCompanies(usersImportId)})`,
		importId: usersImportId,
		id: sql`null::bigint`,
		line: sql`e.line`,
		matchKey: sql`e.match_key`,
		numbered: false,
		when: sql`true`,
	}
}

async function listMakers(db: Db | Tx, usersImportIds: readonly number[]): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select id
		from imports
		where id = any(${[...usersImportIds]})
		  and to_regclass('staged_' || id || '_companies') is not null
		order by id
	`.execute(db)
	return rows.map((row) => row.id)
}

/** What `missing_company = create`, or that decision about a name, makes: one company for each different unknown name, however it is spelled; its first spelling in the file is its name. */
export function newCompanies(importId: number) {
	return sql`
		select distinct on (c.match_key) c.value as name, c.line, c.match_key
		from ${companiesTable(importId)} c
		where c.fate = 'create'
		  and exists (
			select from ${stagedTable(importId)} s where s.company = c.value and not s.refused and not s.skipped
		  )
		order by c.match_key, c.line
	`
}

/** Names that match nothing, the first 200 in the order of the file. */
export async function listUnknownCompanies(db: Db, importId: number): Promise<string[]> {
	const { rows } = await sql<{ value: string }>`
		select value from ${companiesTable(importId)} where fate = 'unknown' order by line limit 200
	`.execute(db)
	return rows.map((row) => row.value)
}

/** Names of an ambiguous value's candidates. */
export async function listAmbiguousCompanies(db: Db | Tx, importId: number): Promise<Record<string, string[]>> {
	const { rows } = await sql<{ value: string; candidates: string[] }>`
		select value, candidates from ${companiesTable(importId)} where fate = 'ambiguous' order by line limit 200
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

/** How many companies the import will make for names that nobody has. */
export async function countNewCompanies(db: Db | Tx, importId: number): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from (${newCompanies(importId)}) made
	`.execute(db)
	return rows[0]!.count
}
