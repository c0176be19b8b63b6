import type { Author } from '../auth/permissions.ts'
import { type Field, LANGUAGES, type Role, type UiLanguage, USER_FIELDS, type UserField } from '../contract/fields.ts'
import { AppError } from '../errors.ts'

type TextField = Exclude<UserField, 'company' | 'role' | 'active'>
export type UserValues = Partial<Record<TextField, string | null>> & {
	role?: Role
	company_id?: number | null
	active?: boolean
}

const MESSAGES = {
	missing: { cs: 'Vyplňte toto pole.', en: 'Fill this in.' },
	too_long: {
		cs: 'Je to příliš dlouhé; vejde se sem znaků: {max}.',
		en: 'This is too long; characters that fit: {max}.',
	},
	username_invalid: {
		cs: 'Uživatelské jméno smí mít jen písmena, číslice a znaky . _ - @ +',
		en: 'A username may have only letters, digits and the characters . _ - @ +',
	},
	language_invalid: { cs: 'Tento jazyk neznáme.', en: 'This language is not known.' },
	email_invalid: { cs: 'Toto není e-mailová adresa.', en: 'This is not an e-mail address.' },
} as const satisfies Record<string, Record<UiLanguage, string>>

const EMAIL =
	/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}$/u

const USERNAME = /^[\p{L}\p{M}\p{N}._@+-]+$/u

/** The values as they are stored. @throws AppError values_invalid with everything that is wrong at once. */
export function checkUser({ role, company_id, active, ...texts }: UserValues, { language }: Author): UserValues {
	const errors: { field: string; code: string; message: string }[] = []
	const checked: UserValues = {
		...(role === undefined ? {} : { role }),
		...(company_id === undefined ? {} : { company_id }),
		...(active === undefined ? {} : { active }),
	}
	for (const field of USER_FIELDS) {
		if (field.name === 'company' || field.name === 'role' || field.name === 'active') continue
		const typed = texts[field.name]
		if (typed === undefined) continue
		const value = (field.name === 'note' ? tidyLines(typed) : tidyLine(typed)) || null
		checked[field.name] = value
		const rule = brokenRule(field, value)
		if (!rule) continue
		const code = rule === 'missing' || rule === 'too_long' ? `${field.name}_${rule}` : rule
		errors.push({ field: field.name, code, message: MESSAGES[rule][language].replace('{max}', String(field.max)) })
	}
	if (errors.length > 0) throw new AppError('values_invalid', { errors })
	return checked
}

function brokenRule(field: Field, value: string | null): keyof typeof MESSAGES | undefined {
	if (value === null) return field.required ? 'missing' : undefined
	if ([...value].length > field.max) return 'too_long'
	if (field.kind === 'email' && !EMAIL.test(value)) return 'email_invalid'
	if (field.kind === 'username' && !USERNAME.test(value)) return 'username_invalid'
	if (field.kind === 'language' && !(LANGUAGES as readonly string[]).includes(value)) return 'language_invalid'
	return undefined
}

/** R7. RFC 2606: these names will never be anybody's domain. */
export function isPlaceholder(email: string): boolean {
	return /\.(invalid|example|test|localhost)$|[@.]example\.(com|net|org)$/i.test(email)
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
