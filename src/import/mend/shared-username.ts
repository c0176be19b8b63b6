import { companyKeys } from '../values/company-name.ts'
import { fold } from '../values/fold.ts'
import { usernameFromName } from '../values/username.ts'
import type { StagedValues } from './cells.ts'

/** Enough to tell companies apart and short enough to be typed. */
const COMPANY_LENGTH = 30

/** R4: `novak.firma-a`, a username for a person under one of several companies. */
export function proposeUsername({ username, email, last_name, company }: StagedValues): string | undefined {
	const local = email?.replace(/@.*/s, '')
	const person = usernameFromName(last_name) ?? usernameFromName(local) ?? usernameFromName(username)
	const under = company ? slug(company) : ''
	if (!person) return under || undefined
	return under ? `${person}.${under}` : person
}

/** `Firma A, s.r.o.` → `firma-a`. */
function slug(company: string): string {
	return fold(companyKeys(company).core)
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, COMPANY_LENGTH)
		.replace(/^-|-$/g, '')
}
