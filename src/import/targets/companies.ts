import { sql } from 'kysely'
import { COMPANY_FIELDS } from '../../contract/fields.ts'
import { stagedTable } from '../staged.ts'
import { keyAmbiguous, keyMissing, missing, notFound, repeated, taken } from './rules.ts'
import type { SetRule, Sql } from './target.ts'

export const companyRules: readonly SetRule[] = [
	notFound,
	keyMissing,
	keyAmbiguous,
	missing('name_missing', 'name'),
	repeated('name_repeated', 'name'),
	taken('name_taken', 'name'),
	repeated('registration_number_repeated', 'registration_number'),
	taken('registration_number_taken', 'registration_number'),
	repeated('external_id_repeated', 'external_id'),
	taken('external_id_taken', 'external_id'),
]

/** Makes the records of these rows (`staged s`). The order of the file is the order of ids. */
export function insertCompanies(importId: number, rows: Sql): Sql {
	const fields = sql.join(COMPANY_FIELDS.map(({ name }) => sql.ref(name)))
	return sql`
		insert into companies (${fields}, import_id, import_line)
		select ${fields}, ${importId}::bigint, s.line
		from ${stagedTable(importId)} s
		${rows}
	`
}
