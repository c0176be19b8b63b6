import type { Target } from '../../contract/fields.ts'
import type { MappingReason } from '../../contract/imports.ts'
import { standsWith } from '../../contract/mapping.ts'
import { belonging } from './belonging.ts'
import { type Facts, hasLegalForm, share } from './facts.ts'
import { type Concept, conceptOf, conceptOfTight, FIELD_OF } from './headers.ts'
import { profileField } from './profiles.ts'
import { similarConcept } from './similar.ts'
import { holdsWholeNames, nameShare, wholeName } from './whole-names.ts'

/** What a proposal is made from. */
export interface SeenColumn {
	header: string
	filled: number
	facts: Facts
}

export interface Proposal {
	field: string | null
	reason: MappingReason | null
}

/**
 * A field for each column, or null where nothing is certain. The surest reasons
 * choose first over all columns, so that a likeness never takes a field from a
 * column that has its name. A field is proposed once; of columns with one header
 * the first has it, unless it is empty and a later one is not.
 */
export function propose(columns: readonly SeenColumn[], target: Target): Proposal[] {
	const proposals: Proposal[] = columns.map(() => ({ field: null, reason: null }))
	const taken = new Set<string>()
	const concepts = columns.map((column) => conceptOf(column.header) ?? conceptOfTight(column.header))
	for (const { reason, find } of STEPS) {
		const wanted = new Map<string, number>()
		for (const [index, column] of columns.entries()) {
			if (proposals[index]!.field !== null) continue
			const field = find(column, target, columns, concepts)
			if (field === undefined || !isFree(target, taken, field)) continue
			const rival = wanted.get(field)
			if (rival === undefined || (columns[rival]!.filled === 0 && column.filled > 0)) wanted.set(field, index)
		}
		for (const [field, index] of wanted) {
			if (!isFree(target, taken, field)) continue
			proposals[index] = { field, reason }
			taken.add(field)
		}
	}
	for (const { index, field } of belonging(columns, proposals)) proposals[index] = { field, reason: 'joined' }
	return proposals
}

function isFree(target: Target, taken: ReadonlySet<string>, field: string): boolean {
	return [...taken].every((other) => other !== field && standsWith(target, other, field))
}

type Step = (
	column: SeenColumn,
	target: Target,
	all: readonly SeenColumn[],
	concepts: (Concept | undefined)[],
) => string | undefined

const STEPS: { reason: MappingReason; find: Step }[] = [
	{
		reason: 'same_name',
		find: (column, target, all, concepts) => settled(conceptOf(column.header), column, target, all, concepts),
	},
	{
		reason: 'same_name_without_spaces',
		find: (column, target, all, concepts) => settled(conceptOfTight(column.header), column, target, all, concepts),
	},
	{
		reason: 'profile',
		find: (column, target, all) =>
			profileField(
				column.header,
				target,
				all.map(({ header }) => header),
			),
	},
	{ reason: 'content', find: (column, target) => fieldByContent(column, target) },
	{ reason: 'similar_name', find: (column, target) => fieldByLikeness(column, target) },
]

/** The field of a concept, after what its header alone cannot tell was looked up in the data. */
function settled(
	concept: Concept | undefined,
	column: SeenColumn,
	target: Target,
	all: readonly SeenColumn[],
	concepts: (Concept | undefined)[],
): string | undefined {
	if (!concept) return undefined
	const field = FIELD_OF[target][concept]
	const { facts } = column
	if (target === 'users' && holdsWholeNames(concept, column, all, concepts)) return wholeName(column)
	if (concept === 'phone') return phoneField(column, target)
	if (concept === 'email') return emailField(column)
	if (concept === 'title_before' && /^(titul|title|titel)$/i.test(column.header.trim()) && facts.sampled > 0)
		return share(facts, 'titles') >= 0.5 ? field : positionUnlessNamed(target, concepts)
	if (concept === 'address' && target === 'companies' && isStreet(column, concepts)) return FIELD_OF.companies.street
	if (concept === 'vat_number' && isSlovakTaxNumber(column, all)) return undefined
	if (concept === 'country' && isState(column, all)) return undefined
	// Left to the content step, so that a column called IČO comes first.
	if (
		concept === 'external_id' &&
		holdsRegistrationNumbers(column, target) &&
		!concepts.includes('registration_number')
	)
		return undefined
	return field
}

/** Cells with several numbers are taken apart where a person has two fields for them. */
function phoneField({ facts }: SeenColumn, target: Target): string {
	return target === 'users' && facts.severalPhones > 0 ? 'phones' : 'phone'
}

