import { sql } from 'kysely'
import { FIELDS } from '../../contract/fields.ts'
import type { OnUpdate } from '../../contract/imports.ts'
import { type CheckContext, keyOf, type Sql } from './target.ts'

/** One column an update may write: all in terms of `s` (staged row), `r` (record) and `c` (resolved company). */
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
}

/** What an update of this import can change. The key is how the record was found: it is the same on both sides. */
export function differencesOf({ target, options, updates, key }: CheckContext): Difference[] {
	const fields = FIELDS[target].map(({ name }) => name).filter((name) => updates.includes(name) && name !== key)
	return fields.flatMap((name) => {
		const mode = options.on_update[name] ?? 'replace'
		if (name === 'company') return [companyDifference(mode)]
		if (name === 'active') return [activeDifference()]
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

function activeDifference(): Difference {
	const difference = flag('active')
	return {
		...difference,
		value: sql`s.active::boolean`,
		new: sql`s.active`,
		differs: sql`(s.active is not null and s.active is distinct from ${difference.old})`,
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
