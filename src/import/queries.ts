import { type RawBuilder, sql } from 'kysely'
import type { Target } from '../contract/fields.ts'
import type {
	Column,
	Counts,
	ImportOptions,
	ImportState,
	ListedImport,
	Misread,
	Progress,
	ReadAs,
	UndoSums,
} from '../contract/imports.ts'
import type { FailureCode, IssueGroup } from '../contract/issues.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Dialect } from './types.ts'
import type { Meanings } from './values/lists.ts'

/** What the person set by hand about how the file is read. */
export interface Overrides {
	encoding?: string
	delimiter?: string
	header_line?: number
	sheet?: string
	/** Words that were read in a wrong encoding before are to be as they were. */
	repair?: boolean
}

/** One import as it is kept; `view.ts` makes of it what travels over HTTP. */
export interface ImportRecord {
	id: number
	run_id: number
	target: Target
	state: ImportState
	filename: string
	bytes: number
	overrides: Overrides
	dialect: Dialect | null
	records: number | null
	columns: Column[]
	head: { line: number; cells: string[] }[]
	sheets: { name: string; rows: number }[]
	mapping: (string | null)[]
	constants: Record<string, string>
	value_map: Meanings
	encodings: ReadAs[]
	misread: Misread[]
	options: ImportOptions
	counts: Counts | null
	issues: IssueGroup[]
	staff_rows: number
	warning_rows: number
	new_companies: number
	missing: number
	new_groups: string[]
	plan: number
	progress: Progress | null
	failure: { code: FailureCode; line: number | null } | null
	seconds: Record<string, number>
	/** Ids of the records it made lie between these; others may, too. */
	first_id: number | null
	last_id: number | null
	undo: UndoSums | null
	created_by: number | null
	created_by_username: string | null
	created_at: Date
	committed_at: Date | null
	/** Until when it can be taken back; null: it is not committed, or not kept any more. */
	undoable_until: Date | null
	/** Its file, rows and journal are gone since then (`retention.ts`). */
	dropped_at: Date | null
	/** The last import that wrote the very same bytes before this one. */
	same_file: { import_id: number; run_id: number; at: string; by: string | null } | null
}

/** What a list says of an import: nothing that grows with its file. */
export type ListedRecord = Pick<ImportRecord, keyof ListedImport | 'created_by_username'>

const listedColumns = sql`
	i.id, i.run_id, i.target, i.state, i.filename, i.bytes, i.records, i.counts, i.staff_rows, i.plan, i.progress,
	i.failure, i.seconds, i.undo, i.created_by, u.username as created_by_username, i.created_at, i.committed_at,
	case when i.state = 'committed' and i.dropped_at is null
		then i.state_at + make_interval(days => (select changes_kept_days from settings)) end as undoable_until, i.dropped_at
`

const columns = sql`
	${listedColumns}, i.overrides, i.dialect, i.columns, i.head, i.sheets, i.mapping, i.constants, i.value_map, i.encodings,
	i.misread, i.options, i.issues, i.warning_rows, i.new_companies, i.new_groups, i.missing, i.first_id, i.last_id,
	(
		select jsonb_build_object('import_id', e.id, 'run_id', e.run_id, 'at', e.committed_at, 'by', w.username)
		from imports e
		left join users w on w.id = e.committed_by
		where e.sha256 = i.sha256 and e.target = i.target and e.state = 'committed' and e.id <> i.id
		  and e.committed_at < coalesce(i.committed_at, 'infinity')
		order by e.committed_at desc
		limit 1
	) as same_file
`

export async function findImport(db: Db | Tx, id: number): Promise<ImportRecord | undefined> {
	const { rows } = await sql<ImportRecord>`
		select ${columns}
		from imports i
		left join users u on u.id = i.created_by
		where i.id = ${id}
	`.execute(db)
	return rows[0]
}

/** @throws AppError not_found */
export async function getImport(db: Db | Tx, id: number): Promise<ImportRecord> {
	const found = await findImport(db, id)
	if (!found) throw new AppError('not_found')
	return found
}

