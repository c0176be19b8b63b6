import { record } from '../audit/audit.ts'
import type { Author } from '../auth/permissions.ts'
import type { Company } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findCompany, insertCompany, lockCompany, updateCompanyRow } from './queries.ts'
import { type CompanyValues, checkCompany } from './values.ts'

/** @throws AppError values_invalid, name_taken and the like. */
export async function createCompany(db: Db, values: CompanyValues, author: Author): Promise<Company> {
	const checked = checkCompany({ name: null, ...values }, author)
	return await db.transaction().execute(async (tx) => {
		const id = await insertCompany(tx, { ...checked, name: checked.name! })
		const entry = { action: 'company.create', subject: 'companies', subject_id: id }
		await record(tx, { ...entry, user_id: author.person?.id, details: checked })
		return (await findCompany(tx, { all: true }, id))!
	})
}

/** What is not in `values` stays. @throws AppError version_stale when someone was faster than `version`. */
export async function updateCompany(
	db: Db,
	id: number,
	{ version, ...values }: CompanyValues & { version?: number },
	author: Author,
): Promise<Company> {
	const checked = checkCompany(values, author)
	return await db.transaction().execute(async (tx) => {
		const before = await lockCompany(tx, id)
		if (!before) throw new AppError('not_found')
		if (version !== undefined && version !== before.version) throw new AppError('version_stale')

		const changed = Object.entries(checked).filter(([field, value]) => before[field as keyof CompanyValues] !== value)
		if (changed.length > 0) {
			await updateCompanyRow(tx, id, Object.fromEntries(changed))
			const details = changed.map(([field, to]) => [field, { from: before[field as keyof CompanyValues], to }])
			const entry = { action: 'company.update', subject: 'companies', subject_id: id }
			await record(tx, { ...entry, user_id: author.person?.id, details: Object.fromEntries(details) })
		}
		return (await findCompany(tx, { all: true }, id))!
	})
}
