import { FIELDS, type FieldName, JOINS, type Join, type Target } from './fields.ts'

/** A column whose cells are taken apart into several fields. */
export interface Split {
	/** Every field it may fill. */
	fills: readonly FieldName[]
	/** Of these, the ones no other column can be mapped to. */
	owns: readonly FieldName[]
}

const NAME: Split = {
	fills: ['title_before', 'first_name', 'last_name', 'title_after'],
	owns: ['first_name', 'last_name'],
}

/**
 * What a column can be mapped to besides a field, where the target has all the fields it fills: whole names, in the
 * order in which names without any other sign stand, and cells with several phone numbers or addresses.
 */
export const SPLITS = {
	full_name: NAME,
	full_name_last_first: NAME,
	phones: { fills: ['phone', 'mobile'], owns: ['phone'] },
	emails: { fills: ['email', 'note'], owns: ['email'] },
} as const satisfies Record<string, Split>
export type SplitName = keyof typeof SPLITS

export function isSplit(mapped: string | null): mapped is SplitName {
	return mapped !== null && Object.hasOwn(SPLITS, mapped)
}

/** What a column of the target can be mapped to, in the order it is offered in. */
export function mappable(target: Target): string[] {
	return FIELDS[target].flatMap(({ name }) => [...splitsOf(target, name), name])
}

function splitsOf(target: Target, field: string): string[] {
	const isField = (filled: string) => FIELDS[target].some(({ name }) => name === filled)
	return Object.keys(SPLITS).filter(
		(name) => isSplit(name) && SPLITS[name].owns[0] === field && SPLITS[name].fills.every(isField),
	)
}

/** The fields that columns with this mapping fill, each once. */
export function filledFields(mapping: readonly (string | null)[]): string[] {
	return [...new Set(mapping.flatMap((mapped) => (mapped === null ? [] : fills(mapped))))]
}

/** Of these, the ones that no constant stands beside. */
export function ownedFields(mapping: readonly (string | null)[]): string[] {
	return [...new Set(mapping.flatMap((mapped) => (mapped === null ? [] : owns(mapped))))]
}

/** What may stand between the values of several columns in one field, the usual one first; none: it takes one column only. */
export function joinsOf(target: Target, field: string): readonly Join[] {
	return FIELDS[target].find(({ name }) => name === field)?.joins ?? []
}

/** What a person chose to stand between them, by field; else the usual one does. */
export type JoinWith = Readonly<Record<string, Join>>

/** The text between the values of several columns in a field that has `joinsOf`. */
export function textBetween(target: Target, field: string, chosen: JoinWith): string {
	return JOINS[chosen[field] ?? joinsOf(target, field)[0] ?? 'space']
}

/** Whether one column may be mapped to `a` while another one is mapped to `b`. */
export function standsWith(target: Target, a: string, b: string): boolean {
	if (a === b) return joinsOf(target, a).length > 0
	return !owns(a).some((field) => owns(b).includes(field))
}

function fills(mapped: string): readonly string[] {
	return isSplit(mapped) ? SPLITS[mapped].fills : [mapped]
}

function owns(mapped: string): readonly string[] {
	return isSplit(mapped) ? SPLITS[mapped].owns : [mapped]
}
