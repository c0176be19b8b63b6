import { type RawBuilder, sql } from 'kysely'
import { USER_FIELDS } from '../../contract/fields.ts'
import { companiesTable, stagedTable } from '../staged.ts'
import { isSet, repeated, taken } from './rules.ts'
import type { SetRule } from './target.ts'

const signsInByEmail: SetRule['when'] = ({ signIn }) => signIn === 'email'
const signsInByUsername: SetRule['when'] = ({ signIn }) => signIn === 'username'

export const userRules: readonly SetRule[] = [
	repeated('username_repeated', 'username'),
	taken('username_taken', 'username', 'users'),
	repeated('external_id_repeated', 'external_id'),
	taken('external_id_taken', 'external_id', 'users'),
	// R9: whoever signs in by e-mail needs one of their own.
	repeated('email_repeated', 'email', signsInByEmail),
	taken('email_taken', 'email', 'users', signsInByEmail),
	// R4 allows one e-mail under several companies; twice under one company is probably a mistake.
	{
		code: 'email_repeated',
		field: 'email',
		severity: 'warning',
		when: signsInByUsername,
		find: ({ importId }) => sql`
			select line, value
			from (
				select s.line, s.email as value,
				       row_number() over (partition by lower(s.email), lower(s.company) order by s.line) as nth
				from ${stagedTable(importId)} s
				join (
					select lower(email) as key
					from ${stagedTable(importId)}
					where email is not null
					group by 1
					having count(*) > 1
				) repeated on repeated.key = lower(s.email)
			) numbered
			where nth > 1
		`,
	},
	{
		code: 'email_taken',
		field: 'email',
		severity: 'warning',
		when: (context) => context.options.mode === 'create' && signsInByUsername(context),
		find: (context) => sql`
			select distinct on (s.line) s.line, s.email as value
			from ${stagedTable(context.importId)} s
			${
				context.fields.has('company')
					? sql`left join ${companiesTable(context.importId)} c on c.value = s.company`
					: sql``
			}
			join users u on lower(u.email) = lower(s.email)
			where u.company_id is not distinct from ${context.fields.has('company') ? sql`c.company_id` : sql`null`}
		`,
	},
	{
		code: 'company_unknown',
		field: 'company',
		severity: 'error',
		when: (context) => isSet('company')(context) && context.options.missing_company === 'error',
		find: ({ importId }) => sql`
			select s.line, s.company as value
			from ${stagedTable(importId)} s
			join ${companiesTable(importId)} c on c.value = s.company
			where c.hits = 0
		`,
	},
	{
		code: 'company_ambiguous',
		field: 'company',
		severity: 'error',
		when: isSet('company'),
		find: ({ importId }) => sql`
			select s.line, s.company as value
			from ${stagedTable(importId)} s
			join ${companiesTable(importId)} c on c.value = s.company
			where c.hits > 1
		`,
	},
]

/**
 * Writes every row of the plan. `companies_made` maps the run's new companies from the line of their file
 * (or the name, for those made from this file) to their id.
 */
export function insertUsers(importId: number, hasCompanies: boolean): RawBuilder<unknown> {
	const given = USER_FIELDS.map(({ name }) => name).filter((name) => name !== 'company' && name !== 'active')
	const fields = sql.join(given.map((name) => sql.ref(name)))
	const values = sql.join(given.map((name) => sql`s.${sql.ref(name)}`))
	return sql`
		insert into users (${fields}, active, email_placeholder, company_id, import_id, import_line)
		select ${values}, coalesce(s.active, 't')::boolean, s.email_placeholder,
		       ${hasCompanies ? sql`c.company_id` : sql`null::bigint`}, ${importId}::bigint, s.line
		from ${stagedTable(importId)} s
		${hasCompanies ? sql`left join ${companiesTable(importId)} c on c.value = s.company` : sql``}
		where not s.refused
	`
}
