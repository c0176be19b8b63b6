import { ROLES, type Role, type UiLanguage } from '../contract/fields.ts'

/** Who may do what; every route names one of these. `test/permissions.test.ts` holds it against every endpoint. */
const MAY = {
	/** Oneself: language, password, signing out. */
	'account.use': ['customer', 'operator', 'admin'],
	/** Customers see their own company only, and of its people only themselves (`scopeOf`). */
	'companies.read': ['customer', 'operator', 'admin'],
	'companies.write': ['operator', 'admin'],
	'users.read': ['customer', 'operator', 'admin'],
	'users.write': ['operator', 'admin'],
	/** Operators and administrators: making them, changing them, setting their passwords. */
	'staff.write': ['admin'],
	/** What part of them: `ticketScopeOf`. */
	'tickets.read': ['customer', 'operator', 'admin'],
	/** Creating, replying, attaching, closing and reopening. */
	'tickets.write': ['customer', 'operator', 'admin'],
	/** Notes, states, assigning, bulk changes, saved views. */
	'tickets.work': ['operator', 'admin'],
	'groups.read': ['operator', 'admin'],
	'groups.write': ['admin'],
	'states.write': ['admin'],
	'webhooks.write': ['admin'],
	/** A token has the rights of whoever makes it, and of nobody else. */
	'tokens.write': ['admin'],
	'imports.run': ['admin'],
	/** Whoever gets a link can sign in as somebody else. */
	'invitations.send': ['admin'],
	'settings.read': ['admin'],
	'settings.write': ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof MAY

/** The person a request comes from. */
export interface Person {
	id: number
	username: string
	email: string
	first_name: string | null
	last_name: string | null
	role: Role
	company_id: number | null
	ui_language: UiLanguage | null
}

/** Whose change it is, and the language to refuse it in. A request is one; without a person: the command line, which may everything. */
export interface Author {
	person?: Person
	language: UiLanguage
}

export function may(person: { role: Role }, action: Action): boolean {
	return (MAY[action] as readonly Role[]).includes(person.role)
}

export function allowedActions(person: { role: Role }): Action[] {
	return (Object.keys(MAY) as Action[]).filter((action) => may(person, action))
}

/** What part of companies and people somebody sees: everything, or only their own. */
export type Scope = { all: true } | { all: false; user_id: number; company_id: number | null }

export function scopeOf(person: Pick<Person, 'id' | 'role' | 'company_id'>): Scope {
	if (person.role !== 'customer') return { all: true }
	return { all: false, user_id: person.id, company_id: person.company_id }
}

/**
 * What part of the tickets somebody sees. Groups restrict: an operator sees the tickets of their groups, those
 * assigned to them, and those in no group. A customer sees their own, and the whole company's with the right
 * `users.company_tickets`; of each only the public part.
 */
export type TicketScope = { sees: 'all' | 'groups' | 'own'; user_id: number }

export function ticketScopeOf(person: Pick<Person, 'id' | 'role'>): TicketScope {
	const sees = { customer: 'own', operator: 'groups', admin: 'all' } as const
	return { sees: sees[person.role], user_id: person.id }
}

export function isStaff(role: Role): boolean {
	return role !== ROLES[0]
}
