import type { Author } from '../auth/permissions.ts'
import { COMPANY_FIELDS, type CompanyField } from '../contract/fields.ts'
import { checkTexts } from '../values/check.ts'

export type CompanyValues = Partial<Record<CompanyField, string | null>> & { active?: boolean }

/** The values as they are stored. @throws AppError values_invalid with everything that is wrong at once. */
export function checkCompany({ active, ...texts }: CompanyValues, { language }: Author): CompanyValues {
	const flags = active === undefined ? {} : { active }
	return { ...flags, ...checkTexts<CompanyField>(COMPANY_FIELDS, texts, language) }
}
