import { type Field, LANGUAGES, type UiLanguage } from '../contract/fields.ts'
import { AppError } from '../errors.ts'
import { isEmail } from './email.ts'
import { tidyLine, tidyLines } from './tidy.ts'
import { isUsername } from './username.ts'

/** A sentence for each way a value can be wrong; `{max}` stands for the limit. */
export type Messages = Readonly<Record<string, Record<UiLanguage, string>>>

/** What is wrong with any text. */
export const TEXT_MESSAGES = {
	missing: { cs: 'Vyplňte toto pole.', en: 'Fill this in.' },
	too_long: {
		cs: 'Je to příliš dlouhé; vejde se sem znaků: {max}.',
		en: 'This is too long; characters that fit: {max}.',
	},
} as const satisfies Messages

const MESSAGES = {
	...TEXT_MESSAGES,
	username_invalid: {
		cs: 'Uživatelské jméno smí mít jen písmena, číslice a znaky . _ - @ +',
		en: 'A username may have only letters, digits and the characters . _ - @ +',
	},
	language_invalid: { cs: 'Tento jazyk neznáme.', en: 'This language is not known.' },
	email_invalid: { cs: 'Toto není e-mailová adresa.', en: 'This is not an e-mail address.' },
} as const satisfies Messages

/** One value that cannot be stored, as `values_invalid` lists them. */
export interface InvalidValue {
	field: string
	code: string
	message: string
}

/** A refusal that lists everything that is wrong at once. */
export function invalidValues(errors: readonly InvalidValue[]): AppError {
	return new AppError('values_invalid', { errors })
}

/** `missing` and `too_…` are codes of the field (`name_missing`), other rules are codes by themselves. */
export function invalidValue<Rule extends string>(
	messages: Readonly<Record<Rule, Record<UiLanguage, string>>>,
	rule: Rule,
	field: string,
	language: UiLanguage,
	max?: number,
): InvalidValue {
	const code = rule === 'missing' || rule.startsWith('too_') ? `${field}_${rule}` : rule
	return { field, code, message: messages[rule][language].replace('{max}', String(max)) }
}

/** What was typed, as it is stored; fields nobody sent are left out. @throws AppError values_invalid */
export function checkTexts<Name extends string>(
	fields: readonly (Field & { name: Name })[],
	typed: Readonly<Partial<Record<Name, string | null>>>,
	language: UiLanguage,
): Partial<Record<Name, string | null>> {
	const errors: InvalidValue[] = []
	const checked: Partial<Record<Name, string | null>> = {}
	for (const field of fields) {
		const text = typed[field.name]
		if (text === undefined) continue
		const value = (field.name === 'note' ? tidyLines(text) : tidyLine(text)) || null
		checked[field.name] = value
		const rule = brokenRule(field, value)
		if (rule) errors.push(invalidValue(MESSAGES, rule, field.name, language, field.max))
	}
	if (errors.length > 0) throw invalidValues(errors)
	return checked
}

/** A title or a name. @throws AppError values_invalid */
export function checkLine(field: string, typed: string, max: number, language: UiLanguage): string {
	const value = tidyLine(typed)
	if (value === '') throw invalidValues([invalidValue(TEXT_MESSAGES, 'missing', field, language)])
	if ([...value].length > max) throw invalidValues([invalidValue(TEXT_MESSAGES, 'too_long', field, language, max)])
	return value
}

function brokenRule(field: Field, value: string | null): keyof typeof MESSAGES | undefined {
	if (value === null) return field.required ? 'missing' : undefined
	if ([...value].length > field.max) return 'too_long'
	if (field.kind === 'email' && !isEmail(value)) return 'email_invalid'
	if (field.kind === 'username' && !isUsername(value)) return 'username_invalid'
	if (field.kind === 'language' && !(LANGUAGES as readonly string[]).includes(value)) return 'language_invalid'
	return undefined
}
