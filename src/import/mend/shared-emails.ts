import { sql } from 'kysely'
import type { SharedEmail } from '../../contract/mending.ts'
import type { Db } from '../../db/database.ts'
import type { ImportRecord } from '../queries.ts'
import { stagedTable } from '../staged.ts'
import { indexForMending } from '../staged-indexes.ts'
import type { Sql } from '../targets/target.ts'
import type { StagedValues } from './cells.ts'
import { proposeUsername } from './shared-username.ts'

const PEOPLE_SHOWN = 50

/** Addresses that several people of the file have (R4), alphabetically, with a username proposed for each person. */
export async function listSharedEmails(
	db: Db,
	{ id, target }: ImportRecord,
	page: { after: string; limit: number },
): Promise<SharedEmail[]> {
	await indexForMending(db, id, target)
	const { rows } = await sql<{ email: string; rows: number; people: (StagedValues & { line: number })[] }>`
		select shared.email, shared.rows, array(
			select jsonb_build_object(
				'line', s.line, 'username', s.username, 'email', s.email, 'last_name', s.last_name, 'company', s.company
			)
			from ${stagedTable(id)} s
			where lower(s.email) = shared.email and not s.skipped
			order by s.line
			limit ${PEOPLE_SHOWN}
		) as people
		from (
			select lower(email) as email, count(*) as rows
			from ${stagedTable(id)}
			where lower(email) > ${page.after} and not skipped and not email_placeholder
			group by 1
			having count(*) > 1
			order by 1
			limit ${page.limit}
		) shared
		order by shared.email
	`.execute(db)
	return rows.map(({ email, rows: count, people }) => ({
		email,
		rows: count,
		people: people.map((person) => ({
			line: person.line,
			company: person.company ?? null,
			username: person.username ?? null,
			proposed: proposeUsername(person) ?? '',
		})),
	}))
}

/** The query of everybody's lines who shares an address under several companies. */
export function linesSharing(importId: number): Sql {
	return sql`
		select s.line
		from ${stagedTable(importId)} s
		join (
			select lower(email) as email
			from ${stagedTable(importId)}
			where email is not null and not skipped and not email_placeholder
			group by 1
			having count(*) > 1 and count(distinct lower(company)) > 1
		) shared on shared.email = lower(s.email)
		where not s.skipped
	`
}
