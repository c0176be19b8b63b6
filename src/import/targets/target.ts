import type { RawBuilder } from 'kysely'
import type { ImportOptions } from '../../contract/imports.ts'
import type { IssueCode, Severity } from '../../contract/issues.ts'
import type { SignInMethod } from '../../contract/people.ts'

type Sql = RawBuilder<unknown>

/** What a rule and a commit may ask about the import they work on. */
export interface CheckContext {
	importId: number
	options: ImportOptions
	/** Fields that can have a value: mapped, constant or generated. A rule about another field is not run. */
	fields: ReadonlySet<string>
	signIn: SignInMethod
	/** Imports of the same target before this one in the run: their rows are as good as taken. */
	earlier: readonly number[]
	/** The companies imports of the same run, whose rows a user's company may name. */
	companies: readonly number[]
}

/**
 * A rule about many rows: a code and a statement for the rows it catches, as `line` and `value`. What one
 * cell or record can tell by itself was judged by `map`, at a tenth of the cost.
 */
export interface SetRule {
	code: IssueCode
	field: string
	severity: Severity
	/** Whether the rule applies to this import at all. */
	when(context: CheckContext): boolean
	find(context: CheckContext): Sql
}
