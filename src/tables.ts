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

export interface AttachmentChunks {
	attachment_id: number
	seq: number
	bytes: Buffer
}

export interface Attachments {
	id: GeneratedAlways<number>
	ticket_id: number | null
	message_id: number | null
	filename: string
	content_type: string
	size_bytes: number | null
	user_id: number
	created_at: Generated<Date>
	sha256: Buffer | null
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

export interface Changes {
	import_id: number
	record_id: number
	target: string
	line: number
	old: Json
	new: Json
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
	words: GeneratedAlways<string>
}

export interface CompanyAliases {
	name_key: string
	company_id: number
	created_at: Generated<Date>
}

export interface GroupMembers {
	group_id: number
	user_id: number
}

export interface Groups {
	id: GeneratedAlways<number>
	name: string
	active: Generated<boolean>
	version: Generated<number>
	created_at: Generated<Date>
	updated_at: Generated<Date>
	import_id: number | null
}

export interface IdempotencyKeys {
	user_id: number
	key: string
	hash: Buffer
	ticket_id: number | null
	created_at: Generated<Date>
}

export interface ImportChunks {
	import_id: number
	seq: number
	bytes: Buffer
}

export interface ImportCompanies {
	import_id: number
	name_key: string
	value: string
	decision: string
	company_id: number | null
	remembered: Generated<boolean>
}

export interface ImportEdits {
	step_id: number
	first_line: number
	lines: undefined
	edits: Buffer
}

export interface ImportProfiles {
	target: string
	fingerprint: string
	mapping: Json
	value_map: Json
	companies: Json
	used_at: Generated<Date>
	join_with: Generated<Json>
}

export interface ImportSteps {
	id: GeneratedAlways<number>
	import_id: number
	kind: string
	code: string | null
	field: string | null
	params: Generated<Json>
	fields: Generated<undefined>
	rows: Generated<number>
	created_by: number | null
	created_at: Generated<Date>
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
	sheets: Generated<Json>
	mapping: Generated<Json>
	constants: Generated<Json>
	options: Json
	counts: Json
	issues: Generated<Json>
	staff_rows: Generated<number>
	new_companies: Generated<number>
	plan: Generated<number>
	progress: Json
	first_id: number | null
	last_id: number | null
	undo: Json
	failure: Json
	seconds: Generated<Json>
	created_by: number | null
	created_at: Generated<Date>
	committed_by: number | null
	committed_at: Date | null
	value_map: Generated<Json>
	encodings: Generated<Json>
	misread: Generated<Json>
	dropped_at: Date | null
	idempotency_key: string | null
	idempotency_hash: Buffer | null
	new_groups: Generated<Json>
	fingerprint: string | null
	missing: Generated<number>
	warning_rows: Generated<number>
}

export interface InvitationRounds {
	id: GeneratedAlways<number>
	import_id: number | null
	delivery: string
	state: Generated<string>
	problem: string | null
	problem_at: Date | null
	created_by: number | null
	created_at: Generated<Date>
	finished_at: Date | null
}

export interface Invitations {
	id: GeneratedAlways<number>
	round_id: number
	user_id: number
	state: string
	email: string | null
	token_hash: Buffer | null
	expires_at: Date | null
	attempts: Generated<number>
	attempted_at: Date | null
	next_at: Date | null
	answer: string | null
	accepted_at: Date | null
}

export interface Messages {
	id: GeneratedAlways<number>
	ticket_id: number
	kind: string
	public: boolean
	author_id: number | null
	body: Generated<string>
	event: Json
	created_at: Generated<Date>
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
	changes_kept_days: Generated<number>
}

export interface TicketCounter {
	one_row: Generated<boolean>
	last_number: Generated<number>
}

export interface TicketEras {
	era: number
	since: Date
}

export interface TicketHits {
	ticket_id: number
	version: Generated<number>
	updated_at: Date
	era: number
}

export interface TicketLooks {
	ticket_id: number
	user_id: number
	message_id: number
}

export interface TicketPresence {
	ticket_id: number
	user_id: number
	activity: string
	seen_at: Generated<Date>
}

export interface TicketSearch {
	ticket_id: number
	words: string
	note_words: Generated<string>
}

export interface TicketSearchStale {
	id: GeneratedAlways<number>
	ticket_id: number
}

export interface TicketStates {
	id: GeneratedAlways<number>
	base: string
	name_cs: string
	name_en: string
	position: Generated<number>
	active: Generated<boolean>
	version: Generated<number>
}

export interface TicketViews {
	id: GeneratedAlways<number>
	user_id: number
	name: string
	filter: Json
	created_at: Generated<Date>
}

export interface Tickets {
	id: GeneratedAlways<number>
	number: number
	subject: string
	requester_id: number
	company_id: number | null
	state: string
	state_id: number
	priority: Generated<string>
	group_id: number | null
	assignee_id: number | null
	tags: Generated<Json>
	version: Generated<number>
	created_at: Generated<Date>
	updated_at: Generated<Date>
	solved_at: Date | null
	public_at: Generated<Date>
}

export interface UndoKept {
	import_id: number
	record_id: number
	target: string
	field: string | null
	reason: string
}

export interface UploadHours {
	user_id: number
	hour: Date
	bytes: number
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
	sort_key: Generated<string>
	words: Generated<string>
	company_tickets: Generated<boolean>
}

export interface WebhookDeliveries {
	id: GeneratedAlways<number>
	webhook_id: number
	event: string
	data: Json
	state: Generated<string>
	attempts: Generated<number>
	next_at: Generated<Date | null>
	status: number | null
	error: string | null
	duration_ms: number | null
	created_at: Generated<Date>
	delivered_at: Date | null
}

export interface Webhooks {
	id: GeneratedAlways<number>
	url: string
	secret: string
	events: Json
	active: Generated<boolean>
	created_at: Generated<Date>
}

export interface Tables {
	api_tokens: ApiTokens
	attachment_chunks: AttachmentChunks
	attachments: Attachments
	audit_log: AuditLog
	changes: Changes
	companies: Companies
	company_aliases: CompanyAliases
	group_members: GroupMembers
	groups: Groups
	idempotency_keys: IdempotencyKeys
	import_chunks: ImportChunks
	import_companies: ImportCompanies
	import_edits: ImportEdits
	import_profiles: ImportProfiles
	import_steps: ImportSteps
	imports: Imports
	invitation_rounds: InvitationRounds
	invitations: Invitations
	messages: Messages
	sessions: Sessions
	settings: Settings
	ticket_counter: TicketCounter
	ticket_eras: TicketEras
	ticket_hits: TicketHits
	ticket_looks: TicketLooks
	ticket_presence: TicketPresence
	ticket_search: TicketSearch
	ticket_search_stale: TicketSearchStale
	ticket_states: TicketStates
	ticket_views: TicketViews
	tickets: Tickets
	undo_kept: UndoKept
	upload_hours: UploadHours
	users: Users
	webhook_deliveries: WebhookDeliveries
	webhooks: Webhooks
}
