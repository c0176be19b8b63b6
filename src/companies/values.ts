import type { Author } from '../auth/permissions.ts'
import { COMPANY_FIELDS, type CompanyField, type Field, type UiLanguage } from '../contract/fields.ts'
import { AppError } from '../errors.ts'

export type CompanyValues = Partial<Record<CompanyField, string | null>> & { active?: boolean }

const MESSAGES = {
	missing: { cs: 'Vyplňte toto pole.', en: 'Fill this in.' },
	too_long: {
		cs: 'Je to příliš dlouhé; vejde se sem znaků: {max}.',
		en: 'This is too long; characters that fit: {max}.',
	},
	email_invalid: { cs: 'Toto není e-mailová adresa.', en: 'This is not an e-mail address.' },
} as const satisfies Record<string, Record<UiLanguage, string>>

const EMAIL =
	/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u

/** The values as they are stored. @throws AppError values_invalid with everything that is wrong at once. */
export function checkCompany({ active, ...texts }: CompanyValues, { language }: Author): CompanyValues {
	const errors: { field: string; code: string; message: string }[] = []
	const checked: CompanyValues = active === undefined ? {} : { active }
	for (const field of COMPANY_FIELDS) {
		const typed = texts[field.name]
		if (typed === undefined) continue
		const value = (field.name === 'note' ? tidyLines(typed) : tidyLine(typed)) || null
		checked[field.name] = value
		const rule = brokenRule(field, value)
		if (!rule) continue
		const code = rule === 'email_invalid' ? rule : `${field.name}_${rule}`
		errors.push({ field: field.name, code, message: MESSAGES[rule][language].replace('{max}', String(field.max)) })
	}
	if (errors.length > 0) throw new AppError('values_invalid', { errors })
	return checked
}

function brokenRule(field: Field, value: string | null): keyof typeof MESSAGES | undefined {
	if (value === null) return field.required ? 'missing' : undefined
	if ([...value].length > field.max) return 'too_long'
	if (field.kind === 'email' && !EMAIL.test(value)) return 'email_invalid'
	return undefined
}

/** NFC, without control characters, spaces single and none at the ends. */
export function tidyLine(text: string | null): string {
	return (text ?? '')
		.toWellFormed()
		.normalize('NFC')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim()
}

/** The same for a text of several lines. */
function tidyLines(text: string | null): string {
	return (text ?? '')
		.toWellFormed()
		.normalize('NFC')
		.replace(/\r\n?/g, '\n')
		.replace(/[^\P{Cc}\n\t]/gu, '')
		.trim()
}
