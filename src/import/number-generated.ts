import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { PLACEHOLDER_DOMAIN } from '../values/placeholder-email.ts'
import { issuesTable, stagedTable } from './staged.ts'
import type { CheckContext, Sql } from './targets/target.ts'

/** A field that `map` generates, and the part of its values that is numbered. */
interface Generated {
	field: 'username' | 'email'
	mark: 'username_generated' | 'email_generated'
	/** The part of a value a number is put behind, in lower case. */
	core(value: Sql): Sql
	/** What stands behind the number. */
	ending: string
}

const USERNAME: Generated = {
	field: 'username',
	mark: 'username_generated',
	core: (value) => sql`lower(${value})`,
	ending: '',
}

const PLACEHOLDER: Generated = {
	field: 'email',
	mark: 'email_generated',
	core: (value) => sql`split_part(lower(${value}), '@', 1)`,
	ending: `@${PLACEHOLDER_DOMAIN}`,
}

/**
 * Generated usernames and placeholder addresses that more than one person would get: the first keeps it, the
 * others get numbers in the order of the file (jan.novak, jan.novak2, jan.novak3; jan@x.cz, jan@x.cz-2). Comes
 * before the rules, and only touches rows that collide.
 *
 * Numbers that somebody has are left out: in the database, in earlier files of the run, in this file. An update
 * finds people by a generated username, so there the database takes nothing away.
 */
export async function numberGenerated(db: Db, context: CheckContext): Promise<void> {
	const { usernames, placeholder_emails, mode } = context.options
	if (placeholder_emails && mode !== 'update') await number(db, context, PLACEHOLDER)
	if (usernames !== 'given') await number(db, context, USERNAME)
}

async function number(db: Db, context: CheckContext, generated: Generated): Promise<void> {
	const { field, mark, core, ending } = generated
	const rows = stagedTable(context.importId)
	const value = sql`s.${sql.ref(field)}`
	await sql`
		with others as (
			${othersOf(context, generated)}
		), own as (
			select ${core(value)} as core from ${rows} s where s.${sql.ref(mark)}
		), colliding as materialized (
			-- A number right behind a digit, or behind an address, would read as a part of it.
			select core, case when core ~ '[0-9]$|@' then core || '-' else core end as stem,
			       sum(mine) as rows, bool_or(mine = 0) as taken
			from (select core, 1 as mine from own union all select core, 0 from others) everybody
			group by core
			having sum(mine) > 1 or sum(mine) = 1 and bool_or(mine = 0)
		), used as materialized (
			select distinct c.core, substr(known.core, length(c.stem) + 1)::integer as number
			from (select core from others union all select core from own) known
			join colliding c on c.stem = rtrim(known.core, '0123456789')
			where substr(known.core, length(c.stem) + 1) ~ '^[1-9][0-9]{0,8}$'
		), free as (
			select core, stem, candidate, row_number() over (partition by core order by candidate) as nth
			from (
				select c.core, c.stem, candidate
				from colliding c
				cross join lateral generate_series(
					2, 1 + c.rows + (select count(*) from used u where u.core = c.core)
				) as candidate
				where not exists (select from used u where u.core = c.core and u.number = candidate)
			) unused
		), numbered as (
			select s.line, c.core,
			       row_number() over (partition by c.core order by s.line) - case when c.taken then 0 else 1 end as nth
			from ${rows} s
			join colliding c on c.core = ${core(value)}
			where s.${sql.ref(mark)}
		)
		update ${rows} s
		set ${sql.ref(field)} = free.stem || free.candidate || ${ending}, sort_key = null, words = null
		from numbered n
		join free on free.core = n.core and free.nth = n.nth
		where s.line = n.line
	`.execute(db)
	if (field === 'email') await retell(db, context.importId)
}

/** The values somebody else has already. */
function othersOf({ options, earlier }: CheckContext, { field, core, ending }: Generated): Sql {
	const like = (value: Sql) => (ending === '' ? sql`${value} is not null` : sql`lower(${value}) like ${`%${ending}`}`)
	const name = sql.ref(field)
	const people = options.mode === 'create' ? sql`true` : sql`false`
	const tables = [
		sql`select ${core(name)} as core from users where ${like(name)} and ${people}`,
		...earlier.map((id) => sql`select ${core(name)} from ${stagedTable(id)} where ${like(name)}`),
	]
	return sql.join(tables, sql` union all `)
}

/** The warning about a placeholder shows the address as it became. */
async function retell(db: Db, importId: number): Promise<void> {
	await sql`
		update ${issuesTable(importId)} i
		set value = s.email
		from ${stagedTable(importId)} s
		where s.line = i.line and s.email_generated and i.code = 'email_placeholder' and i.value <> s.email
	`.execute(db)
}
