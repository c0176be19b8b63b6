import type { ProblemCode } from './contract/problems.ts'

/** The one table of refusals: code → HTTP status. Their sentences are in `contract/problems.ts`. */
export const STATUS: Readonly<Record<ProblemCode, number>> = {
	request_invalid: 400,
	upload_incomplete: 400,
	sign_in_required: 401,
	sign_in_failed: 401,
	forbidden: 403,
	request_forged: 403,
	not_found: 404,
	route_unknown: 404,
	version_stale: 409,
	emails_repeated: 409,
	username_taken: 409,
	email_taken: 409,
	name_taken: 409,
	registration_number_taken: 409,
	external_id_taken: 409,
	company_unknown: 409,
	last_admin: 409,
	import_not_ready: 409,
	import_plan_stale: 409,
	import_dropped: 409,
	import_last_file: 409,
	step_missing: 409,
	staff_not_confirmed: 409,
	audience_changed: 409,
	mail_not_set_up: 409,
	own_email_placeholder: 409,
	link_used: 409,
	link_expired: 409,
	link_withdrawn: 409,
	link_unknown: 404,
	invitation_not_ready: 409,
	messages_newer: 409,
	group_name_taken: 409,
	token_name_taken: 409,
	group_in_use: 409,
	view_name_taken: 409,
	last_state: 409,
	upload_too_large: 413,
	attachment_too_large: 413,
	drafts_too_large: 413,
	values_invalid: 422,
	password_weak: 422,
	password_wrong: 422,
	mapping_invalid: 422,
	idempotency_key_reused: 422,
	too_many_requests: 429,
	upload_quota: 429,
	messages_too_fast: 429,
	internal: 500,
	attachment_damaged: 500,
	mail_not_sent: 502,
	storage_full: 507,
	database_unavailable: 503,
}

/** A refusal the caller can act on. Anything else that is thrown is a bug or an outage. */
export class AppError extends Error {
	readonly code: ProblemCode
	/** Travels in the problem document beside the sentence: names, counts, `errors` per field. */
	readonly details: Readonly<Record<string, unknown>>

	constructor(code: ProblemCode, details: Record<string, unknown> = {}, options?: ErrorOptions) {
		super(code, options)
		this.name = 'AppError'
		this.code = code
		this.details = details
	}

	get status(): number {
		return STATUS[this.code]
	}
}

/** Violated constraints that a person can cause, by constraint name. */
const CONSTRAINTS: Readonly<Record<string, ProblemCode>> = {
	companies_name_key: 'name_taken',
	companies_registration_number_key: 'registration_number_taken',
	companies_external_id_key: 'external_id_taken',
	users_username_key: 'username_taken',
	users_external_id_key: 'external_id_taken',
	users_email_sign_in_key: 'email_taken',
	users_company_id_fkey: 'company_unknown',
	groups_name_key: 'group_name_taken',
	api_tokens_name_key: 'token_name_taken',
	// Its file was taken out of the run while it was uploaded.
	import_chunks_import_id_fkey: 'not_found',
	tickets_group_id_fkey: 'group_in_use',
	ticket_views_name_key: 'view_name_taken',
}

/** What the database said, as the refusal it means; everything else is returned as it came. */
export function translate(error: unknown): unknown {
	const { constraint, code } = (error ?? {}) as { constraint?: string; code?: string }
	const known = constraint && CONSTRAINTS[constraint]
	if (known) return new AppError(known, {}, { cause: error })
	// PostgreSQL text has no NUL, and only what somebody sent can have one.
	if (code === '22021' || code === '22P05') return new AppError('request_invalid', { reason: 'NUL' }, { cause: error })
	// The disk of the database, or of this process.
	if (code === '53100' || code === 'ENOSPC') return new AppError('storage_full', {}, { cause: error })
	if (code && isOutage(code)) return new AppError('database_unavailable', {}, { cause: error })
	return error
}

/** Worth doing again as it is: an outage, a serialization failure or a deadlock. */
export function isRetryable(error: unknown): boolean {
	const { code, message } = (error ?? {}) as { code?: string; message?: string }
	if (code) return isOutage(code) || code === '40001' || code === '40P01'
	// The driver has no code for a connection that ends in the middle.
	return /connection terminated|connection ended|client has encountered a connection error/i.test(message ?? '')
}

/** Connection lost, server starting or stopping: worth trying again (SQLSTATE class 08, 57P0x, or no socket at all). */
export function isOutage(code: string): boolean {
	return code.startsWith('08') || code.startsWith('57P') || ['ECONNREFUSED', 'ECONNRESET', 'ENOENT'].includes(code)
}
