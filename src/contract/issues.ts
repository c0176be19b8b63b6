/** Every code an import can report about a row, with its severity. An error refuses the row, a warning lets it in. */
export const ISSUE_SEVERITY = {
	too_many_fields: 'error',
	too_few_fields: 'error',
	quote_not_closed: 'error',
	text_after_quote: 'error',
	undecodable: 'error',
	name_missing: 'error',
	username_missing: 'error',
	email_missing: 'error',
	email_invalid: 'error',
	role_invalid: 'error',
	username_invalid: 'error',
	language_invalid: 'error',
	active_invalid: 'error',
	company_tickets_invalid: 'error',
	name_repeated: 'error',
	username_repeated: 'error',
	name_taken: 'error',
	username_taken: 'error',
	external_id_repeated: 'error',
	external_id_taken: 'error',
	registration_number_repeated: 'error',
	registration_number_taken: 'error',
	email_repeated: 'error',
	email_taken: 'error',
	company_unknown: 'error',
	company_ambiguous: 'error',
	group_unknown: 'error',
	not_found: 'error',
	key_missing: 'error',
	key_ambiguous: 'error',
	registration_number_invalid: 'warning',
	vat_number_invalid: 'warning',
	phone_invalid: 'warning',
	phone_several: 'warning',
	email_several: 'warning',
	postal_code_invalid: 'warning',
	email_placeholder: 'warning',
	groups_ignored: 'warning',
	email_mistyped: 'warning',
	spreadsheet_damage: 'warning',
	formula: 'warning',
} as const

export type Severity = 'error' | 'warning'
/** `…_too_long` exists for every field: `name_too_long`, `note_too_long` and so on. */
export type IssueCode = keyof typeof ISSUE_SEVERITY | `${string}_too_long`

/** All rows with one cause, as the API, the command line and the screen show it. */
export interface IssueGroup {
	code: IssueCode
	/** The field the issue is about; null when it is about the whole record. */
	field: string | null
	severity: Severity
	count: number
	/** Physical lines (header = 1) of the first 100 rows. */
	lines: number[]
	/** Up to 20 different offending values, in the order of the file. */
	values: string[]
	/** Near values that exist, by offending value. */
	suggestions: Record<string, string[]>
}

/** Why a file cannot be read as a table at all. The import ends in state `failed`. */
export const FAILURE_CODES = [
	'file_empty',
	'file_header_only',
	'file_binary',
	'file_spreadsheet',
	'file_spreadsheet_protected',
	'file_spreadsheet_old',
	'file_not_text',
	'file_not_a_table',
	'file_too_large',
	'file_damaged',
	'too_many_columns',
	'cell_too_long',
	'interrupted',
] as const
export type FailureCode = (typeof FAILURE_CODES)[number]

export interface Failure {
	code: FailureCode
	/** A sentence in the person's language: what happened, that nothing was written, what to do next. */
	message: string
	/** Physical line, where there is one. */
	line?: number
}
