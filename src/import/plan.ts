import { sql } from 'kysely'
import type { IssueGroup } from '../contract/issues.ts'
import type { Db } from '../db/database.ts'
import { check } from './check.ts'
import { contextOf } from './context.ts'
import { hasGroups, nearGroups, newGroups, resolveGroups } from './groups.ts'
import { matchRecords } from './match.ts'
import { findMissing } from './missing.ts'
import { numberGenerated } from './number-generated.ts'
import { countRows, countWarned, groupIssues } from './preview.ts'
import { reporter } from './progress.ts'
import { getImport, type ImportRecord, updateImport } from './queries.ts'
import {
	companyNames,
	countNewCompanies,
	listAmbiguousCompanies,
	listUnknownCompanies,
	resolveCompanies,
} from './resolve.ts'
import { stagedTable } from './staged.ts'
import { createSuggester } from './suggest.ts'
import { companyRules } from './targets/companies.ts'
import type { CheckContext } from './targets/target.ts'
import { userRules } from './targets/users.ts'

/**
 * Staged rows to plan: what each row will do and what is wrong with it, as counts and groups. Rows of earlier
 * imports of the run are seen, so companies come first.
 */
export async function planRows(db: Db, run: readonly ImportRecord[], found: ImportRecord): Promise<void> {
	const started = performance.now()
	const progress = reporter(db, found.id, 'checking', found.records)
	progress.at(0)
	const context = await contextOf(db, run, found)
	await sql`analyze ${stagedTable(found.id)}`.execute(db)
	if (found.target === 'users') await numberGenerated(db, context)
	const hasCompanies = found.target === 'users' && context.fields.has('company')
	const resolve = async () => {
		if (hasCompanies) await resolveCompanies(db, context)
		if (hasGroups(context)) await resolveGroups(db, context)
		if (context.key !== null) await matchRecords(db, context)
	}
	const rules = found.target === 'companies' ? companyRules : userRules
	await check(db, context, rules, resolve, (share) => progress.at(Math.floor(share * (found.records ?? 0))))
	await progress.end()

	const { plan, seconds } = await getImport(db, found.id)
	const [{ counts, staff }, issues, warning_rows] = await Promise.all([
		countRows(db, context),
		issuesWithSuggestions(db, context),
		countWarned(db, context),
	])
	await updateImport(db, found.id, {
		counts,
		issues,
		staff_rows: staff,
		warning_rows,
		missing: await findMissing(db, context, found),
		new_companies: hasCompanies ? await countNewCompanies(db, found.id) : 0,
		new_groups: await newGroups(db, context),
		plan: plan + 1,
		seconds: { ...seconds, check: Math.round(performance.now() - started) / 1000 },
	})
}

async function issuesWithSuggestions(db: Db, context: CheckContext): Promise<IssueGroup[]> {
	const groups = await groupIssues(db, context.importId)
	for (const group of groups) {
		if (group.code === 'company_ambiguous') {
			group.suggestions = await listAmbiguousCompanies(db, context.importId)
		}
		if (group.code === 'group_unknown') group.suggestions = await nearGroups(db, group.values)
		if (group.code !== 'company_unknown') continue
		const suggester = createSuggester(await listUnknownCompanies(db, context.importId))
		for await (const names of companyNames(db, context.companies)) suggester.offer(names)
		group.suggestions = suggester.best()
	}
	return groups
}
