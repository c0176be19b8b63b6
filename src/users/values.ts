import type { Author } from '../auth/permissions.ts'
import { type Field, type Role, USER_FIELDS, type UserField } from '../contract/fields.ts'
import { checkTexts } from '../values/check.ts'

const NO_TEXTS = ['company', 'role', 'active', 'groups', 'company_tickets'] as const
type TextField = Exclude<UserField, (typeof NO_TEXTS)[number]>
export type UserValues = Partial<Record<TextField, string | null>> & {
	role?: Role
	company_id?: number | null
	active?: boolean
	company_tickets?: boolean
}

const TEXT_FIELDS = (USER_FIELDS as readonly Field[]).filter(
	({ name }) => !(NO_TEXTS as readonly string[]).includes(name),
) as (Field & {
	name: TextField
})[]

/** The values as they are stored. @throws AppError values_invalid with everything that is wrong at once. */
export function checkUser(
	{ role, company_id, active, company_tickets, ...texts }: UserValues,
	{ language }: Author,
): UserValues {
	return {
		...(role === undefined ? {} : { role }),
		...(company_id === undefined ? {} : { company_id }),
		...(active === undefined ? {} : { active }),
		...(company_tickets === undefined ? {} : { company_tickets }),
		...checkTexts(TEXT_FIELDS, texts, language),
	}
}
