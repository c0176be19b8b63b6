import { sql } from 'kysely'
import { ticketScopeOf } from '../auth/permissions.ts'
import type { CompanyOpenTickets } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import type { Acting } from './acting.ts'
import { visible } from './scope.ts'

/** Nobody reads on; a company further down is found by its name. */
const SHOWN = 200

/** "Podle společnosti": whose tickets are open, those with the most first; of them what one may see. */
export async function listByCompany(db: Db, { person }: Acting): Promise<CompanyOpenTickets[]> {
	const { rows } = await sql<Row>`
		select counted.company_id, counted.open, counted.unassigned, counted.updated_at, companies.name
		from (
			select t.company_id, count(*)::int as open, (count(*) filter (where t.assignee_id is null))::int as unassigned,
			       max(t.updated_at) as updated_at
			from tickets as t
			where t.solved_at is null
			  and ${visible(ticketScopeOf(person))}
			group by t.company_id
		) as counted
		left join companies on companies.id = counted.company_id
		order by counted.open desc, companies.sort_key, counted.company_id
		limit ${SHOWN}
	`.execute(db)
	return rows.map(({ company_id, name, updated_at, ...counts }) => ({
		company: company_id === null ? null : { id: company_id, name: name ?? '' },
		...counts,
		updated_at: updated_at.toISOString(),
	}))
}

interface Row extends Pick<CompanyOpenTickets, 'open' | 'unassigned'> {
	company_id: number | null
	name: string | null
	updated_at: Date
}
