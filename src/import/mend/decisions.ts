import { sql } from 'kysely'
import type { CompanyDecision, Step } from '../../contract/mending.ts'
import type { Tx } from '../../db/database.ts'
import { contextOf } from '../context.ts'
import type { ImportRecord } from '../queries.ts'
import { companiesTable } from '../staged.ts'
import { cascade } from './cascade.ts'
import { affectedRows, allOf, recheck, type Touched } from './recheck.ts'
import { moveTally, tallyRows } from './tally.ts'

/** What was decided about a name; null: nothing yet. */
export interface Decided {
	decision: CompanyDecision
	company_id: number | null
	/** It comes from an earlier file. */
	remembered: boolean
}

/** What a decision's step keeps, so that it can be taken back. */
export interface DecisionParams {
	value: string
	name_key: string
	decision: CompanyDecision | null
	company_id: number | null
	previous: Decided | null
}

/** Names that are decided together are those with one match key; a name of nothing but punctuation is alone. */
export const nameKey = sql`coalesce(nullif(match_key, ''), value)`

/** Writes a decision down and looks at every row with the name again. @returns the name's spellings in the file */
export async function keepDecision(
	tx: Tx,
	run: ImportRecord[],
	found: ImportRecord,
	{ value, name_key }: { value: string; name_key: string },
	decided: Decided | null,
): Promise<string[]> {
	await sql`delete from import_companies where import_id = ${found.id} and name_key = ${name_key}`.execute(tx)
	if (decided) {
		await sql`
			insert into import_companies (import_id, name_key, value, decision, company_id, remembered)
			values (
				${found.id}, ${name_key}, ${value}, ${decided.decision}, ${decided.company_id}::bigint,
				-- A step of the version before does not say.
				coalesce(${decided.remembered ?? null}::boolean, false)
			)
		`.execute(tx)
	}
	const { rows } = await sql<{ value: string }>`
		select value from ${companiesTable(found.id)} where ${nameKey} = ${name_key}
	`.execute(tx)
	const values = rows.map((row) => row.value)
	const touched: Touched = { lines: [], keys: {}, names: { values, lines: [] } }
	const context = await contextOf(tx, run, found)
	const affected = await affectedRows(tx, context, touched)
	const all = allOf(touched, affected)
	const before = await tallyRows(tx, context, all)
	const judged = await recheck(tx, context, touched, affected)
	await moveTally(tx, context, before, await tallyRows(tx, context, all))
	await cascade(tx, run, found, touched, judged)
	return values
}

export async function findDecision(tx: Tx, importId: number, name_key: string): Promise<Decided | null> {
	const { rows } = await sql<Decided>`
		select decision, company_id, remembered from import_companies where import_id = ${importId} and name_key = ${name_key}
	`.execute(tx)
	return rows[0] ?? null
}

/** The decision before a step that was one. */
export async function takeBackDecision(tx: Tx, run: ImportRecord[], found: ImportRecord, step: Step): Promise<void> {
	if (step.kind !== 'company') return
	const params = step.params as unknown as DecisionParams
	await keepDecision(tx, run, found, params, params.previous)
}

/** Names that were decided to mean a company are known from now on, in every file. */
export async function keepAliases(tx: Tx, importId: number): Promise<void> {
	await sql`
		insert into company_aliases (name_key, company_id)
		select d.name_key, c.id
		from import_companies d
		join companies c on c.id = d.company_id
		where d.import_id = ${importId} and d.decision = 'link'
		on conflict (name_key) do update set company_id = excluded.company_id, created_at = now()
	`.execute(tx)
}
