import { sql } from 'kysely'
import type { IssueCode } from '../../contract/issues.ts'
import { stagedTable } from '../staged.ts'
import type { SetRule } from './target.ts'

/**
 * The second and later rows with one value of a field. Grouping first and numbering only the repeated values
 * keeps a clean file at one hash aggregate, without sorting a million rows.
 */
export function repeated(code: IssueCode, field: string, when: SetRule['when'] = isSet(field)): SetRule {
	return {
		code,
		field,
		severity: 'error',
		when,
		find: ({ importId }) => sql`
			select line, value
			from (
				select s.line, s.${sql.ref(field)} as value,
				       row_number() over (partition by lower(s.${sql.ref(field)}) order by s.line) as nth
				from ${stagedTable(importId)} s
				join (
					select lower(${sql.ref(field)}) as key
					from ${stagedTable(importId)}
					where ${sql.ref(field)} is not null
					group by 1
					having count(*) > 1
				) repeated on repeated.key = lower(s.${sql.ref(field)})
			) numbered
			where nth > 1
		`,
	}
}

/** Rows whose value a record of the database, or of an earlier file of the run, already has, letter case aside. */
export function taken(code: IssueCode, field: string, table: 'companies' | 'users', when = isSet(field)): SetRule {
	const key = sql`lower(${sql.ref(field)})`
	return {
		code,
		field,
		severity: 'error',
		when: (context) => context.options.mode === 'create' && when(context),
		find: ({ importId, earlier }) => sql`
			select distinct s.line, s.${sql.ref(field)} as value
			from ${stagedTable(importId)} s
			join (
				select ${key} as key from ${sql.table(table)}
				${sql.join(
					earlier.map((id) => sql`union all select ${key} from ${stagedTable(id)}`),
					sql` `,
				)}
			) known on known.key = lower(s.${sql.ref(field)})
		`,
	}
}

export function isSet(field: string): SetRule['when'] {
	return ({ fields }) => fields.has(field)
}
