import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { issuesTable, stagedTable } from './staged.ts'
import type { CheckContext, SetRule } from './targets/target.ts'

/**
 * Stage 5: the rules about many rows, one statement a rule, whatever the number of rows. Two run at a time: the
 * database has a core to spare once the file is read.
 *
 * @param resolve finds the rows' companies and records; rules that need neither run beside it
 */
export async function check(
	db: Db,
	context: CheckContext,
	rules: readonly SetRule[],
	resolve: () => Promise<void>,
	progress: (share: number) => void,
): Promise<void> {
	const waiting = rules.filter((rule) => rule.when(context))
	const early = waiting.filter((rule) => rule.isEarly)
	const late = waiting.filter((rule) => !rule.isEarly)
	let done = 0
	const runAll = async (some: SetRule[]) => {
		for (let rule = some.shift(); rule; rule = some.shift()) {
			await runRule(db, context, rule)
			progress(++done / waiting.length)
		}
	}
	await Promise.all([resolve(), runAll(early)])
	await Promise.all([runAll(late), runAll(late)])
	await refuseRows(db, context.importId)
}

async function runRule(db: Db, context: CheckContext, rule: SetRule): Promise<void> {
	await db.transaction().execute(async (tx) => {
		// A million keys in one hash table instead of spilled in parts; given back at the end of the statement.
		await sql`set local work_mem = '256MB'`.execute(tx)
		await findIssues(tx, context, rule)
	})
}

/** What one rule finds among the context's rows. */
export async function findIssues(tx: Tx, context: CheckContext, rule: SetRule): Promise<void> {
	await sql`
		insert into ${issuesTable(context.importId)} (line, field, code, severity, value)
		select found.line, ${rule.field === 'key' ? context.key : rule.field}, ${rule.code}, ${rule.severity}, left(found.value, 200)
		from (${rule.find(context)}) found
	`.execute(tx)
}

/** A row with an error is refused. Those `map` refused are marked already. */
async function refuseRows(db: Db, importId: number): Promise<void> {
	await sql`
		update ${stagedTable(importId)} s
		set refused = true
		from (select distinct line from ${issuesTable(importId)} where severity = 'error') i
		where i.line = s.line and not s.refused
	`.execute(db)
}
