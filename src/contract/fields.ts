/**
 * The attributes a file's column can be mapped to, per target. One list for the
 * database columns, the import, the API and the screen: a field keeps its name everywhere.
 */
export const TARGETS = ['companies', 'users'] as const
export type Target = (typeof TARGETS)[number]

export const ROLES = ['customer', 'operator', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** What a cell of the field must look like. `text` takes anything that fits. */
export type FieldKind =
	| 'text'
	| 'email'
	| 'username'
	| 'phone'
	| 'url'
	| 'registration_number'
	| 'vat_number'
	| 'postal_code'
	| 'company'
	| 'role'
	| 'language'
	| 'flag'
	| 'groups'

export interface Field {
	name: string
	kind: FieldKind
	/** Longest value in characters (Unicode code points); over it the row gets `<field>_too_long`. */
	max: number
	required?: true
	/** Several columns may be joined in it, with one of these between their values. Keys and lists take one column. */
	joins?: readonly Join[]
}

/** What stands between the values of columns that are joined. */
export const JOINS = { space: ' ', comma: ', ', line: '\n' } as const
export type Join = keyof typeof JOINS

export const COMPANY_FIELDS = [
	{ name: 'name', kind: 'text', max: 200, required: true },
	{ name: 'registration_number', kind: 'registration_number', max: 40 },
	{ name: 'vat_number', kind: 'vat_number', max: 40 },
	{ name: 'street', kind: 'text', max: 200, joins: ['space', 'comma'] },
	{ name: 'city', kind: 'text', max: 100 },
	{ name: 'postal_code', kind: 'postal_code', max: 20 },
	{ name: 'country', kind: 'text', max: 100 },
	{ name: 'phone', kind: 'phone', max: 60, joins: ['comma', 'line'] },
	{ name: 'email', kind: 'email', max: 254 },
	{ name: 'website', kind: 'url', max: 500 },
	{ name: 'note', kind: 'text', max: 10_000, joins: ['line', 'comma', 'space'] },
	{ name: 'external_id', kind: 'text', max: 100 },
] as const satisfies readonly Field[]

export const USER_FIELDS = [
	{ name: 'username', kind: 'username', max: 100, required: true },
	{ name: 'email', kind: 'email', max: 254, required: true },
	{ name: 'first_name', kind: 'text', max: 100, joins: ['space', 'comma'] },
	{ name: 'last_name', kind: 'text', max: 100, joins: ['space', 'comma'] },
	{ name: 'title_before', kind: 'text', max: 50, joins: ['space', 'comma'] },
	{ name: 'title_after', kind: 'text', max: 50, joins: ['comma', 'space'] },
	{ name: 'phone', kind: 'phone', max: 60, joins: ['comma', 'line'] },
	{ name: 'mobile', kind: 'phone', max: 60, joins: ['comma', 'line'] },
	{ name: 'company', kind: 'company', max: 200 },
	{ name: 'role', kind: 'role', max: 50 },
	{ name: 'position', kind: 'text', max: 100, joins: ['comma', 'space'] },
	{ name: 'language', kind: 'language', max: 50 },
	{ name: 'note', kind: 'text', max: 10_000, joins: ['line', 'comma', 'space'] },
	{ name: 'external_id', kind: 'text', max: 100 },
	{ name: 'active', kind: 'flag', max: 20 },
	// Of operators and administrators; several in one cell.
	{ name: 'groups', kind: 'groups', max: 2_000 },
	// Of customers: they see the tickets of their whole company.
	{ name: 'company_tickets', kind: 'flag', max: 20 },
] as const satisfies readonly Field[]

export type CompanyField = (typeof COMPANY_FIELDS)[number]['name']
export type UserField = (typeof USER_FIELDS)[number]['name']
export type FieldName = CompanyField | UserField

export const FIELDS: Readonly<Record<Target, readonly Field[]>> = {
	companies: COMPANY_FIELDS,
	users: USER_FIELDS,
}

/** Languages a contact can have; the interface itself speaks the first two. ISO 639-1. */
export const LANGUAGES = ['cs', 'en', 'sk', 'de', 'pl', 'hu', 'uk', 'ru', 'fr', 'it', 'es'] as const
export type Language = (typeof LANGUAGES)[number]
export const UI_LANGUAGES = ['cs', 'en'] as const
export type UiLanguage = (typeof UI_LANGUAGES)[number]
