import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { from } from 'pg-copy-streams'
import type { Database } from '../src/db/database.ts'
import type { DataSet } from './generate.ts'
import type { Took } from './statistics.ts'

/** What the same values cost PostgreSQL when nobody reads, checks or reports anything. */
export interface FloorTimes {
	copy: Took
	insert: Took
}

const COMPANY_COLUMNS = [
	...['name', 'registration_number', 'vat_number', 'street', 'city', 'postal_code', 'country'],
	...['phone', 'email', 'website', 'note', 'import_line'],
]
const USER_COLUMNS = [
	...['first_name', 'last_name', 'email', 'username', 'company_id', 'phone', 'mobile', 'position', 'role'],
	// Computed while reading, as the import does.
	...['language', 'note', 'sort_key', 'words', 'import_line'],
]
const TYPES: Record<string, string> = { company_id: 'bigint', import_line: 'integer', words: 'tsvector' }

/**
 * Copies the users into an unlogged table and inserts them from there, in one statement, into an empty copy of the live
 * table: its generated columns, checks, indexes and foreign key. The companies are there before, and are not counted.
 *
 * The embedded PostgreSQL has no psql: the file is sent as `\copy` would send it, in one COPY of large pieces.
 */
export async function measureFloor(
	database: Database,
	data: DataSet,
	measured: (work: () => Promise<unknown>) => Promise<Took>,
): Promise<FloorTimes> {
	await dropFloor(database)
	await makeTables(database, 'companies', COMPANY_COLUMNS)
	await makeTables(database, 'users', USER_COLUMNS)
	await run(
		database,
		'alter table floor_users add constraint floor_users_company_id_fkey foreign key (company_id) references floor_companies (id)',
	)
	await copyFile(database, 'companies', data.companies.copy)
	await insert(database, 'companies', COMPANY_COLUMNS)
	await run(database, 'analyze floor_companies')
	await run(database, 'checkpoint')
	const copy = await measured(() => copyFile(database, 'users', data.users.copy))
	return { copy, insert: await measured(() => insert(database, 'users', USER_COLUMNS)) }
}

export async function dropFloor(database: Database): Promise<void> {
	await run(database, 'drop table if exists floor_copied_users, floor_copied_companies, floor_users, floor_companies')
}

async function makeTables(database: Database, target: string, columns: string[]): Promise<void> {
	const typed = columns.map((name) => `${name} ${TYPES[name] ?? 'text'}`)
	await run(database, `create unlogged table floor_copied_${target} (${typed.join(', ')})`)
	await run(database, `create table floor_${target} (like ${target} including all)`)
}

async function copyFile({ pool }: Database, target: string, file: string): Promise<void> {
	const client = await pool.connect()
	try {
		await pipeline(
			createReadStream(file, { highWaterMark: 1 << 18 }),
			client.query(from(`copy floor_copied_${target} from stdin`)),
		)
	} finally {
		client.release()
	}
}

async function insert(database: Database, target: string, columns: string[]): Promise<void> {
	const names = columns.join(', ')
	await run(
		database,
		`insert into floor_${target} (${names}, import_id) select ${names}, 1 from floor_copied_${target}`,
	)
}

async function run({ db }: Database, statement: string): Promise<void> {
	await sql.raw(statement).execute(db)
}