/** A cell with several addresses is no address: as one, it would be refused. */
function emailField({ facts }: SeenColumn): string {
	return facts.severalEmails > 0 ? 'emails' : 'email'
}

function holdsRegistrationNumbers({ facts }: SeenColumn, target: Target): boolean {
	return target === 'companies' && share(facts, 'registrationNumbers') >= 0.8
}

function positionUnlessNamed(target: Target, concepts: (Concept | undefined)[]): string | undefined {
	return target === 'users' && !concepts.includes('position') ? 'position' : undefined
}

/** „Adresa“ is a street where no other column is one and nothing more stands in the cells. */
function isStreet({ facts }: SeenColumn, concepts: (Concept | undefined)[]): boolean {
	return facts.sampled > 0 && share(facts, 'wholeAddresses') <= 0.2 && !concepts.includes('street')
}

/** „Stát“ is a state of a country where another column is the country, and who knows what where no cell is one. */
function isState({ header, facts }: SeenColumn, all: readonly SeenColumn[]): boolean {
	if (!/^st[aá]t$/i.test(header.trim()) || facts.sampled === 0) return false
	const isCountry = (other: SeenColumn) => other.header !== header && conceptOf(other.header) === 'country'
	return all.some((other) => isCountry(other) && other.filled > 0) || share(facts, 'countries') < 0.3
}

/** In Slovakia „DIČ“ is the tax number; the VAT number is „IČ DPH“ beside it. */
function isSlovakTaxNumber(column: SeenColumn, all: readonly SeenColumn[]): boolean {
	const isDic = conceptOf(column.header) === 'vat_number' && !/dph/i.test(column.header)
	return (
		isDic &&
		all.some((other) => other !== column && /i[cč] ?dph/i.test(other.header)) &&
		share(column.facts, 'prefixedVatNumbers') < 0.5
	)
}

/** A column whose header says nothing, but whose cells do. */
function fieldByContent(column: SeenColumn, target: Target): string | undefined {
	const { header, facts } = column
	if (facts.sampled === 0) return undefined
	const concept = conceptOfTight(header)
	if (concept === 'external_id' || concept === 'short_name')
		return holdsRegistrationNumbers(column, target) ? 'registration_number' : undefined
	// „State“ is a country in Czech translations of English programs.
	if (concept === 'region') return target === 'companies' && share(facts, 'countries') >= 0.8 ? 'country' : undefined
	// A header we know says what it is, and it is no field of ours.
	if (concept) return undefined
	if (share(facts, 'emails') + share(facts, 'severalEmails') >= 0.8) return emailField(column)
	if (target === 'companies') {
		if (holdsRegistrationNumbers(column, target)) return 'registration_number'
		if (share(facts, 'vatNumbers') >= 0.8) return 'vat_number'
		if (share(facts, 'urls') >= 0.8) return 'website'
		if (share(facts, 'legalForms') >= 0.6) return 'name'
	}
	if (target === 'users' && share(facts, 'legalForms') >= 0.6) return 'company'
	if (share(facts, 'phones') + share(facts, 'severalPhones') >= 0.8) return phoneField(column, target)
	return target === 'users' && nameShare(facts) >= 0.6 ? wholeName(column) : undefined
}

function fieldByLikeness(column: SeenColumn, target: Target): string | undefined {
	const { header, facts } = column
	const concept = conceptOfTight(header) ? undefined : similarConcept(header)
	if (concept === 'full_name' && target === 'users') return nameShare(facts) >= 0.3 ? wholeName(column) : undefined
	const field = concept && FIELD_OF[target][concept]
	if (!field || facts.sampled === 0) return field
	// A likeness is a hint; cells that say otherwise outweigh it.
	if (field === 'email')
		return share(facts, 'emails') + share(facts, 'severalEmails') < 0.5 ? undefined : emailField(column)
	if ((field === 'phone' || field === 'mobile') && share(facts, 'phones') < 0.5) return undefined
	return field
}

/** Whether a column holds companies, by its header or by legal forms in the cells; used to warn when it is not mapped. */
export function looksLikeCompanies(column: { header: string; samples: readonly string[]; facts?: Facts }): boolean {
	if (conceptOfTight(column.header) === 'company') return true
	if (column.facts) return column.facts.sampled > 0 && share(column.facts, 'legalForms') >= 0.5
	const filled = column.samples.filter((sample) => sample.trim() !== '')
	return filled.length > 0 && filled.filter(hasLegalForm).length * 2 >= filled.length
}
