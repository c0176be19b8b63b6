import { readFile, writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from '../src/db/database.ts'

/** Writes `src/tables.ts` from the migrated database; a test fails while the two differ. */
export const TABLES_FILE = new URL('../src/tables.ts', import.meta.url)

interface ColumnFact {
	table: string
	column: string
	type: string
	nullable: boolean
	has_default: boolean
	always: boolean
}

const TYPES: Record<string, string> = {
	int4: 'number',
	int8: 'number',
	text: 'string',
	tsvector: 'string',
	bool: 'boolean',
	timestamptz: 'Date',
	bytea: 'Buffer',
	jsonb: 'Json',
}

/** The TypeScript text of every table's row type, for Kysely. Queue and migration tables are not ours. */
export async function renderTables(db: Db): Promise<string> {
	const { rows } = await sql<ColumnFact>`
		select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
		       a.atthasdef or a.attidentity <> '' as has_default,
		       a.attidentity = 'a' or a.attgenerated <> '' as always
		from pg_class c
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		join pg_type t on t.oid = a.atttypid
		where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname !~ '^kysely_'
		order by c.relname, a.attnum
	`.execute(db)
	const tables = Map.groupBy(rows, (row) => row.table)
	const interfaces = [...tables].map(([table, columns]) => {
		const lines = columns.map((column) => `\t${column.column}: ${typeOf(column)}`)
		return `export interface ${typeName(table)} {\n${lines.join('\n')}\n}\n`
	})
	const all = [...tables.keys()].map((table) => `\t${table}: ${typeName(table)}`)
	return [
		'// Made from the migrated database by `npm run tables`. Do not edit.',
		"import type { Generated, GeneratedAlways } from 'kysely'",
		'',
		'/** Parsed by the driver; a query says what it expects in it. Written as JSON text. */',
		'export type Json = unknown',
		'',
		...interfaces,
		`export interface Tables {\n${all.join('\n')}\n}`,
		'',
	].join('\n')
}

/** Not null, and still not given by who writes a row. */
const FILLED_BY_TRIGGERS = ['users.sort_key', 'users.words']

function typeOf({ table, column, type, nullable, has_default, always }: ColumnFact): string {
	const base = nullable && type !== 'jsonb' ? `${TYPES[type]} | null` : TYPES[type]!
	if (always) return `GeneratedAlways<${base}>`
	return has_default || FILLED_BY_TRIGGERS.includes(`${table}.${column}`) ? `Generated<${base}>` : base
}

function typeName(table: string): string {
	return table.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
}

export const readTables = () => readFile(TABLES_FILE, 'utf8')
export const writeTables = (text: string) => writeFile(TABLES_FILE, text)
