import { FIELDS, type Target } from '../../contract/fields.ts'
import { type Counts, type Import, type ImportOptions, type ImportState, KEYS } from '../../contract/imports.ts'
import { filledFields, standsWith } from '../../contract/mapping.ts'

export const STEPS = ['file', 'columns', 'check', 'result'] as const
export type Step = (typeof STEPS)[number]

const STEP_OF: Record<ImportState, Step> = {
	uploading: 'file',
	inspecting: 'file',
	failed: 'file',
	mapping: 'columns',
	staging: 'check',
	checking: 'check',
	ready: 'check',
	refused: 'check',
	committing: 'result',
	committed: 'result',
	undoing: 'result',
	undone: 'result',
	cancelled: 'result',
}

/** The first step that still needs somebody: the least advanced file decides. */
export function stepOf(imports: Pick<Import, 'state'>[]): Step {
	const steps = imports.map((item) => STEPS.indexOf(STEP_OF[item.state]))
	return STEPS[Math.min(...steps, STEPS.length - 1)] ?? 'file'
}

export type Noun = 'companies' | 'contacts' | 'operators' | 'admins' | 'users' | 'groups'

/** What the rows of an import are called: by the role chosen for all, or just people when a column says it. */
export function nounOf(item: Pick<Import, 'target' | 'constants' | 'mapping' | 'staff_rows'>): Noun {
	if (item.target === 'companies') return 'companies'
	// The constant then stands only for the column's empty cells.
	if (item.mapping.includes('role')) return item.staff_rows > 0 ? 'users' : 'contacts'
	if (item.constants.role === 'operator') return 'operators'
	if (item.constants.role === 'admin') return 'admins'
	return item.constants.role === 'customer' ? 'contacts' : 'users'
}

export type Planned = Pick<
	Import,
	'target' | 'constants' | 'mapping' | 'counts' | 'new_companies' | 'new_groups' | 'staff_rows' | 'missing' | 'options'
>

/** People first, as they are what one imports companies for. */
export function toWrite(imports: Planned[]): { noun: Noun; count: number }[] {
	const sums = new Map<Noun, number>()
	const add = (noun: Noun, count: number) => sums.set(noun, (sums.get(noun) ?? 0) + count)
	for (const item of imports.toReversed()) {
		add(nounOf(item), (item.counts?.created ?? 0) + (item.counts?.updated ?? 0))
		// People can bring companies and groups of their own, when that was asked for.
		if (item.new_companies > 0) add('companies', item.new_companies)
		if (item.new_groups.length > 0) add('groups', item.new_groups.length)
	}
	return [...sums].map(([noun, count]) => ({ noun, count })).filter((part) => part.count > 0)
}

/** What would be written, with changes of existing records apart from new ones. */
export function plannedParts(imports: Planned[]): {
	updated: number
	created: { noun: Noun; count: number }[]
	deactivated: number
} {
	const made = imports.map((item) => ({ ...item, counts: item.counts && { ...item.counts, updated: 0 } }))
	return {
		updated: total(imports, 'updated'),
		created: toWrite(made),
		deactivated: imports.reduce((sum, item) => sum + (item.options.missing === 'deactivate' ? item.missing : 0), 0),
	}
}

/** Whether records that exist change: then the sentences speak of changes. */
export function changesRecords(imports: Planned[]): boolean {
	const { updated, deactivated } = plannedParts(imports)
	return updated + deactivated > 0
}

export function writesAnything(imports: Planned[]): boolean {
	return toWrite(imports).length > 0 || changesRecords(imports)
}

export function total(imports: { counts: Counts | null }[], part: keyof Counts): number {
	return imports.reduce((sum, item) => sum + (item.counts?.[part] ?? 0), 0)
}

export function staffRows(imports: Pick<Import, 'staff_rows'>[]): number {
	return imports.reduce((sum, item) => sum + item.staff_rows, 0)
}

/** What one answer decides for all files of a run, and a file that joins it takes over. */
export function sharedOptions(imports: Pick<Import, 'target' | 'options'>[]): Partial<ImportOptions> {
	const [first] = imports
	if (!first) return {}
	const { options } = imports.find(({ target }) => target === 'users') ?? first
	const { missing_company, missing_group, usernames, placeholder_emails } = options
	return { on_error: first.options.on_error, missing_company, missing_group, usernames, placeholder_emails }
}

/** The field existing records are found by. */
export function keyOf(item: Pick<Import, 'target' | 'options'>): string {
	return item.options.match ?? KEYS[item.target][0]
}

/** Required fields that no column, constant or rule gives. Records that exist have theirs: there only the key is needed. */
export function missingFields(item: Pick<Import, 'target' | 'mapping' | 'constants' | 'options'>): string[] {
	const needed = (name: string, required: boolean) => (item.options.mode === 'create' ? required : name === keyOf(item))
	const filled = filledFields(item.mapping)
	return FIELDS[item.target]
		.filter((field) => needed(field.name, field.required ?? false))
		.filter((field) => !filled.includes(field.name) && !(field.name in item.constants))
		.map((field) => field.name)
		.filter((name) => !(name === 'username' && item.options.usernames !== 'given'))
		.filter((name) => !(name === 'email' && item.options.placeholder_emails))
}

/** The mapping after one column got a field. Columns that cannot be imported beside it give theirs up. */
export function assign(
	{ target, mapping }: Pick<Import, 'target' | 'mapping'>,
	index: number,
	field: string | null,
): (string | null)[] {
	return mapping.map((current, at) => {
		if (at === index) return field
		return field === null || current === null || standsWith(target, field, current) ? current : null
	})
}

/** The columns of the rows table: what a person knows a record by comes first, and only what is imported. */
const SHOWN: Record<Target, string[]> = {
	companies: ['name', 'registration_number', 'city', 'email', 'phone', 'external_id'],
	users: ['username', 'email', 'first_name', 'last_name', 'company', 'role'],
}

export function shownFields(item: Pick<Import, 'target' | 'mapping' | 'options'>): string[] {
	const made = (name: string) =>
		(name === 'username' && item.options.usernames !== 'given') || (name === 'email' && item.options.placeholder_emails)
	const filled = filledFields(item.mapping)
	return SHOWN[item.target].filter((name) => filled.includes(name) || made(name)).slice(0, 5)
}
