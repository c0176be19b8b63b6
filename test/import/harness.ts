import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Target } from '../../src/contract/fields.ts'
import { DEFAULT_OPTIONS, type ImportOptions } from '../../src/contract/imports.ts'
import { REASON_TEXTS } from '../../src/contract/reasons.ts'
import type { Database, Db } from '../../src/db/database.ts'
import { constantsOf, type Decisions, decide } from '../../src/import/decide.ts'
import { prepare, receive } from '../../src/import/imports.ts'
import { createImport, getImport, type ImportRecord, listRun } from '../../src/import/queries.ts'
import { refusedFile } from '../../src/import/report.ts'
import { moveRun } from '../../src/import/states.ts'
import { work } from '../../src/import/work.ts'

/** A file as a test gives it: the bytes, what it holds, and what the person decides about it. */
export interface GivenFile extends Omit<Decisions, 'target' | 'options'> {
	target: Target
	text: string | Uint8Array
	filename?: string
	options?: Partial<ImportOptions>
}

export interface ImportedRun {
	runId: number
	written: boolean
	/** Companies first, then in the order they were given. */
	imports: ImportRecord[]
}

/** The whole life of a run inside this process. With `commit: false` it is a dry run. */
export async function importText(
	database: Database,
	files: GivenFile[],
	{ commit: commits = true }: { commit?: boolean } = {},
): Promise<ImportedRun> {
	const runId = await prepareText(database, files)
	const [first] = await listRun(database.db, runId)
	if (commits && first!.state === 'ready') await commitRun(database, runId)
	const imports = await listRun(database.db, runId)
	const written = imports.every((found) => found.state === 'committed')
	for (const found of imports) await expectBalanced(database.db, found)
	return { runId, written, imports }
}

/** What the button and the command line do, and then a worker. */
export async function commitRun(database: Database, runId: number): Promise<void> {
	await moveRun(database.db, runId, ['ready'], 'committing')
	await work(database, runId)
}

/** Receives the files and makes the plan of their run. A file that is no table leaves the run as it is. */
export async function prepareText(database: Database, files: GivenFile[]): Promise<number> {
	const runId = await receiveText(database, files)
	const run = await listRun(database.db, runId)
	if (run.every((found) => found.state === 'mapping')) await prepare(database, runId)
	return runId
}

export async function receiveText(database: Database, files: GivenFile[]): Promise<number> {
	let runId: number | undefined
	for (const { target, text, filename = `${target}.csv`, options, ...decisions } of files) {
		const id: number = await createImport(database.db, {
			target,
			filename,
			options: { ...DEFAULT_OPTIONS, ...options },
			constants: constantsOf(target, {}),
			run_id: runId,
			created_by: null,
		})
		runId ??= id
		await receive(database, id, inPieces(text))
		if (Object.keys(decisions).length > 0) await decide(database, id, decisions)
	}
	return runId!
}

/** As a socket brings a file: in pieces that end anywhere. */
export async function* inPieces(text: string | Uint8Array, size = 50_000): AsyncGenerator<Uint8Array> {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** The promise about counts: they add up, and what is created is what the database holds of the import. */
export async function expectBalanced(db: Db, found: ImportRecord): Promise<void> {
	const { counts } = found
	if (!counts) return
	const { read, created, updated, unchanged, skipped, refused } = counts
	expect(created + updated + unchanged + skipped + refused).toBe(read)
	expect(read).toBe(found.records)
	if (found.state !== 'committed') return
	const { rows } = await sql<{ companies: number; users: number }>`
		select
			(select count(*) from companies where import_id = ${found.id}) as companies,
			(select count(*) from users where import_id = ${found.id}) as users
	`.execute(db)
	const expected =
		found.target === 'users' ? { companies: found.new_companies, users: created } : { companies: created, users: 0 }
	expect(rows[0]).toEqual(expected)
}

/** Everything the rules said, small enough to be compared as a whole: `error username_taken username 3,5 jan|eva`. */
export function issuesOf(found: ImportRecord): string[] {
	return found.issues
		.map(({ severity, code, field, count, lines, values }) => {
			expect(lines.length).toBe(Math.min(count, 100))
			return `${severity} ${code} ${field ?? '-'} ${lines.join(',')} ${values.join('|')}`.trimEnd()
		})
		.sort()
}

/** Name and registration number of every company, in the order they were made. */
export async function companiesIn(db: Db): Promise<string[]> {
	const { rows } = await sql<{ name: string; registration_number: string | null }>`
		select name, registration_number from companies order by id
	`.execute(db)
	return rows.map(({ name, registration_number: number }) => (number ? `${name} ${number}` : name))
}

/** `username email role @ company` of every user: those who were there before, then in the order of the files. */
export async function usersIn(db: Db): Promise<string[]> {
	const { rows } = await sql<{ username: string; email: string; role: string; company: string | null }>`
		select u.username, u.email, u.role, c.name as company
		from users u left join companies c on c.id = u.company_id
		order by u.import_id nulls first, u.import_line, u.id
	`.execute(db)
	return rows.map(({ username, email, role, company }) => `${username} ${email} ${role} @ ${company ?? '-'}`)
}

/** `username: groups` of every operator and administrator, in the order of the names. */
export async function membersIn(db: Db): Promise<string[]> {
	const { rows } = await sql<{ line: string }>`
		select u.username || ': ' || coalesce(string_agg(g.name, ' | ' order by g.name collate "C"), '') as line
		from users u
		left join group_members m on m.user_id = u.id
		left join groups g on g.id = m.group_id
		where u.role <> 'customer'
		group by u.username
		order by u.username
	`.execute(db)
	return rows.map(({ line }) => line)
}

export async function countRecords(db: Db): Promise<{ companies: number; users: number }> {
	const { rows } = await sql<{ companies: number; users: number }>`
		select (select count(*) from companies) as companies, (select count(*) from users) as users
	`.execute(db)
	return rows[0]!
}

/** Nobody and nothing, sign-in by username: a test file shares one database between its tests. */
export async function clear({ db }: Database): Promise<void> {
	await sql`truncate companies, users cascade`.execute(db)
	await sql`drop index if exists users_email_sign_in_key`.execute(db)
	await sql`update settings set sign_in = 'username'`.execute(db)
}

/** R9: people sign in by their address. */
export async function signInByEmail({ db }: Database): Promise<void> {
	await sql`update settings set sign_in = 'email'`.execute(db)
}

/** The file of refused records as bytes, with Czech reasons. */
export async function refusedBytes(database: Database, importId: number): Promise<Buffer> {
	const { header, describe } = REASON_TEXTS.cs
	const pieces: Buffer[] = []
	const found = await getImport(database.db, importId)
	for await (const piece of refusedFile(database, found, header, describe)) pieces.push(piece)
	return Buffer.concat(pieces)
}
