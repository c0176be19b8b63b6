import type { SplitName } from '../../contract/mapping.ts'
import { type Facts, share } from './facts.ts'
import { type Concept, foldHeader } from './headers.ts'

interface Seen {
	header: string
	filled: number
	facts: Facts
}

/**
 * Whether a column of a users file whose header is known holds whole names: programs keep them in „Jméno“, people under
 * „Zákazník“ or „Uživatel“. Beside a column of last names it says the same again.
 */
export function holdsWholeNames(
	concept: Concept,
	{ header, facts }: Seen,
	all: readonly Seen[],
	concepts: readonly (Concept | undefined)[],
): boolean {
	const isUnknown = facts.sampled === 0
	if (concepts.some((other, at) => other === 'last_name' && (all[at]!.filled > 0 || isUnknown))) return false
	if (concept === 'first_name') return share(facts, 'severalWords') > 0.5
	if (concept === 'full_name') return isUnknown || share(facts, 'severalWords') >= 0.5
	if (concept === 'name') return isUnknown || nameShare(facts) >= 0.3
	if (!ANYBODY.test(foldHeader(header))) return false
	const isNamed = concepts.some((other) => other === 'first_name' || other === 'full_name' || other === 'name')
	return !isNamed && nameShare(facts) >= 0.5 && share(facts, 'legalForms') < 0.2
}

/** Words for a customer, who may be a company or a person, and for a user, who may have a username there or a name. */
const ANYBODY = /^(klient|zakaznik|odberatel|partner|customer|client|kunde|uzivatel|pouzivatel|user|benutzer)$/

/** In the order most of the names have that show one, else in that of the header's words. */
export function wholeName({ header, facts }: Seen): SplitName {
	const { namesFirstLast, namesLastFirst } = facts
	const isLastFirst =
		namesFirstLast === namesLastFirst ? LAST_NAME_FIRST.test(foldHeader(header)) : namesLastFirst > namesFirstLast
	return isLastFirst ? 'full_name_last_first' : 'full_name'
}

const LAST_NAME_FIRST = /^(prijmeni|priezvisko|surname|last name|nachname|nazwisko) /

/** Of the cells, those that certainly are names of people. */
export function nameShare(facts: Facts): number {
	return share(facts, 'namesFirstLast') + share(facts, 'namesLastFirst')
}
