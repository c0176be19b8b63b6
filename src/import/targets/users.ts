import { sql } from 'kysely'
import { USER_FIELDS } from '../../contract/fields.ts'
import { companiesTable, stagedTable } from '../staged.ts'
import { isSet, keyAmbiguous, keyMissing, missing, notFound, repeated, taken } from './rules.ts'
import type { SetRule, Sql } from './target.ts'

const signsInByEmail: SetRule['when'] = ({ signIn }) => signIn === 'email'
const signsInByUsername: SetRule['when'] = ({ signIn }) => signIn === 'username'

export const userRules: readonly SetRule[] = [
	notFound,
	keyMissing,
	keyAmbiguous,
	missing('username_missing', 'username'),
	missing('email_missing', 'email'),
	repeated('username_repeated', 'username'),
	taken('username_taken', 'username'),
	repeated('external_id_repeated', 'external_id'),
	taken('external_id_taken', 'external_id'),
	// R9: whoever signs in by e-mail needs one of their own.
	// And two rows must not find one record.
	repeated('email_repeated', 'email', (context) => signsInByEmail(context) || context.key === 'email'),
	taken('email_taken', 'email', signsInByEmail),
	// R4 allows one e-mail under several companies; twice under one company is probably a mistake.
	{
		code: 'email_repeated',
		field: 'email',
		severity: 'warning',
		when: (context) => signsInByUsername(context) && context.key !== 'email',
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

/** Makes the records of these rows (`staged s`), each under its company. */
export function insertUsers(importId: number, hasCompanies: boolean, rows: Sql): Sql {
	const given = USER_FIELDS.map(({ name }) => name).filter((name) => name !== 'company' && name !== 'active')
	const fields = sql.join(given.map((name) => sql.ref(name)))
	const values = sql.join(given.map((name) => sql`s.${sql.ref(name)}`))
	return sql`
		insert into users (${fields}, active, email_placeholder, sort_key, words, company_id, import_id, import_line)
		select ${values}, coalesce(s.active, 't')::boolean, s.email_placeholder, s.sort_key, s.words::tsvector,
		       ${hasCompanies ? sql`c.company_id` : sql`null::bigint`}, ${importId}::bigint, s.line
		from ${stagedTable(importId)} s
		${hasCompanies ? sql`left join ${companiesTable(importId)} c on c.value = s.company` : sql``}
		${rows}
	`
}
