import type { Join, Role, Target } from './fields.ts'
import type { Failure, IssueGroup } from './issues.ts'

/** `-ing` means a worker is on it. The order is the order of a life without surprises. */
export const IMPORT_STATES = [
	'uploading',
	'inspecting',
	'mapping',
	'staging',
	'checking',
	'ready',
	'refused',
	'committing',
	'committed',
	'undoing',
	'undone',
	'failed',
	'cancelled',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

export const MODES = ['create', 'update', 'upsert'] as const
export type Mode = (typeof MODES)[number]

export interface ImportOptions {
	mode: Mode
	/** The key an existing record is found by in `update` and `upsert`. */
	match: string | null
	on_error: 'stop' | 'skip'
	missing_company: 'error' | 'create' | 'empty'
	/** A group of an operator that nobody has made; `empty` leaves it out. */
	missing_group: 'error' | 'create' | 'empty'
	usernames: 'given' | 'email' | 'name'
	placeholder_emails: boolean
	/** What an update does to a field; fields that are not named here are replaced. */
	on_update: Record<string, OnUpdate>
	/** What stands between columns joined in a field; of fields that are not named here the usual one does. */
	join_with: Record<string, Join>
	/** What happens to records that earlier files with these headers brought and this one lacks. */
	missing: Missing
}

/** `list` only shows them. Deactivated people cannot sign in and stay as they are otherwise; companies are only listed. */
export const MISSING = ['ignore', 'list', 'deactivate'] as const
export type Missing = (typeof MISSING)[number]

/** A record that is missing from the file. */
export interface MissingRecord {
	id: number
	/** Of a person without a name the username. */
	name: string
	email: string | null
	/** The import that made it. */
	import_id: number | null
}

/**
 * What a cell does to the value a record has. `replace`: a filled cell replaces it, an empty one keeps it.
 * `fill`: only an empty value is filled. `clear`: an empty cell empties it.
 */
export const ON_UPDATE = ['replace', 'fill', 'clear'] as const
export type OnUpdate = (typeof ON_UPDATE)[number]

/** Fields an existing record can be found by; the first is the default. */
export const KEYS = {
	companies: ['name', 'registration_number', 'external_id'],
	users: ['username', 'email', 'external_id'],
} as const satisfies Record<Target, readonly string[]>

export const DEFAULT_OPTIONS: ImportOptions = {
	mode: 'create',
	match: null,
	on_error: 'stop',
	missing_company: 'error',
	missing_group: 'error',
	usernames: 'given',
	placeholder_emails: false,
	on_update: {},
	join_with: {},
	missing: 'ignore',
}

/** Why a field was proposed for a column. */
export type MappingReason =
	| 'same_name'
	| 'same_name_without_spaces'
	| 'profile'
	| 'content'
	| 'similar_name'
	/** Belongs into the field of another column, behind its value. */
	| 'joined'
	/** As it was when a file with these headers was imported last. */
	| 'remembered'
	| 'person'

export interface Column {
	/** Position in the file, from 0. */
	index: number
	header: string
	/** Proposed or chosen field; null: not imported. */
	field: string | null
	reason: MappingReason | null
	/** Records with a non-empty cell here. */
	filled: number
	/** Up to 3 different values. */
	samples: string[]
	/** Of a column that is joined with another or taken apart: what becomes of up to 3 of its records. */
	examples?: Example[]
	/** Of a column with a few different values that is mapped to a list: all of them, the most frequent first. */
	values?: ListValue[]
}

/** A value of a list as the file has it, and what it is taken for. */
export interface ListValue {
	value: string
	rows: number
	/** A code of the list, '' for no value; null: nobody knows. */
	meaning: string | null
}

/** An encoding the file could be in, with up to five of its accented words as they would read. */
export interface ReadAs {
	encoding: string
	words: string[]
}

/** A word that was read in a wrong encoding and saved again before it came here. */
export interface Misread {
	/** `PĹ™Ă­jmenĂ­` */
	before: string
	/** `Příjmení` */
	after: string
}

/** Cells of one record and the fields they fill. */
export interface Example {
	before: string[]
	after: Record<string, string>
}

export interface Counts {
	read: number
	created: number
	updated: number
	unchanged: number
	skipped: number
	refused: number
}

/** What an undo does, or did. */
export interface UndoSums {
	/** Records the import made and that go. */
	deleted: number
	/** Records it changed and that get their old values back. */
	restored: number
	/** Records that stay as they are, wholly or in a field, because they were edited or used since. */
	kept: number
}

/** A record, or one of its fields, that an undo leaves as it is, and why. */
export interface KeptRecord {
	target: Target | 'groups'
	record_id: number
	name: string | null
	/** The field that stays as it is; null: the whole record. */
	field: string | null
	reason: 'edited' | 'used' | 'gone'
}

export interface UndoPreview extends UndoSums {
	/** The first 200. */
	kept_records: KeptRecord[]
}

export interface Progress {
	phase: 'uploading' | 'inspecting' | 'staging' | 'checking' | 'committing' | 'undoing'
	/** Bytes while uploading or inspecting, rows afterwards. */
	done: number
	total: number | null
	/** Since the phase started. */
	per_second: number | null
	seconds_left: number | null
}

export interface Import {
	id: number
	/** Imports with one run_id are checked and committed together, companies first. */
	run_id: number
	target: Target
	state: ImportState
	filename: string
	bytes: number
	/** Lower-case name such as `utf-8` or `windows-1250`; null until the file was seen. */
	encoding: string | null
	/** Encodings the file could be in, the one it is read in first; none for a file without accents. */
	encodings: ReadAs[]
	/** Words that show that the text was read in a wrong encoding before it came here. */
	misread: Misread[]
	/** Such words are being put right. */
	repair: boolean
	delimiter: string | null
	/** Physical line of the header, from 1; 0 when the file has none. */
	header_line: number | null
	records: number | null
	columns: Column[]
	/** Field, or a way to take cells apart (`SPLITS`), by column index; null: the column is not imported. */
	mapping: (string | null)[]
	/** Headers of columns that are not imported. */
	unmapped: string[]
	/** Field of a list → value in the file → what it was decided to mean, '' for no value. */
	value_map: Record<string, Record<string, string>>
	/** field → value for every row. `role` of users is here unless a column is mapped to it. */
	constants: Record<string, string>
	options: ImportOptions
	/** The sheets of a workbook, and the one that is read; none for text. */
	sheets: { name: string; rows: number }[]
	sheet: string | null
	/** First records as they stand in the file, header included. */
	head: { line: number; cells: string[] }[]
	counts: Counts | null
	issues: IssueGroup[]
	progress: Progress | null
	failure: Failure | null
	/** How many rows of the plan make operators or admins (a commit asks for a confirmation). */
	staff_rows: number
	/** Rows with at least one warning; of an import that is over what the last check found. */
	warning_rows: number
	/** Once it was undone. */
	undo: UndoSums | null
	/** Companies that `missing_company = create` will make. */
	new_companies: number
	/** Records missing from the file, as `options.missing` asks for them. */
	missing: number
	/** Names of the groups that `missing_group = create` will make. */
	new_groups: string[]
	/** Grows with every check: a commit that names it is only for the plan that was seen. */
	plan: number
	/** An unmapped column whose values look like companies, or null (R6). */
	unmapped_company_column: string | null
	created_by: { id: number; username: string } | null
	created_at: string
	committed_at: string | null
	/** Until when it can be taken back; null: it is not committed, or not kept any more. */
	undoable_until: string | null
	/** Since when its file, rows and journal are gone, so that it cannot be taken back; its counts stay. */
	dropped_at: string | null
	/** The last import that wrote the very same file before; says nothing against importing it again. */
	same_file: SameFile | null
	seconds: Record<string, number>
}

export interface SameFile {
	import_id: number
	run_id: number
	at: string
	/** Null: from the command line. */
	by: string | null
}

/** An import as it stands in a list: nothing that grows with its file. */
export type ListedImport = Pick<
	Import,
	| 'id'
	| 'run_id'
	| 'target'
	| 'state'
	| 'filename'
	| 'bytes'
	| 'records'
	| 'counts'
	| 'staff_rows'
	| 'plan'
	| 'progress'
	| 'failure'
	| 'seconds'
	| 'undo'
	| 'created_by'
	| 'created_at'
	| 'committed_at'
	| 'undoable_until'
	| 'dropped_at'
>

/** A staged row with what the commit will do with it. */
export interface Row {
	line: number
	action: 'create' | 'update' | 'unchanged' | 'skip' | 'refused' | null
	/** The record it creates or touches, once known. */
	record_id: number | null
	values: Record<string, string | null>
	/** Values before, for updates. */
	old: Record<string, string | null> | null
	issues: { code: string; field: string | null; severity: 'error' | 'warning'; value: string | null }[]
	/** Fields a person edited, with what they held before. */
	edited: Record<string, string | null>
}

/** What an import changed in a record that was there: values before and after, by field. */
export interface RecordChange {
	import_id: number
	run_id: number
	filename: string
	/** Null: the record was missing from the file. */
	line: number | null
	at: string
	/** Taken back since. */
	undone: boolean
	old: Record<string, string | null>
	new: Record<string, string | null>
}

export interface CreateImport {
	target: Target
	filename: string
	role?: Role
	options?: Partial<ImportOptions>
	run_id?: number
}

/** A page of anything that is listed: `next` is the `after` of the following page, null on the last one. */
export interface Page<T> {
	items: T[]
	next: string | null
}

/** A page of staged rows. */
export interface RowPage extends Page<Row> {
	/** Where the last record of the file begins, whichever rows are looked at. */
	last_line: number | null
}
