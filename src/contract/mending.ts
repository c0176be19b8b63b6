import type { Counts, ImportState, Row } from './imports.ts'
import type { IssueGroup } from './issues.ts'

/** How the import stands after something was mended: everything on the screen that may have moved. */
export interface MendingSums {
	state: ImportState
	plan: number
	counts: Counts
	issues: IssueGroup[]
	staff_rows: number
	warning_rows: number
	new_companies: number
	new_groups: string[]
	missing: number
	/** Other imports of the run whose numbers may have moved as well; read them again. */
	others: number[]
}

/** Answer of `PATCH /imports/:id/rows/:line`. */
export interface EditAnswer {
	row: Row
	/** Null: everything was as it was sent already. */
	step: Step | null
	import: MendingSums
}

/** One thing that was done; the journal is a list of them, and the last can be taken back. */
export interface Step {
	id: number
	kind: StepKind
	code: string | null
	field: string | null
	params: Record<string, unknown>
	/** Rows it changed. */
	rows: number
	created_by: string | null
	created_at: string
}
export type StepKind = 'edit' | 'company' | FixName

/** Ways to mend all cells of one cause at once. */
export const FIX_NAMES = [
	'clean',
	'repair',
	'plain_letters',
	'email_domain',
	'first_address',
	'phone',
	'pad_zeros',
	'postal_code',
	'vat_prefix',
	'shorten',
	'username_letters',
	'map_values',
	'replace',
	'set',
	'empty',
	'number',
	'username_from_name',
	'username_from_email',
	'username_by_company',
	'placeholder_email',
	'accept',
	'keep_first',
	'keep_last',
	'skip',
] as const
export type FixName = (typeof FIX_NAMES)[number]

/** What a fix asks for: `set` a value, `replace` a text, `map_values` a list value for each value. */
export interface FixParams {
	value?: string
	search?: string
	replacement?: string
	/** Offending value → value of the field. */
	values?: Record<string, string>
}

export interface Fix {
	fix: FixName
	/** Key of its label in the screen's texts: `fix.clean`. */
	label: string
	/** What has to be sent with it, by name; empty when one click is enough. */
	params: (keyof FixParams)[]
	/** Cells, or rows for `skip`, `accept`, `keep_first` and `keep_last`, it would change. */
	count: number
	/** Values `map_values` can map to. */
	choices: string[]
	/** The different offending values with the number of their cells, for `map_values`; the most frequent first, up to 200. */
	values: { value: string; rows: number }[]
	/** Up to ten; empty for fixes that need params. */
	examples: { line: number; before: string | null; after: string | null }[]
}

/** Answer of `POST /imports/:id/fixes`, of `PATCH /imports/:id/rows` and of `POST …/steps/undo`. */
export interface StepAnswer {
	/** Null: there was nothing to change. */
	step: Step | null
	import: MendingSums
}

/** What can be done about a name no company has. */
export const COMPANY_DECISIONS = ['link', 'create', 'empty', 'skip'] as const
export type CompanyDecision = (typeof COMPANY_DECISIONS)[number]

/** What became of a name: `found` by a tier or a decision. */
export const COMPANY_FATES = ['found', 'ambiguous', 'unknown', 'create', 'empty', 'skip'] as const
export type CompanyFate = (typeof COMPANY_FATES)[number]

/** A company's name as a users file has it, with all its spellings. */
export interface NamedCompany {
	/** The first spelling in the file; send it back with a decision. */
	value: string
	/** All spellings that are decided together. */
	spellings: string[]
	/** Rows with it that were not left out. */
	rows: number
	/** The first line with it. */
	line: number
	fate: CompanyFate
	decision: CompanyDecision | null
	/** What was decided about it the last time. Rows are not left out for that: `skip` waits to be decided again. */
	remembered: CompanyDecision | null
	/** The company it is, where that is known. */
	company: { id: number; name: string } | null
	/** Near names that exist; for an ambiguous name its candidates. */
	suggestions: { id: number; name: string }[]
}

/** People who share an e-mail address (R4), with a username for each. */
export interface SharedEmail {
	email: string
	/** Up to 50 of them. */
	people: { line: number; company: string | null; username: string | null; proposed: string }[]
	rows: number
}

/** The next or previous row with an error, or with the cause asked for. */
export interface NextRow {
	line: number | null
}
