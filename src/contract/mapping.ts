import { FIELDS, type Target, type UserField } from './fields.ts'

/** A column whose cells are taken apart into several fields. */
export interface Split {
	/** Every field it may fill. */
	fills: readonly UserField[]
	/** Of these, the ones no other column can be mapped to. */
	owns: readonly UserField[]
}

const NAME: Split = {
	fills: ['title_before', 'first_name', 'last_name', 'title_after'],
	owns: ['first_name', 'last_name'],
}

/**
 * What a column of a users file can be mapped to besides a field: whole names, in the order in which names without
 * any other sign stand, and cells with several phone numbers.
 */
export const SPLITS = {
	full_name: NAME,
	full_name_last_first: NAME,
	phones: { fills: ['phone', 'mobile'], owns: ['phone'] },
} as const satisfies Record<string, Split>
export type SplitName = keyof typeof SPLITS

export function isSplit(mapped: string | null): mapped is SplitName {
	return mapped !== null && Object.hasOwn(SPLITS, mapped)
}

/** What a column of the target can be mapped to, in the order it is offered in. */
export function mappable(target: Target): string[] {
	return FIELDS[target].flatMap(({ name }) => (target === 'users' ? [...splitsOf(name), name] : [name]))
}

function splitsOf(field: string): string[] {
	return Object.keys(SPLITS).filter((name) => isSplit(name) && SPLITS[name].owns[0] === field)
}

/** The fields that columns with this mapping fill, each once. */
export function filledFields(mapping: readonly (string | null)[]): string[] {
	return [...new Set(mapping.flatMap((mapped) => (mapped === null ? [] : fills(mapped))))]
}

/** What stands between the values of several columns in one field; undefined: the field takes one column only. */
export function joinOf(target: Target, field: string): string | undefined {
	return FIELDS[target].find(({ name }) => name === field)?.join
}

/** Whether one column may be mapped to `a` while another one is mapped to `b`. */
export function standsWith(target: Target, a: string, b: string): boolean {
	if (a === b) return joinOf(target, a) !== undefined
	return !owns(a).some((field) => owns(b).includes(field))
}

function fills(mapped: string): readonly string[] {
	return isSplit(mapped) ? SPLITS[mapped].fills : [mapped]
}

function owns(mapped: string): readonly string[] {
	return isSplit(mapped) ? SPLITS[mapped].owns : [mapped]
}
