import { sql } from 'kysely'
import { COMPANY_FIELDS, type Target, USER_FIELDS } from '../contract/fields.ts'
import type { Db } from '../db/database.ts'
import { csvRecord } from '../values/csv-record.ts'
import { writeGroups } from './values/groups.ts'

const PAGE = 5_000

/**
 * Every record as CSV that Czech Excel opens and the import reads back unchanged: UTF-8 with a byte order mark,
 * semicolons, CRLF, our field names as headers. A cell a spreadsheet would run as a formula gets a mark that the
 * import takes off again. Streams by id, in one snapshot.
 */
export async function* exportFile(db: Db, target: Target): AsyncGenerator<string> {
	const names = (target === 'companies' ? COMPANY_FIELDS : USER_FIELDS).map(({ name }) => name)
	yield `\uFEFF${csvRecord(names)}`
	for (let after = 0; ; ) {
		const rows = await page(db, target, after)
		if (rows.length === 0) return
		yield rows.map((row) => csvRecord(names.map((name) => cell(row[name])))).join('')
		after = rows.at(-1)!.id
	}
}

type Exported = { id: number } & Record<string, string | number | boolean | string[] | null>

async function page(db: Db, target: Target, after: number): Promise<Exported[]> {
	const companies = sql`
		select id, name, registration_number, vat_number, street, city, postal_code, country, phone, email, website,
		       note, external_id
		from companies
		where id > ${after}
		order by id
		limit ${PAGE}
	`
	const users = sql`
		select u.id, u.username, u.email, u.first_name, u.last_name, u.title_before, u.title_after, u.phone, u.mobile,
		       c.name as company, u.role, u.position, u.language, u.note, u.external_id, u.active,
		       case when u.role <> 'customer' then array(
		         select g.name from group_members m join groups g on g.id = m.group_id where m.user_id = u.id order by g.id
		       ) end as groups, u.company_tickets
		from users u
		left join companies c on c.id = u.company_id
		where u.id > ${after}
		order by u.id
		limit ${PAGE}
	`
	const { rows } = await sql<Exported>`${target === 'companies' ? companies : users}`.execute(db)
	return rows
}

function cell(value: Exported[string] | undefined): string | number | boolean | null {
	return Array.isArray(value) ? writeGroups(value) : (value ?? null)
}
