import { FIELDS, type Target } from '../contract/fields.ts'

/** A column of the staged table, in the order of `MappedRow.values`. */
export interface StagedColumn {
	name: string
	/** `'t'` or `'f'`, never null: what the mapper knows about a value beside it. Otherwise the text of a field. */
	mark: boolean
}

/**
 * All fields of the target in the contract's order. Users have three marks more: `email_placeholder`
 * (R7), and `username_generated` and `email_generated`, whose collisions `check.ts` numbers.
 */
export function stagedColumns(target: Target): readonly StagedColumn[] {
	return STAGED[target]
}

export const STAGED: Readonly<Record<Target, readonly StagedColumn[]>> = {
	companies: FIELDS.companies.map(({ name }) => ({ name, mark: false })),
	users: [
		...FIELDS.users.map(({ name }) => ({ name, mark: false })),
		...['email_placeholder', 'username_generated', 'email_generated'].map((name) => ({ name, mark: true })),
		// What the list is ordered and searched by; null where SQL computes it.
		...['sort_key', 'words', 'phone_words'].map((name) => ({ name, mark: false })),
	],
}

/** Position of a column in `MappedRow.values`. @throws for a column the target does not have */
export function slotOf(target: Target, column: string): number {
	const slot = STAGED[target].findIndex(({ name }) => name === column)
	if (slot < 0) throw new Error(`${target} have no field "${column}"`)
	return slot
}
