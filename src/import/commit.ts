import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { companiesTable, stagedTable } from './staged.ts'
import { insertCompanies } from './targets/companies.ts'
import { insertUsers } from './targets/users.ts'

/** The ledger does not balance: what was counted before is not what the database holds now. Rolls back. */
export class LedgerError extends Error {}

/**
 * Stage 6, inside the run's transaction: the companies of the plan, then counted.
 * @returns records made @throws LedgerError
 */
export async function commitCompanies(tx: Tx, importId: number, planned: number): Promise<number> {
	const before = await lastId(tx, 'companies')
	await insertCompanies(importId).execute(tx)
	return balance(tx, 'companies', importId, before, planned)
}

/**
 * Stage 6, inside the run's transaction, after the companies: the users of the plan, each under its company.
 * @returns records made @throws LedgerError
 */
export async function commitUsers(
	tx: Tx,
	importId: number,
	planned: number,
	companies: { mapped: boolean; create: boolean; newOnes: number },
): Promise<number> {
	if (companies.mapped) {
		await linkCompanies(tx, importId)
		if (companies.create) await createMissing(tx, importId, companies.newOnes)
	}
	const before = await lastId(tx, 'users')
	await insertUsers(importId, companies.mapped).execute(tx)
	return balance(tx, 'users', importId, before, planned)
}

/** The run's companies have ids now: the names that were resolved to a line of their file get them. */
async function linkCompanies(tx: Tx, importId: number): Promise<void> {
	await sql`
		update ${companiesTable(importId)} c
		set company_id = made.id
		from companies made
		where made.import_id = c.company_import_id and made.import_line = c.company_line and c.company_id is null
	`.execute(tx)
}

/** One company for each different unknown name, however it is spelled; the first spelling in the file is its name. */
async function createMissing(tx: Tx, importId: number, planned: number): Promise<void> {
	const before = await lastId(tx, 'companies')
	await sql`
		insert into companies (name, import_id, import_line)
		select distinct on (c.match_key) c.value, ${importId}::bigint, c.line
		from ${companiesTable(importId)} c
		where c.hits = 0
		  and exists (select from ${stagedTable(importId)} s where s.company = c.value and not s.refused)
		order by c.match_key, c.line
	`.execute(tx)
	await balance(tx, 'companies', importId, before, planned)
	await sql`
		update ${companiesTable(importId)} c
		set company_id = made.id
		from companies made
		where made.import_id = ${importId} and made.id > ${before} and made.match_key = c.match_key and c.hits = 0
	`.execute(tx)
}

async function lastId(tx: Tx, table: 'companies' | 'users'): Promise<number> {
	const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from ${sql.table(table)}`.execute(tx)
	return rows[0]!.id
}

/** The ledger: what the database holds of this import now must be what the plan said. */
async function balance(
	tx: Tx,
	table: 'companies' | 'users',
	importId: number,
	before: number,
	planned: number,
): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from ${sql.table(table)} where id > ${before} and import_id = ${importId}
	`.execute(tx)
	const made = rows[0]!.count
	if (made !== planned) throw new LedgerError(`import ${importId}: ${planned} ${table} were planned, ${made} are there`)
	return made
}
