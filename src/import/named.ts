import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { writeGroups } from './values/groups.ts'

/** Values of a record in the journal: field → text; companies and groups by their ids. */
export type JournalValues = Record<string, string | null>

/**
 * The journal knows companies and groups by their ids, a person by their names.
 *
 * @returns what makes values of the journal, of those given, into what a person reads
 */
export async function naming(
	db: Db,
	given: readonly (JournalValues | null)[],
): Promise<(values: JournalValues) => JournalValues> {
	const companies = await namesOf(
		db,
		'companies',
		given.flatMap((values) => values?.company_id ?? []),
	)
	const groups = await namesOf(
		db,
		'groups',
		given.flatMap((values) => (values?.groups ? idsOf(values.groups) : [])),
	)
	return ({ groups: ids, ...values }) => {
		const { company_id, email_placeholder: _, ...others } = values
		const names = ids && idsOf(ids).map((id) => groups.get(id) ?? id)
		const fields = names ? { ...others, groups: writeGroups(names) || null } : others
		if (company_id === undefined) return fields
		return { ...fields, company: company_id === null ? null : (companies.get(company_id) ?? null) }
	}
}

async function namesOf(db: Db, table: 'companies' | 'groups', ids: readonly string[]): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map()
	const { rows } = await sql<{ id: string; name: string }>`
		select id::text as id, name from ${sql.table(table)} where id = any(${[...ids]}::bigint[])
	`.execute(db)
	return new Map(rows.map(({ id, name }) => [id, name]))
}

/** An array as PostgreSQL writes it: `{1,2}`. */
function idsOf(array: string): string[] {
	return array.slice(1, -1).split(',').filter(Boolean)
}
