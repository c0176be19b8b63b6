// Made from the migrated database by `npm run tables`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'

/** Parsed by the driver; a query says what it expects in it. Written as JSON text. */
export type Json = unknown

export interface ApiTokens {
	id: GeneratedAlways<number>
	name: string
	token_hash: Buffer
	user_id: number
	created_at: Generated<Date>
	used_at: Date | null
}

export interface AuditLog {
	id: GeneratedAlways<number>
	at: Generated<Date>
	user_id: number | null
	action: string
	subject: string
	subject_id: number | null
	details: Generated<Json>
}

export interface Companies {
	id: GeneratedAlways<number>
	name: string
	registration_number: string | null
	vat_number: string | null
	street: string | null
	city: string | null
	postal_code: string | null
	country: string | null
	phone: string | null
	email: string | null
	website: string | null
	note: string | null
	external_id: string | null
	active: Generated<boolean>
	version: Generated<number>
	import_id: number | null
	import_line: number | null
	created_at: Generated<Date>
	updated_at: Generated<Date>
	match_key: GeneratedAlways<string>
	sort_key: GeneratedAlways<string>
}

export interface ImportChunks {
	import_id: number
	seq: number
	bytes: Buffer
}

export interface Imports {
	id: GeneratedAlways<number>
	run_id: number
	target: string
	state: Generated<string>
	state_at: Generated<Date>
	filename: string
	bytes: Generated<number>
	sha256: Buffer | null
	overrides: Generated<Json>
	dialect: Json
	records: number | null
	columns: Generated<Json>
	head: Generated<Json>
	mapping: Generated<Json>
	constants: Generated<Json>
	options: Json
	counts: Json
	issues: Generated<Json>
	staff_rows: Generated<number>
	new_companies: Generated<number>
	plan: Generated<number>
	progress: Json
	failure: Json
	seconds: Generated<Json>
	created_by: number | null
	created_at: Generated<Date>
	committed_by: number | null
	committed_at: Date | null
}

export interface Sessions {
	token_hash: Buffer
	user_id: number
	created_at: Generated<Date>
	seen_at: Generated<Date>
}

export interface Settings {
	one_row: Generated<boolean>
	sign_in: Generated<string>
}

export interface Users {
	id: GeneratedAlways<number>
	username: string
	email: string
	email_placeholder: Generated<boolean>
	first_name: string | null
	last_name: string | null
	title_before: string | null
	title_after: string | null
	phone: string | null
	mobile: string | null
	company_id: number | null
	role: Generated<string>
	position: string | null
	language: string | null
	note: string | null
	external_id: string | null
	active: Generated<boolean>
	password_hash: string | null
	ui_language: string | null
	version: Generated<number>
	import_id: number | null
	import_line: number | null
	created_at: Generated<Date>
	updated_at: Generated<Date>
	sort_key: GeneratedAlways<string>
}

export interface Tables {
	api_tokens: ApiTokens
	audit_log: AuditLog
	companies: Companies
	import_chunks: ImportChunks
	imports: Imports
	sessions: Sessions
	settings: Settings
	users: Users
}
