import { type RawBuilder, sql } from 'kysely'
import { COMPANY_FIELDS } from '../../contract/fields.ts'
import { stagedTable } from '../staged.ts'
import { repeated, taken } from './rules.ts'
import type { SetRule } from './target.ts'

export const companyRules: readonly SetRule[] = [
	repeated('name_repeated', 'name'),
	taken('name_taken', 'name', 'companies'),
	repeated('registration_number_repeated', 'registration_number'),
	taken('registration_number_taken', 'registration_number', 'companies'),
	repeated('external_id_repeated', 'external_id'),
	taken('external_id_taken', 'external_id', 'companies'),
]

/** Writes every row of the plan. The order of the file is the order of ids. */
export function insertCompanies(importId: number): RawBuilder<unknown> {
	const fields = sql.join(COMPANY_FIELDS.map(({ name }) => sql.ref(name)))
	return sql`
		insert into companies (${fields}, import_id, import_line)
		select ${fields}, ${importId}::bigint, line
		from ${stagedTable(importId)}
		where not refused
	`
}
