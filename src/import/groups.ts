import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { groupsTable, matchesTable, stagedTable } from './staged.ts'
import { createSuggester } from './suggest.ts'
import { type CheckContext, rowsOf, type Sql } from './targets/target.ts'
import { GROUP_NAME_MAX, parseGroups } from './values/groups.ts'

/**
 * Finds the groups of every different cell of a users file, by their names without regard to letter case.
 *
 * Makes `staged_<id>_groups`: value (the cell), line (first with it), ids (of the groups there are, in order), missing
 * (names nobody has).
 */
export async function resolveGroups(db: Db, context: CheckContext): Promise<void> {
	const table = groupsTable(context.importId)
	await sql`drop table if exists ${table}`.execute(db)
	await resolveMoreGroups(db, context)
	await sql`analyze ${table}`.execute(db)
}

/** The cells of the context's rows that were not resolved yet. */
export async function resolveMoreGroups(db: Db | Tx, context: CheckContext): Promise<void> {
	const table = groupsTable(context.importId)
	await sql`
		create unlogged table if not exists ${table} (
			value text not null, line integer not null, ids bigint[] not null, missing text[] not null
		)
	`.execute(db)
	// `values/groups.ts` wrote the cells: a name with a separator inside stands in double quotes.
	await sql`
		insert into ${table} (value, line, ids, missing)
		select c.value, c.line,
		       coalesce(array_agg(distinct g.id order by g.id) filter (where g.id is not null), '{}'),
		       coalesce(array_agg(distinct n.name) filter (where g.id is null and n.name <> ''), '{}')
		from (
			select s.groups as value, min(s.line) as line
			from ${rowsOf(context)} s
			where s.groups is not null and not exists (select from ${table} known where known.value = s.groups)
			group by s.groups
		) c
		cross join lateral (
			select coalesce(replace(part[1], '""', '"'), trim(part[2])) as name
			from regexp_matches(c.value, '"((?:[^"]|"")*)"|([^,"]+)', 'g') as part
		) n
		left join groups g on lower(g.name) = lower(n.name)
		group by c.value, c.line
	`.execute(db)
}

/** `m`, `r`: the record a row updates, where it updates one. */
export function joinRecord({ importId, key }: CheckContext): Sql {
	if (key === null) return sql``
	return sql`
		left join ${matchesTable(importId)} m on m.line = s.line
		left join users r on r.id = m.record_id
	`
}

/** The role of a row's person afterwards, with `joinRecord`. */
export function roleAfter(context: CheckContext): Sql {
	if (context.key === null) return sql`coalesce(s.role, 'customer')`
	return sql`case when r.id is null then coalesce(s.role, 'customer') else ${roleOfRecord(context)} end`
}

/** The same of a record `r` that is updated. */
export function roleOfRecord({ updates, options }: CheckContext): Sql {
	const isGiven = updates.includes('role') && options.on_update.role !== 'fill'
	return isGiven ? sql`coalesce(s.role, r.role)` : sql`r.role`
}

/** Cells with names the import makes no group of, so that rows with them are refused; `names` as a cell holds them. */
export function unknownGroups({ importId, options }: CheckContext): Sql {
	const when = {
		error: sql`true`,
		// Longer than the name of a group can be.
		create: sql`length(name) > ${GROUP_NAME_MAX}`,
		empty: sql`false`,
	}[options.missing_group]
	return sql`(
		select g.value, string_agg(
			case when name ~ '[",;|]' then '"' || replace(name, '"', '""') || '"' else name end, ', ' order by name
		) as names
		from ${groupsTable(importId)} g
		cross join lateral unnest(g.missing) as name
		where ${when}
		group by g.value
	)`
}

/**
 * The names of the groups `missing_group = create` makes, in the order of the file: of rows that are written and
 * belong to operators or administrators, and not what an earlier import of the run makes. The first spelling counts.
 */
export async function newGroups(db: Db | Tx, context: CheckContext): Promise<string[]> {
	const { importId, key, earlier } = context
	if (!makesGroups(context)) return []
	const matches = key === null ? sql`` : sql`left join ${matchesTable(importId)} m on m.line = s.line`
	const isNew = sql`coalesce(s.role, 'customer') <> 'customer'`
	const isUsed =
		key === null ? isNew : sql`case when m.line is null then ${isNew} else coalesce(m.new ? 'groups', false) end`
	const { rows } = await sql<{ name: string }>`
		select name
		from (
			select distinct on (lower(missing.name)) missing.name, g.line
			from ${groupsTable(importId)} g
			cross join lateral unnest(g.missing) as missing (name)
			where exists (
				select from ${stagedTable(importId)} s
				${matches}
				where s.groups = g.value and not s.refused and not s.skipped and ${isUsed}
			)
			and not exists (
				select from imports e
				cross join lateral jsonb_array_elements_text(e.new_groups) as made (name)
				where e.id = any(${[...earlier]}::bigint[]) and lower(made.name) = lower(missing.name)
			)
			order by lower(missing.name), g.line
		) made
		order by line, name
	`.execute(db)
	return rows.map(({ name }) => name)
}

export function hasGroups({ target, fields }: Pick<CheckContext, 'target' | 'fields'>): boolean {
	return target === 'users' && fields.has('groups')
}

function makesGroups(context: CheckContext): boolean {
	return hasGroups(context) && context.options.missing_group === 'create'
}

/** Near names of groups for those nobody has, in cells as `unknownGroups` writes them. */
export async function nearGroups(db: Db | Tx, cells: readonly string[]): Promise<Record<string, string[]>> {
	const { rows } = await sql<{ name: string }>`select name from groups order by id limit 10000`.execute(db)
	const suggester = createSuggester(cells.flatMap(parseGroups))
	suggester.offer(rows.map(({ name }) => name))
	return suggester.best()
}
