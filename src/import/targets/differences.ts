import { sql } from 'kysely'
import { FIELDS } from '../../contract/fields.ts'
import type { OnUpdate } from '../../contract/imports.ts'
import { roleOfRecord } from '../groups.ts'
import { type CheckContext, keyOf, type Sql } from './target.ts'

/** One field an update may write: all in terms of `s` (staged row), `r` (record), `c` (resolved company) and, for groups, `joinGroups`. */
export interface Difference {
	/** The column of the live table. */
	column: string
	/** The staged value, of the column's type; only for rows that were not refused. */
	value: Sql
	/** The record's value as text, as the journal keeps it. */
	old: Sql
	/** The staged value as text. */
	new: Sql
	/** Whether the update writes it. */
	differs: Sql
	/** Kept in a table of its own, which the update does not write. */
	apart?: true
}

/** What an update of this import can change. The key is how the record was found: it is the same on both sides. */
export function differencesOf(context: CheckContext): Difference[] {
	const { target, options, updates, key } = context
	const fields = FIELDS[target].map(({ name }) => name).filter((name) => updates.includes(name) && name !== key)
	return fields.flatMap((name) => {
		const mode = options.on_update[name] ?? 'replace'
		if (name === 'company') return [companyDifference(mode)]
		if (name === 'groups') return [groupsDifference(context, mode)]
		if (name === 'active' || name === 'company_tickets') return [flagDifference(name, mode)]
		if (target === 'companies') return [textDifference(name, sql`s.${sql.ref(name)}`, mode)]
		if (name !== 'email') return [textDifference(name, givenValue(name), mode)]
		const email = textDifference(name, givenValue(name), mode)
		return [email, { ...flag('email_placeholder'), differs: email.differs }]
	})
}

/** What a generator filled in is for new records; to one that is there it says nothing. */
function givenValue(name: string): Sql {
	if (name !== 'username' && name !== 'email') return sql`s.${sql.ref(name)}`
	return sql`case when s.${sql.ref(`${name}_generated`)} then null else s.${sql.ref(name)} end`
}

const REQUIRED = ['name', 'username', 'email', 'role']

function textDifference(column: string, value: Sql, mode: OnUpdate): Difference {
	const old = sql`r.${sql.ref(column)}`
	// What every record must have cannot be cleared: there an empty cell always keeps.
	const effective = mode === 'clear' && REQUIRED.includes(column) ? 'replace' : mode
	return { column, value, old, new: value, differs: differs(old, value, effective) }
}

function companyDifference(mode: OnUpdate): Difference {
	const old = sql`r.company_id`
	const value = sql`c.company_id`
	// A name that resolves to a company which this run makes has no id yet, and is different for sure.
	const made = sql`(c.value is not null and c.company_id is null and (c.company_line is not null or c.fate = 'create'))`
	const empty = mode === 'fill' ? sql`r.company_id is null and` : sql``
	const known = sql`(${empty} c.company_id is not null and c.company_id is distinct from r.company_id)`
	const cleared = mode === 'clear' ? sql`or (s.company is null and r.company_id is not null)` : sql``
	return {
		column: 'company_id',
		value,
		old: sql`${old}::text`,
		new: sql`${value}::text`,
		differs: sql`(${known} or (${empty} ${made}) ${cleared})`,
	}
}

/** Yes or no: never empty, so there is nothing to fill; a right that is cleared is gone. */
function flagDifference(column: 'active' | 'company_tickets', mode: OnUpdate): Difference {
	const difference = flag(column)
	const isCleared = mode === 'clear' && column === 'company_tickets'
	const typed = isCleared ? sql`coalesce(s.${sql.ref(column)}, 'f')` : sql`s.${sql.ref(column)}`
	return {
		...difference,
		value: sql`${typed}::boolean`,
		new: typed,
		differs: mode === 'fill' ? sql`false` : sql`(${typed} is not null and ${typed} is distinct from ${difference.old})`,
	}
}

/** The groups of a cell are all somebody is in. Customers are in none, and what a cell says of theirs is left out. */
function groupsDifference(context: CheckContext, mode: OnUpdate): Difference {
	const old = sql`coalesce(gm.ids, '{}')`
	// A group this run makes has no id yet, and is different for sure.
	const isMade = context.options.missing_group === 'create' ? sql`g.missing <> '{}'` : sql`false`
	const given = sql`(s.groups is not null and (${isMade} or (g.ids <> '{}' and g.ids is distinct from ${old})))`
	const differs = {
		replace: given,
		fill: sql`(gm.ids is null and ${given})`,
		clear: sql`(${given} or (s.groups is null and gm.ids is not null))`,
	}[mode]
	return {
		column: 'groups',
		value: sql`null`,
		old: sql`${old}::text`,
		new: sql`coalesce(g.ids, '{}')::text`,
		differs: sql`(${roleOfRecord(context)} <> 'customer' and ${differs})`,
		apart: true,
	}
}

function flag(column: string): Difference {
	return {
		column,
		value: sql`s.${sql.ref(column)}`,
		old: sql`case when r.${sql.ref(column)} then 't' else 'f' end`,
		new: sql`case when s.${sql.ref(column)} then 't' else 'f' end`,
		differs: sql`false`,
	}
}

function differs(old: Sql, value: Sql, mode: OnUpdate): Sql {
	if (mode === 'fill') return sql`(${old} is null and ${value} is not null)`
	if (mode === 'clear') return sql`(${value} is distinct from ${old})`
	return sql`(${value} is not null and ${value} is distinct from ${old})`
}

/** How a row finds its record. */
export function sameKey(key: string): Sql {
	return sql`${keyOf(key, 'r')} = ${keyOf(key, 's')}`
}
