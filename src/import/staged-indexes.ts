import { type RawBuilder, sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type { Db, Tx } from '../db/database.ts'
import { exists, hasMatches, issuesTable, matchesTable, stagedTable } from './staged.ts'

/* What the tables of an import are looked up by. The check does without, so that an import in order never pays for it. */

/** Windows of rows look up by line. Made when first needed. */
export function indexRows(db: Db, importId: number): Promise<void> {
	return makeIndexes(db, [{ name: `staged_${importId}_line`, table: stagedTable(importId), by: sql`line` }])
}

/** So does the file of refused records. Without knowing how many there are of a cause, a window of it takes a second. */
export function indexIssues(db: Db, importId: number): Promise<void> {
	const issues = issuesTable(importId)
	const name = `staged_${importId}_issues_line`
	return makeIndexes(db, [{ name, table: issues, by: sql`line` }], (tx) => analyze(tx, issues))
}

/**
 * After an edit the rows that share a value with the edited one are looked up, and issues by their cause. A million
 * rows take some seconds once, so these are made as soon as somebody is likely to edit.
 */
export async function indexForMending(db: Db, importId: number, target: Target): Promise<void> {
	await indexRows(db, importId)
	await indexIssues(db, importId)
	const issues = issuesTable(importId)
	const indexes = lookups(importId, target)
	if (await hasMatches(db, importId)) {
		indexes.push({ name: `staged_${importId}_matches_line`, table: matchesTable(importId), by: sql`line` })
	}
	indexes.push({ name: `staged_${importId}_issues_cause`, table: issues, by: sql`code, field, line` })
	await makeIndexes(db, indexes, async (tx) => {
		await analyze(tx, stagedTable(importId))
		await analyze(tx, issues)
		await keepAtHand(tx, importId)
	})
}

interface Index {
	name: string
	table: RawBuilder<unknown>
	/** Columns and expressions. */
	by: RawBuilder<unknown>
	/** A column: rows that have nothing there are left out. */
	given?: string
}

/** What other rows are found by. */
function lookups(importId: number, target: Target): Index[] {
	const table = stagedTable(importId)
	const index = (name: string, by: RawBuilder<unknown>): Index => ({ name: `staged_${importId}_${name}`, table, by })
	// Often empty in every row, and then an index of it costs each later change for nothing.
	const whereGiven = (name: string, field: string): Index => ({ ...index(name, sql.ref(field)), given: field })
	if (target === 'companies') {
		return [
			index('name', sql`lower(name)`),
			index('match_key', sql`company_match_key(name)`),
			whereGiven('number', 'registration_number'),
			whereGiven('external_id', 'external_id'),
		]
	}
	return [
		index('username', sql`lower(username)`),
		index('email', sql`lower(email)`),
		index('company', sql`company`),
		whereGiven('external_id', 'external_id'),
		whereGiven('cell_of_groups', 'groups'),
	]
}

/**
 * All or none: the last one stands for all of them, and a check that throws the tables away has to wait until it is there.
 * Two requests may want them at once: one makes them, the other waits.
 *
 * Their pages keep a third of their room: what is mended is entered a second time beside what was, and full pages would
 * be cleared or split for it (writing 98,000 e-mails of a million: 4 to 6 s, 2 to 3 s with the room).
 */
async function makeIndexes(db: Db, indexes: readonly Index[], then?: (tx: Tx) => Promise<void>): Promise<void> {
	const { name: last } = indexes.at(-1)!
	if (await exists(db, last)) return
	await db.transaction().execute(async (tx) => {
		await sql`select pg_advisory_xact_lock(hashtext(current_schema() || ${last}))`.execute(tx)
		// Whoever waited here takes no lock of the table any more: another index may be in the making by now.
		if (await exists(tx, last)) return
		await sql`set local maintenance_work_mem = '256MB'`.execute(tx)
		for (const { name, table, by, given } of indexes) {
			const where = given ? sql`where ${sql.ref(given)} is not null` : sql``
			await sql`create index ${sql.id(name)} on ${table} (${by}) with (fillfactor = 70) ${where}`.execute(tx)
		}
		await then?.(tx)
	})
}

async function analyze(tx: Tx, table: RawBuilder<unknown>): Promise<void> {
	await sql`analyze ${table}`.execute(tx)
}

/**
 * Has PostgreSQL read the rows into the memory that pages are changed in: loading and indexing a large table goes past it,
 * and the first large step would wait for every page. By the index, as a scan of the table would go past it, too.
 */
async function keepAtHand(tx: Tx, importId: number): Promise<void> {
	const { rows } = await sql<{ fits: boolean }>`
		select pg_table_size(${`staged_${importId}`}::regclass) < pg_size_bytes(current_setting('shared_buffers')) as fits
	`.execute(tx)
	if (!rows[0]!.fits) return
	await sql`set local enable_seqscan = off`.execute(tx)
	await sql`set local max_parallel_workers_per_gather = 0`.execute(tx)
	await sql`select count(refused) from ${stagedTable(importId)} where line > 0`.execute(tx)
}
