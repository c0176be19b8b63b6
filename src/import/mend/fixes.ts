import { FIELDS, type Field, type Target } from '../../contract/fields.ts'
import type { FixName, FixParams } from '../../contract/mending.ts'
import { splitEmails } from '../../values/email.ts'
import { PLACEHOLDER_DOMAIN } from '../../values/placeholder-email.ts'
import { withMeantDomain } from '../values/email-domains.ts'
import { LISTS } from '../values/lists.ts'
import { usernameFromEmail, usernameFromName } from '../values/username.ts'
import { cellFixesFor, createCure } from './cell-fixes.ts'
import type { Mending, StagedRow, StagedValues } from './cells.ts'
import { isBreach } from './seen.ts'
import { proposeUsername } from './shared-username.ts'

/** A cause: all rows with one code at one field. Without a code, a whole column. */
export interface Cause {
	code: string | null
	field: string | null
}

/** What one fix makes of a row of the cause; undefined when it does not help there. */
export type Mend = (row: Pick<StagedRow, 'line' | 'values'>) => Mending | undefined

const REQUIRED = { companies: ['name'], users: ['username', 'email'] }

export const FIX_PARAMS: Partial<Record<FixName, (keyof FixParams)[]>> = {
	replace: ['search', 'replacement'],
	set: ['value'],
	map_values: ['values'],
}

/** Fields a fix sets besides the one of its cause. */
export const FIX_ALSO: Partial<Record<FixName, string[]>> = { first_address: ['note'] }

/** The fixes that make sense for a cause, the surest first. */
export function fixesFor(target: Target, { code, field }: Cause): FixName[] {
	if (code === null) {
		if (field === null) return ['skip']
		return field === 'email' ? ['email_domain', 'replace'] : ['replace']
	}
	if (field === null || isBreach(code)) return ['accept', 'skip']
	const fixes: FixName[] = [...new Set(cellFixesFor(code).map(({ fix }) => fix))]
	if (field in LISTS && code.endsWith('_invalid')) fixes.push('map_values')
	if (code.startsWith('username_') && (code.endsWith('_repeated') || code.endsWith('_taken'))) fixes.push('number')
	if (code === 'username_missing' || code === 'username_invalid')
		fixes.push('username_from_name', 'username_from_email')
	if (code === 'email_missing' || code === 'email_invalid') fixes.push('placeholder_email')
	if (code.endsWith('_repeated')) fixes.push('keep_first', 'keep_last')
	if (!code.endsWith('_missing')) fixes.push('replace')
	fixes.push('set')
	if (!code.endsWith('_missing') && !REQUIRED[target].includes(field)) fixes.push('empty')
	return [...fixes, 'skip']
}

/** @returns undefined when the fix cannot be applied to this cause with these params */
export function mendOf(target: Target, cause: Cause, fix: FixName, params: FixParams): Mend | undefined {
	if (fix === 'skip' || fix === 'keep_first' || fix === 'keep_last') {
		return ({ line }) => ({ line, cells: {}, action: 'skip' })
	}
	if (fix === 'accept') return ({ line }) => ({ line, cells: {}, action: 'accept' })
	const field = FIELDS[target].find(({ name }) => name === cause.field)
	if (!field) return undefined
	const change = NUMBERING[fix] ?? cellChange(cause, fix, params, field)
	if (!change) return undefined
	const number = NUMBERING[fix] ? ([field.name] as Mending['number']) : undefined
	return ({ line, values }) => {
		const value = change(values)
		if (value === undefined || (value === values[field.name] && !number)) return undefined
		const cells = { [field.name]: value, ...(fix === 'first_address' ? otherAddresses(values) : {}) }
		return { line, cells, action: 'set', ...(number ? { number } : {}) }
	}
}

/** What stood beside the first address stays in the note, as when a column of several is taken apart. */
function otherAddresses({ email, note }: StagedValues): StagedValues {
	const others = splitEmails(email!)?.others.join(', ') ?? email!
	return others === '' ? {} : { note: note ? `${note}\n${others}` : others }
}

type Change = (values: StagedValues) => string | null | undefined

/** Values that are made for a person, and get a number where somebody has them. */
const NUMBERING: Partial<Record<FixName, Change>> = {
	number: ({ username }) => username ?? undefined,
	username_from_name: ({ first_name, last_name }) => usernameFromName(first_name, last_name),
	username_from_email: ({ email }) => (email ? usernameFromEmail(email) : undefined),
	username_by_company: proposeUsername,
	placeholder_email({ first_name, last_name, username }) {
		const local = usernameFromName(first_name, last_name) ?? usernameFromName(username) ?? 'kontakt'
		return `${local.slice(0, 64).replace(/\.$/, '')}@${PLACEHOLDER_DOMAIN}`
	},
}

function cellChange({ code }: Cause, fix: FixName, params: FixParams, field: Field): Change | undefined {
	const { name } = field
	const { value, search, replacement = '', values: meant } = params
	if (fix === 'empty') return () => null
	if (fix === 'set') return value === undefined ? undefined : () => value
	if (fix === 'map_values') {
		if (!meant || !(name in LISTS)) return undefined
		// Not `meant[cell]`: a cell may say "constructor".
		const byValue = new Map(Object.entries(meant))
		return (values) => (values[name] == null ? undefined : byValue.get(values[name]))
	}
	if (fix === 'replace') {
		if (!search) return undefined
		return (values) => (values[name]?.includes(search) ? values[name].replaceAll(search, () => replacement) : undefined)
	}
	if (code === null) {
		return fix === 'email_domain' ? (values) => withMeantDomain(values[name] ?? '') : undefined
	}
	const rules = cellFixesFor(code).filter((rule) => rule.fix === fix)
	const cures = createCure(code, field)
	return (values) => {
		for (const { change } of rules) {
			const changed = values[name] ? change(values[name], values, field) : undefined
			if (changed !== undefined && cures(changed, values)) return changed
		}
		return undefined
	}
}

export function choicesOf(field: string | null): string[] {
	return field === null ? [] : [...(LISTS[field]?.codes ?? [])]
}
