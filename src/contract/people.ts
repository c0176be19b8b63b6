import type { Role, UiLanguage } from './fields.ts'

export interface Company {
	id: number
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
	active: boolean
	/** Contacts under it. In lists and the detail. */
	users_count: number
	/** Where it came from, when an import made it. */
	import_id: number | null
	import_line: number | null
	created_at: string
	updated_at: string
	/** Grows with each change; send it back with a PATCH to be refused when someone was faster. */
	version: number
}

export interface User {
	id: number
	username: string
	email: string
	/** R7: an address that is obviously fictitious; no mail is ever sent to it. */
	email_placeholder: boolean
	first_name: string | null
	last_name: string | null
	title_before: string | null
	title_after: string | null
	phone: string | null
	mobile: string | null
	company_id: number | null
	/** The company's name. */
	company: string | null
	role: Role
	position: string | null
	language: string | null
	note: string | null
	external_id: string | null
	active: boolean
	/** Of an operator or administrator; customers are in none. */
	groups: { id: number; name: string }[]
	/** Of a customer: sees the tickets of the whole company. */
	company_tickets: boolean
	/** Imported people have none until someone sets it, and cannot sign in before. */
	has_password: boolean
	import_id: number | null
	import_line: number | null
	created_at: string
	updated_at: string
	version: number
}

export type SignInMethod = 'username' | 'email'

/** What the signed-in person is and may do; `may` holds names from `src/auth/permissions.ts`. */
export interface Session {
	user: Pick<User, 'id' | 'username' | 'email' | 'first_name' | 'last_name' | 'role' | 'company_id'>
	/** The interface language the person chose, or null: the browser's. */
	ui_language: UiLanguage | null
	may: string[]
}

export interface Settings {
	sign_in: SignInMethod
	/** So many days after it an import can be taken back; then its file, rows and journal go. */
	changes_kept_days: number
}

/** RFC 9457 problem document. */
export interface Problem {
	type: string
	title: string
	status: number
	code: string
	/** A sentence for the person, in their language. */
	detail: string
	request_id: string
	[detail: string]: unknown
}

/** A token of an integration; never the token itself. */
export interface ApiToken {
	id: number
	name: string
	/** Whose rights it has. */
	user: { id: number; username: string }
	created_at: string
	/** When it signed in last, to the minute. */
	used_at: string | null
}
