import type { Target } from '../../contract/fields.ts'
import { type Facts, share } from './facts.ts'
import { type Concept, conceptOfTight, foldHeader } from './headers.ts'
import { similarConcept } from './similar.ts'

/** Concepts only one of the targets has. A person may have a company, so that one tells nothing. */
const TELLING: Readonly<Record<Target, readonly Concept[]>> = {
	companies: ['registration_number', 'vat_number', 'tax_id', 'street', 'postal_code', 'data_box'],
	users: [
		'username',
		'first_name',
		'last_name',
		'full_name',
		'title_before',
		'title_after',
		'mobile',
		'position',
		'role',
		'active',
	],
}

/** What a file with these headers, and facts of its columns, holds; undefined: could be either, or neither. */
export function guessTarget(headers: readonly string[], facts: readonly Facts[] = []): Target | undefined {
	const concepts = new Set(headers.map((header) => conceptOfTight(header) ?? similarConcept(header)))
	// Nobody but a person has a user name, and hardly anything else a surname.
	if (concepts.has('username') || concepts.has('last_name')) return 'users'
	if (namesPeopleOfCompanies(headers)) return 'users'
	const count = (target: Target) => TELLING[target].filter((concept) => concepts.has(concept)).length
	const companies = count('companies') + namesCompany(headers, concepts)
	const users = count('users') + (concepts.has('email') ? 0.25 : 0)
	// An e-mail column alone is in files of either.
	if (companies !== users && Math.max(companies, users) >= 0.5) return companies > users ? 'companies' : 'users'
	return concepts.has('name') && namesLegalForms(headers, facts) ? 'companies' : undefined
}

/** „IČO firmy“ beside a person's own name: the row is not the company's. „Kontaktní osoba“ may stand in either. */
function namesPeopleOfCompanies(headers: readonly string[]): boolean {
	const folded = headers.map(foldHeader)
	return folded.some((header) => OWN_NAME.test(header)) && folded.some((header) => NUMBER_OF_COMPANY.test(header))
}
const OWN_NAME =
	/^((cele |krestni |krstne )?(jmeno|meno)( a)?( (prijmeni|priezvisko))?|(prijmeni|priezvisko)( a)? (jmeno|meno))$/
const NUMBER_OF_COMPANY = /^(ico?|dic|ic dph) (firmy|spolecnosti|spolocnosti|organizace|organizacie|zamestnavatel[ea])$/

/** `Name;E-mail` is of companies when some of the names end as those of companies do. */
function namesLegalForms(headers: readonly string[], facts: readonly Facts[]): boolean {
	const name = headers.findIndex((header) => conceptOfTight(header) === 'name')
	return facts[name] !== undefined && share(facts[name], 'legalForms') >= 0.3
}

function namesCompany(headers: readonly string[], concepts: ReadonlySet<Concept | undefined>): number {
	if (concepts.has('company')) return 0.5
	if (!concepts.has('name')) return 0
	// „Název“ is never a person, "name" is one as often as not.
	return headers.some((header) => foldHeader(header) === 'name') ? 0.25 : 0.5
}
