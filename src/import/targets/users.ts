import { sql } from 'kysely'
import { USER_FIELDS } from '../../contract/fields.ts'
import { joinRecord, roleAfter, unknownGroups } from '../groups.ts'
import { companiesTable, stagedTable } from '../staged.ts'
import { isSet, keyAmbiguous, keyMissing, missing, notFound, repeated, taken } from './rules.ts'
import { type CheckContext, joinCompany, rowsOf, type SetRule, type Sql } from './target.ts'

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
		find: (context) => sql`
			select line, value
			from (
				select s.line, s.email as value,
				       row_number() over (partition by lower(s.email), ${companyKey(context)} order by s.line) as nth
				from ${rowsOf(context)} s
				${joinCompany(context)}
				join (
					select lower(r.email) as key
					from ${rowsOf(context)} r
					where r.email is not null
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
			from ${rowsOf(context)} s
			${joinCompany(context)}
			join users u on lower(u.email) = lower(s.email)
			where ${context.fields.has('company') ? sql`u.company_id = c.company_id or s.company is null and u.company_id is null` : sql`u.company_id is null`}
		`,
	},
	{
		code: 'company_unknown',
		field: 'company',
		severity: 'error',
		when: isSet('company'),
		find: (context) => sql`
			select s.line, s.company as value
			from ${rowsOf(context)} s
			join ${companiesTable(context.importId)} c on c.value = s.company
			where c.fate = 'unknown'
		`,
	},
	{
		code: 'company_ambiguous',
		field: 'company',
		severity: 'error',
		when: isSet('company'),
		find: (context) => sql`
			select s.line, s.company as value
			from ${rowsOf(context)} s
			join ${companiesTable(context.importId)} c on c.value = s.company
			where c.fate = 'ambiguous'
		`,
	},
	{
		code: 'group_unknown',
		field: 'groups',
		severity: 'error',
		when: isSet('groups'),
		find: (context) => sql`
			select distinct s.line, unknown.names as value
			from ${rowsOf(context)} s
			join ${unknownGroups(context)} unknown on unknown.value = s.groups
			${joinRecord(context)}
			where ${roleAfter(context)} <> 'customer'
		`,
	},
	{
		code: 'groups_ignored',
		field: 'groups',
		severity: 'warning',
		when: isSet('groups'),
		find: (context) => sql`
			select distinct s.line, s.groups as value
			from ${rowsOf(context)} s
			${joinRecord(context)}
			where s.groups is not null and ${roleAfter(context)} = 'customer'
		`,
	},
]

/** The company a row is under, however its name is written; also when it has no id yet. */
function companyKey({ fields }: CheckContext): Sql {
	if (!fields.has('company')) return sql`null::text`
	return sql`coalesce('id ' || c.company_id, c.company_import_id || ' line ' || c.company_line, c.match_key)`
}

/** Fields whose text is not what the record holds. */
const APART: readonly string[] = ['company', 'active', 'groups', 'company_tickets']

/** Makes the records of these rows (`staged s`), each under its company. */
export function insertUsers(context: CheckContext, rows: Sql): Sql {
	const { importId, fields: filled } = context
	const hasCompanies = filled.has('company')
	const sees = filled.has('company_tickets')
		? { column: sql`company_tickets,`, value: sql`coalesce(s.company_tickets, 'f')::boolean,` }
		: { column: sql``, value: sql`` }
	const given = USER_FIELDS.map(({ name }) => name).filter((name) => !APART.includes(name))
	const fields = sql.join(given.map((name) => sql.ref(name)))
	const values = sql.join(
		given.map((name) => (name === 'role' ? sql`coalesce(s.role, 'customer')` : sql`s.${sql.ref(name)}`)),
	)
	return sql`
		insert into users (
			${fields}, active, ${sees.column} email_placeholder, sort_key, words, company_id, import_id, import_line
		)
		select ${values}, coalesce(s.active, 't')::boolean, ${sees.value} s.email_placeholder, s.sort_key,
		       (s.words || ' ' || s.phone_words)::tsvector,
		       ${hasCompanies ? sql`c.company_id` : sql`null::bigint`}, ${importId}::bigint, s.line
		from ${stagedTable(importId)} s
		${joinCompany(context)}
		${rows}
	`
}
