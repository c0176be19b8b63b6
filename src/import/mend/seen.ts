import { FIELDS, type Target } from '../../contract/fields.ts'
import { stagedColumns } from '../slots.ts'
import type { RowIssue } from '../types.ts'

/** Fields whose values other rows and records are compared by. */
export const KEY_FIELDS = {
	companies: ['name', 'registration_number', 'external_id'],
	users: ['username', 'email', 'external_id'],
} as const

/** What a person is ordered and searched by is made of these, and so are usernames and placeholder addresses. */
const PERSON = ['username', 'email', 'first_name', 'last_name']
/** So are the words of their numbers. */
const PHONES = ['phone', 'mobile']

/** Fields that rules look at together: whoever changes one has to see the others. */
const TOGETHER: Readonly<Record<Target, readonly (readonly string[])[]>> = {
	companies: [KEY_FIELDS.companies, ['postal_code', 'country']],
	users: [[...KEY_FIELDS.users, 'company'], PERSON, PHONES],
}

/**
 * The fields that have to be loaded to change these and judge the row again. A step can be over a million
 * rows, and does not carry around the fields it has nothing to do with.
 */
export function fieldsSeen(target: Target, changed: readonly string[]): readonly string[] {
	const groups = TOGETHER[target].filter((group) => group.some((name) => changed.includes(name)))
	const seen = new Set([...changed, ...groups.flat()])
	return allFields(target).filter((name) => seen.has(name))
}

export function allFields(target: Target): string[] {
	return FIELDS[target].map(({ name }) => name)
}

/** Columns of the staged table that go with the fields: marks and what is computed, beside all of what they are made of. */
export function columnsSeen(target: Target, fields: readonly string[]) {
	const isField = (name: string) => FIELDS[target].some((field) => field.name === name)
	return stagedColumns(target).filter(({ name }) => {
		if (isField(name)) return fields.includes(name)
		return name === 'phone_words' ? arePhonesSeen(fields) : isPersonSeen(fields)
	})
}

export function isPersonSeen(fields: readonly string[]): boolean {
	return PERSON.every((name) => fields.includes(name))
}

export function arePhonesSeen(fields: readonly string[]): boolean {
	return PHONES.every((name) => fields.includes(name))
}

const BREACHES = ['too_many_fields', 'too_few_fields', 'quote_not_closed', 'text_after_quote', 'undecodable']

/** Something is wrong with how the record is written: no rule speaks about such a row, and mending it reads all of it. */
export function hasBreach(issues: readonly RowIssue[]): boolean {
	return issues.some(({ code }) => isBreach(code))
}

export function isBreach(code: string): boolean {
	return BREACHES.includes(code)
}
