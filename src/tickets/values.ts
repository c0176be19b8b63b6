import type { UiLanguage } from '../contract/fields.ts'
import { TAGS_PER_TICKET } from '../contract/tickets.ts'
import type { AppError } from '../errors.ts'
import { checkLine as checkText, invalidValue, invalidValues, type Messages, TEXT_MESSAGES } from '../values/check.ts'
import { plainLines, tidyLine } from '../values/tidy.ts'

const MAX = { subject: 300, body: 100_000, tag: 50, name: 100 }

/** A letter may be sent as itself and two marks, a line break as two characters; nothing grows longer than that. */
const LONGEST_SPELLING = 3

const MESSAGES = {
	...TEXT_MESSAGES,
	too_many: { cs: 'Je jich příliš mnoho; nejvýše {max}.', en: 'These are too many; at most {max}.' },
	requester_unknown: { cs: 'Vyberte zákazníka, za kterého požadavek zakládáte.', en: 'Choose the customer it is for.' },
	state_unknown: { cs: 'Tento stav neexistuje nebo je vypnutý.', en: 'This state does not exist or is switched off.' },
	group_unknown: {
		cs: 'Tato skupina neexistuje nebo je vypnutá.',
		en: 'This group does not exist or is switched off.',
	},
	assignee_unknown: { cs: 'Řešitelem může být jen aktivní operátor.', en: 'Only an active operator can be assigned.' },
	attachment_unknown: {
		cs: 'Některá příloha se nedonahrála nebo už je jinde. Přiložte ji znovu.',
		en: 'An attachment did not arrive whole or is used elsewhere. Attach it again.',
	},
} as const satisfies Messages

type Rule = keyof typeof MESSAGES

/** Refuses one field. */
export function invalid(field: string, rule: Rule, language: UiLanguage, max?: number): AppError {
	return invalidValues([invalidValue(MESSAGES, rule, field, language, max)])
}

/** A title or name as it is stored. @throws AppError values_invalid */
export function checkLine(field: 'subject' | 'name', typed: string, language: UiLanguage): string {
	return checkText(field, typed, MAX[field], language)
}

/** What somebody wrote, as plain text: nothing in it is markup, here or on the way out. @throws AppError values_invalid */
export function checkBody(typed: string, language: UiLanguage, mayBeEmpty = false): string {
	if (typed.length > MAX.body * LONGEST_SPELLING) throw invalid('body', 'too_long', language, MAX.body)
	const value = plainLines(typed).replace(/^\n+/, '').trimEnd()
	if (value === '' && !mayBeEmpty) throw invalid('body', 'missing', language)
	if (value.length > MAX.body) throw invalid('body', 'too_long', language, MAX.body)
	return value
}

/** Each once, in lower case and in order, so that a tag is one tag however it is typed. @throws AppError values_invalid */
export function checkTags(typed: readonly string[], language: UiLanguage): string[] {
	const tags = new Set(typed.map(tidyTag).filter((tag) => tag !== ''))
	if (tags.size > TAGS_PER_TICKET) throw invalid('tags', 'too_many', language, TAGS_PER_TICKET)
	for (const tag of tags) if ([...tag].length > MAX.tag) throw invalid('tags', 'too_long', language, MAX.tag)
	return [...tags].sort()
}

export function tidyTag(typed: string): string {
	return tidyLine(typed).toLowerCase()
}

/** What somebody looks for, as PostgreSQL takes it: it knows no NUL and no half characters. */
export function tidySearch(typed: string): string {
	return typed.toWellFormed().replaceAll('\0', ' ')
}
