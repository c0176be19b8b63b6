import type { Author } from '../auth/permissions.ts'
import { type Field, type Role, USER_FIELDS, type UserField } from '../contract/fields.ts'
import { checkTexts } from '../values/check.ts'

type TextField = Exclude<UserField, 'company' | 'role' | 'active'>
export type UserValues = Partial<Record<TextField, string | null>> & {
	role?: Role
	company_id?: number | null
	active?: boolean
}

const NO_TEXTS: readonly string[] = ['company', 'role', 'active']
const TEXT_FIELDS = (USER_FIELDS as readonly Field[]).filter(({ name }) => !NO_TEXTS.includes(name)) as (Field & {
	name: TextField
})[]

/** The values as they are stored. @throws AppError values_invalid with everything that is wrong at once. */
export function checkUser({ role, company_id, active, ...texts }: UserValues, { language }: Author): UserValues {
	return {
		...(role === undefined ? {} : { role }),
		...(company_id === undefined ? {} : { company_id }),
		...(active === undefined ? {} : { active }),
		...checkTexts(TEXT_FIELDS, texts, language),
	}
}
