import { type RawBuilder, sql } from 'kysely'
import type { Target } from '../../contract/fields.ts'
import type { ImportOptions } from '../../contract/imports.ts'
import type { IssueCode, Severity } from '../../contract/issues.ts'
import type { SignInMethod } from '../../contract/people.ts'
import { integers } from '../../db/arrays.ts'
import { companiesTable, stagedTable } from '../staged.ts'

export type Sql = RawBuilder<unknown>

/** What a rule, a match and a commit may ask about the import they work on. */
export interface CheckContext {
	importId: number
	target: Target
	options: ImportOptions
	/** Fields that can have a value: mapped, constant or generated. A rule about another field is not run. */
	fields: ReadonlySet<string>
	/** Fields whose values an update writes: the mapped columns, and a constant somebody chose. */
	updates: readonly string[]
	/** The field existing records are found by; null in mode `create`, which finds none. */
	key: string | null
	signIn: SignInMethod
	/** Imports of the same target before this one in the run: their rows are as good as taken. */
	earlier: readonly number[]
	/** The companies imports of the same run, whose rows a user's company may name. */
	companies: readonly number[]
	/** Only these lines are looked at, after something was mended. For a rule that compares rows they have to hold all that share a key. */
	lines?: readonly number[]
}

/** The rows rules look at: those nobody left out. */
export function rowsOf({ importId, lines }: CheckContext): Sql {
	const some = lines ? sql`and line = any(${integers(lines)})` : sql``
	return sql`(select * from ${stagedTable(importId)} where not skipped ${some})`
}

/** `c`: what the company of row `s` was resolved to. */
export function joinCompany({ fields, importId }: CheckContext): Sql {
	return fields.has('company') ? sql`left join ${companiesTable(importId)} c on c.value = s.company` : sql``
}

/**
 * A rule about many rows: a code and a statement for the rows it catches, as `line` and `value`. What one
 * cell or record can tell by itself was judged by `map`, at a tenth of the cost.
 */
export interface SetRule {
	code: IssueCode
	/** `key`: the field existing records are found by. */
	field: string
	severity: Severity
	/** It looks at nothing but the rows' own values: no need to wait until their companies and records are known. */
	isEarly?: true
	/** Whether the rule applies to this import at all. */
	when(context: CheckContext): boolean
	find(context: CheckContext): Sql
}

/** Identifiers are compared as they are, names and addresses without regard to letter case; the unique indexes agree. */
const EXACT: readonly string[] = ['external_id', 'registration_number']

/** What of a field's value is compared: `s.username` → `lower(s.username)`. */
export function keyOf(field: string, alias: string): Sql {
	const value = sql.ref(`${alias}.${field}`)
	return EXACT.includes(field) ? sql`${value}` : sql`lower(${value})`
}
