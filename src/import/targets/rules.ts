import { sql } from 'kysely'
import type { IssueCode } from '../../contract/issues.ts'
import { matchesTable, stagedTable } from '../staged.ts'
import { type CheckContext, keyOf, rowsOf, type SetRule } from './target.ts'

/**
 * The second and later rows with one value of a field. Grouping first and numbering only the repeated values
 * keeps a clean file at one hash aggregate, without sorting a million rows.
 */
export function repeated(code: IssueCode, field: string, when: SetRule['when'] = isSet(field)): SetRule {
	return {
		code,
		field,
		severity: 'error',
		isEarly: true,
		when,
		find: (context) => sql`
			select line, value
			from (
				select s.line, s.${sql.ref(field)} as value,
				       row_number() over (partition by ${keyOf(field, 's')} order by s.line) as nth
				from ${rowsOf(context)} s
				join (
					select ${keyOf(field, 'r')} as key
					from ${rowsOf(context)} r
					where r.${sql.ref(field)} is not null
					group by 1
					having count(*) > 1
				) repeated on repeated.key = ${keyOf(field, 's')}
			) numbered
			where nth > 1
		`,
	}
}

/**
 * Rows whose value another record of the database, or a row of an earlier file of the run, already has. The record
 * an update writes to is not another one.
 */
export function taken(code: IssueCode, field: string, when = isSet(field)): SetRule {
	return {
		code,
		field,
		severity: 'error',
		// The key of an update is how its record was found; everything else can collide.
		when: (context) => context.key !== field && when(context),
		// A join for each table and not one with their union, so that a few rows find their like by an index.
		find: (context) => sql`
			select distinct s.line, s.${sql.ref(field)} as value
			from ${rowsOf(context)} s
			join ${sql.table(context.target)} r on ${keyOf(field, 'r')} = ${keyOf(field, 's')}
			${exceptMatched(context)}
			${sql.join(
				context.earlier.map(
					(id) => sql`
						union
						select s.line, s.${sql.ref(field)}
						from ${rowsOf(context)} s
						join ${stagedTable(id)} e on ${keyOf(field, 'e')} = ${keyOf(field, 's')} and not e.skipped
					`,
				),
				sql` `,
			)}
		`,
	}
}

function exceptMatched({ key, importId }: CheckContext) {
	if (key === null) return sql``
	return sql`
		left join ${matchesTable(importId)} m on m.line = s.line
		where m.record_id is distinct from r.id
	`
}

/** Mode `update`: there is nothing to update. */
export const notFound: SetRule = {
	code: 'not_found',
	field: 'key',
	severity: 'error',
	when: ({ options }) => options.mode === 'update',
	find: (context) => sql`
		select s.line, s.${sql.ref(context.key!)} as value
		from ${rowsOf(context)} s
		where s.${sql.ref(context.key!)} is not null
		  and not exists (select from ${matchesTable(context.importId)} m where m.line = s.line)
	`,
}

/** Without its key a row can neither be found nor safely made: it could be somebody who is there already. */
export const keyMissing: SetRule = {
	code: 'key_missing',
	field: 'key',
	severity: 'error',
	// A missing name, username or e-mail was reported by `map` already.
	when: ({ key }) => key === 'external_id' || key === 'registration_number',
	find: (context) => sql`
		select s.line, null as value from ${rowsOf(context)} s where s.${sql.ref(context.key!)} is null
	`,
}

/** Several records have the key's value, as shared addresses do (R4). */
export const keyAmbiguous: SetRule = {
	code: 'key_ambiguous',
	field: 'key',
	severity: 'error',
	when: ({ key }) => key !== null,
	find: (context) => sql`
		select s.line, min(s.${sql.ref(context.key!)}) as value
		from ${rowsOf(context)} s
		join ${matchesTable(context.importId)} m on m.line = s.line
		group by s.line
		having count(*) > 1
	`,
}

/** Mode `upsert`: a row that makes a record needs what every record needs. */
export function missing(code: IssueCode, field: string): SetRule {
	return {
		code,
		field,
		severity: 'error',
		when: ({ options, key }) => options.mode === 'upsert' && key !== field,
		find: (context) => sql`
			select s.line, null as value
			from ${rowsOf(context)} s
			where s.${sql.ref(field)} is null
			  and not exists (select from ${matchesTable(context.importId)} m where m.line = s.line)
		`,
	}
}

export function isSet(field: string): SetRule['when'] {
	return ({ fields }) => fields.has(field)
}
