import { sql } from 'kysely'
import type { CompanyDecision, CompanyFate, MendingSums, NamedCompany, Step } from '../../contract/mending.ts'
import { texts } from '../../db/arrays.ts'
import type { Db } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { getImport } from '../queries.ts'
import { companyNames } from '../resolve.ts'
import { companiesTable, hasCompanies, stagedTable } from '../staged.ts'
import { indexForMending } from '../staged-indexes.ts'
import { createSuggester } from '../suggest.ts'
import { inChunks } from './apply.ts'
import { type DecisionParams, findDecision, keepDecision, nameKey } from './decisions.ts'
import { createStep, finishStep } from './journal.ts'
import { doAll, onRun, sumsOf } from './steps.ts'

export const COMPANY_STATES = ['unknown', 'ambiguous', 'decided', 'all'] as const
export type CompanyState = (typeof COMPANY_STATES)[number]

interface Found {
	value: string
	spellings: string[]
	line: number
	fate: CompanyFate
	decision: CompanyDecision | null
	remembered: CompanyDecision | null
	company_id: number | null
	candidates: string[]
	rows: number
}

/** The names of a users file in the order of the file, each once however it is spelled. */
export async function listCompanies(
	db: Db,
	importId: number,
	page: { state: CompanyState; after: number; limit: number },
): Promise<NamedCompany[]> {
	if (!(await hasCompanies(db, importId))) return []
	const { target } = await getImport(db, importId)
	await indexForMending(db, importId, target)
	const found = await findNames(db, importId, stateOf(page.state), sql`having min(line) > ${page.after}`, page.limit)
	return withNames(db, found)
}

/**
 * Decides once what a name nobody has means, for all rows with it; null takes the decision away.
 * @throws AppError not_found for a name or a company that is not there
 */
export async function decideCompany(
	db: Db,
	importId: number,
	{ value, decision, company_id }: { value: string; decision: CompanyDecision | null; company_id: number | null },
	personId: number | null,
): Promise<{ company: NamedCompany; step: Step | null; import: MendingSums }> {
	if (!(await hasCompanies(db, importId))) throw new AppError('not_found')
	if (decision === 'link' && !(await isCompany(db, company_id))) throw new AppError('company_unknown')
	const { name_key, step } = await onRun(db, importId, async (tx, run, found) => {
		const { rows } = await sql<{ name_key: string }>`
			select ${nameKey} as name_key
			from (
				select value, match_key from ${companiesTable(importId)} where value = ${value}
				union all
				select value, name_key from import_companies where import_id = ${importId} and value = ${value}
			) known
			limit 1
		`.execute(tx)
		const [known] = rows
		if (!known) throw new AppError('not_found')
		const { name_key } = known
		const previous = await findDecision(tx, importId, name_key)
		const decided = decision && { decision, company_id: decision === 'link' ? company_id : null, remembered: false }
		const params: DecisionParams = { value, name_key, decision, company_id: decided?.company_id ?? null, previous }
		const named = { kind: 'company', code: null, field: 'company', fields: [], created_by: personId } as const
		const stepId = await createStep(tx, { import_id: importId, ...named, params: { ...params } })
		const spellings = await keepDecision(tx, run, found, { value, name_key }, decided)
		const { rows: lines } = await sql<{ line: number }>`
			select line from ${stagedTable(importId)} where company = any(${texts(spellings)}) and not skipped order by line
		`.execute(tx)
		if (decision === 'skip') {
			await doAll(tx, run, found, stepId, {
				chunks: inChunks([lines.map(({ line }) => line)]),
				mending: (row) => ({ line: row.line, cells: {}, action: 'skip' }),
			})
		}
		return { name_key, step: await finishStep(tx, stepId, lines.length) }
	})
	const found = await findNames(db, importId, sql`${nameKey} = ${name_key}`, sql``, 1)
	// Rows that were left out have no name any more.
	const left = {
		value,
		spellings: [value],
		line: 0,
		decision,
		remembered: null,
		company_id: null,
		candidates: [],
		rows: 0,
	}
	const [company] = await withNames(db, found.length > 0 ? found : [{ ...left, fate: 'skip' }])
	return { company: company!, step, import: await sumsOf(db, importId) }
}

function stateOf(state: CompanyState) {
	const states = {
		unknown: sql`fate = 'unknown'`,
		ambiguous: sql`fate = 'ambiguous'`,
		decided: sql`decision is not null`,
		all: sql`true`,
	}
	return states[state]
}

async function findNames(
	db: Db,
	importId: number,
	when: ReturnType<typeof stateOf>,
	having: ReturnType<typeof stateOf>,
	limit: number,
): Promise<Found[]> {
	const { rows } = await sql<Found>`
		select named.value, named.spellings, named.line, named.fate, named.decision, named.company_id, named.candidates,
		       d.decision as remembered, (
		         select count(*) from ${stagedTable(importId)} s where s.company = any(named.spellings) and not s.skipped
		       ) as rows
		from (
			select ${nameKey} as name_key, (array_agg(value order by line))[1] as value, array_agg(value order by line) as spellings,
			       min(line) as line, (array_agg(fate order by line))[1] as fate,
			       (array_agg(decision order by line))[1] as decision,
			       (array_agg(company_id order by line))[1] as company_id,
			       (array_agg(to_jsonb(candidates) order by line))[1] as candidates
			from ${companiesTable(importId)}
			where ${when}
			group by ${nameKey}
			${having}
			order by min(line)
			limit ${limit}
		) named
		left join import_companies d on d.import_id = ${importId} and d.name_key = named.name_key and d.remembered
		order by named.line
	`.execute(db)
	return rows
}

/** Near names and the companies' own names; computed for the page, not for the file. */
async function withNames(db: Db, found: readonly Found[]): Promise<NamedCompany[]> {
	const open = found.filter(({ fate }) => fate === 'unknown' || fate === 'create' || fate === 'empty')
	const suggester = createSuggester(open.map(({ value }) => value))
	if (open.length > 0) for await (const names of companyNames(db, [])) suggester.offer(names)
	const near = suggester.best()
	const wanted = [...found.flatMap(({ candidates }) => candidates), ...Object.values(near).flat()]
	const { rows } = await sql<{ id: number; name: string }>`
		select id, name from companies
		where lower(name) in (select lower(v) from unnest(${texts(wanted)}) as v)
		   or id = any(${found.flatMap(({ company_id }) => company_id ?? [])}::bigint[])
	`.execute(db)
	const byName = new Map(rows.map((company) => [company.name, company]))
	const byId = new Map(rows.map((company) => [company.id, company]))
	return found.map(({ company_id, candidates, ...one }) => ({
		...one,
		company: (company_id !== null && one.fate === 'found' && byId.get(company_id)) || null,
		suggestions: (one.fate === 'ambiguous' ? candidates : (near[one.value] ?? [])).flatMap(
			(name) => byName.get(name) ?? [],
		),
	}))
}

async function isCompany(db: Db, id: number | null): Promise<boolean> {
	const { rows } = await sql<{ id: number }>`select id from companies where id = ${id}::bigint`.execute(db)
	return rows.length > 0
}