/** The imports of a run in the order they are checked and written: companies first (R1). */
export async function listRun(db: Db | Tx, runId: number): Promise<ImportRecord[]> {
	const { rows } = await sql<ImportRecord>`
		select ${columns}
		from imports i
		left join users u on u.id = i.created_by
		where i.run_id = ${runId}
		order by i.target, i.id
	`.execute(db)
	return rows
}

/** History, newest first; `after` is the last id of the page before. */
export async function listImports(
	db: Db,
	{ run_id, after, limit }: { run_id?: number | undefined; after?: number | undefined; limit: number },
): Promise<ListedRecord[]> {
	const { rows } = await sql<ListedRecord>`
		select ${listedColumns}
		from imports i
		left join users u on u.id = i.created_by
		where true
		  ${run_id === undefined ? sql`` : sql`and i.run_id = ${run_id}`}
		  ${after === undefined ? sql`` : sql`and i.id < ${after}`}
		order by i.id desc
		limit ${limit}
	`.execute(db)
	return rows
}

export interface NewImport {
	target: Target
	filename: string
	options: ImportOptions
	constants: Record<string, string>
	run_id: number | undefined
	created_by: number | null
}

/** What a request calls itself, so that whoever sends it again finds the import it made. */
export interface Idempotency {
	key: string
	/** Of what was asked for. */
	hash: Buffer
}

export async function createImport(db: Db, input: NewImport): Promise<number> {
	return (await insertImport(db, input, undefined))!
}

/** @returns its id; undefined: there is an import with this key by now */
export async function insertImport(
	db: Db,
	input: NewImport,
	idempotency: Idempotency | undefined,
): Promise<number | undefined> {
	const { key = null, hash = null } = idempotency ?? {}
	const { rows } = await sql<{ id: number }>`
		with new as (select nextval(pg_get_serial_sequence('imports', 'id')) as id)
		insert into imports (id, run_id, target, filename, options, constants, created_by, idempotency_key, idempotency_hash)
		overriding system value
		select id, coalesce(${input.run_id ?? null}::bigint, id), ${input.target}, ${input.filename},
		       ${json(input.options)}, ${json(input.constants)}, ${input.created_by}::bigint, ${key}, ${hash}::bytea
		from new
		on conflict (created_by, idempotency_key) where idempotency_key is not null do nothing
		returning id
	`.execute(db)
	return rows[0]?.id
}

export async function findIdempotent(
	db: Db,
	created_by: number,
	key: string,
): Promise<{ id: number; hash: Buffer } | undefined> {
	const { rows } = await sql<{ id: number; hash: Buffer }>`
		select id, idempotency_hash as hash from imports where created_by = ${created_by} and idempotency_key = ${key}
	`.execute(db)
	return rows[0]
}

/** What can be written about an import outside of its state. */
export interface ImportPatch {
	filename?: string
	target?: Target
	bytes?: number
	sha256?: Buffer
	overrides?: Overrides
	dialect?: Dialect | null
	records?: number | null
	columns?: Column[]
	head?: { line: number; cells: string[] }[]
	sheets?: { name: string; rows: number }[]
	mapping?: (string | null)[]
	constants?: Record<string, string>
	value_map?: Meanings
	encodings?: ReadAs[]
	misread?: Misread[]
	options?: ImportOptions
	counts?: Counts | null
	issues?: IssueGroup[]
	staff_rows?: number
	warning_rows?: number
	new_companies?: number
	missing?: number
	fingerprint?: string | null
	new_groups?: string[]
	plan?: number
	failure?: { code: FailureCode; line: number | null } | null
	seconds?: Record<string, number>
	first_id?: number
	last_id?: number
	committed_by?: number | null
	committed_at?: Date
	undo?: UndoSums | null
}

export async function updateImport(db: Db | Tx, id: number, patch: ImportPatch): Promise<void> {
	const sets = Object.entries(patch).map(([name, value]) => sql`${sql.ref(name)} = ${stored(value)}`)
	if (sets.length === 0) return
	await sql`update imports set ${sql.join(sets)} where id = ${id}`.execute(db)
}

export function json(value: unknown): RawBuilder<unknown> {
	return sql`${JSON.stringify(value)}::jsonb`
}

function stored(value: unknown): unknown {
	const plain = value === null || typeof value !== 'object' || value instanceof Date || Buffer.isBuffer(value)
	return plain ? value : json(value)
}
