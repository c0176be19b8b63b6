import { type Concept, conceptOfTight } from './headers.ts'
import { numberedConcept } from './similar.ts'

/** What is written into a field behind what its own column has: `Dlouhá` and `12`, `Jan` and `Amos`. */
const BELONGS: Partial<Record<Concept, string>> = { house_number: 'street', middle_name: 'first_name' }

/**
 * Columns that hold the rest of a field another column was proposed for and stand behind it: one before it would be
 * joined in front. Of house numbers and middle names the first; of `Poznámka 1`, `Poznámka 2` all.
 */
export function belonging(
	columns: readonly { header: string }[],
	proposals: readonly { field: string | null }[],
): { index: number; field: string }[] {
	const taken = new Set<string>()
	return columns.flatMap(({ header }, index) => {
		if (proposals[index]!.field !== null) return []
		const concept = conceptOfTight(header)
		const field = numberedConcept(header) === 'note' ? 'note' : concept && BELONGS[concept]
		const main = proposals.findIndex((proposal) => proposal.field === field)
		if (!field || main < 0 || main > index || taken.has(field)) return []
		if (field !== 'note') taken.add(field)
		return [{ index, field }]
	})
}
