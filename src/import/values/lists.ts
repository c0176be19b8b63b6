import { LANGUAGES, ROLES } from '../../contract/fields.ts'
import { parseActive } from './active.ts'
import { parseLanguage } from './language.ts'
import { parseRole } from './role.ts'

/** A field whose cells are one of a few values, which people write in many ways. */
interface List {
	/** As they are kept. */
	codes: readonly string[]
	/** What a clean cell means; undefined: nobody knows. */
	parse(value: string): string | undefined
}

const FLAG: List = { codes: ['t', 'f'], parse: asFlag }

export const LISTS: Readonly<Record<string, List>> = {
	role: { codes: ROLES, parse: parseRole },
	language: { codes: LANGUAGES, parse: parseLanguage },
	active: FLAG,
	company_tickets: FLAG,
}

/** Field of a list → value as the file has it, cleaned → a code of the list, or '' for no value. */
export type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>

function asFlag(value: string): string | undefined {
	const active = parseActive(value)
	if (active === undefined) return undefined
	return active ? 't' : 'f'
}
