import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { DEFAULT_OPTIONS } from '../src/contract/imports.ts'
import { constantsOf, decide } from '../src/import/decide.ts'
import { commit, prepare, receive } from '../src/import/imports.ts'
import { createImport, getImport, listRun } from '../src/import/queries.ts'
import { moveRun } from '../src/import/states.ts'
import { testDatabase } from '../test/harness.ts'
import { measureFloor } from './floor.ts'
import { generate } from './generate.ts'

const folder = mkdtempSync(join(tmpdir(), 'listek-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the same number of rows makes the same files', () => {
	const one = generate(join(folder, 'one'), 700)
	const two = generate(join(folder, 'two'), 700)
	for (const kind of ['companies', 'users'] as const) {
		expect(readFileSync(one[kind].csv)).toEqual(readFileSync(two[kind].csv))
		expect(readFileSync(one[kind].copy)).toEqual(readFileSync(two[kind].copy))
	}
	expect(one.users.bytes).toBe(readFileSync(one.users.csv).length)
})

test('a set that goes on has none of the names of the set before it', () => {
	const usernames = (file: string) =>
		readFileSync(file, 'utf8')
			.split('\n')
			.map((row) => row.split('\t')[3])
	const before = usernames(generate(join(folder, 'before'), 500).users.copy).filter((name) => name !== undefined)
	const after = usernames(generate(join(folder, 'after'), 500, { from: 500 }).users.copy).filter(
		(name) => name !== undefined,
	)
	expect(new Set([...before, ...after]).size).toBe(1000)
})

test('the files import without an issue, and into the values the floor copies', async () => {
	const data = generate(join(folder, 'imported'), 1500)
	const database = await testDatabase()
	const { db } = database
	let runId: number | undefined
	for (const target of ['companies', 'users'] as const) {
		const id = await createImport(db, {
			target,
			filename: `${target}.csv`,
			options: DEFAULT_OPTIONS,
			constants: constantsOf(target, {}),
			run_id: runId,
			created_by: null,
		})
		runId ??= id
		await receive(database, id, createReadStream(data[target].csv))
		await decide(database, id, { mapping: (await getImport(db, id)).mapping })
	}
	await prepare(database, runId!)
	const run = await listRun(db, runId!)
	expect(run.map(({ state, issues, mapping }) => ({ state, issues, unmapped: mapping.indexOf(null) }))).toEqual([
		{ state: 'ready', issues: [], unmapped: -1 },
		{ state: 'ready', issues: [], unmapped: -1 },
	])
	await moveRun(db, runId!, ['ready'], 'committing')
	expect(await commit(database, runId!)).toBe('committed')

	await measureFloor(database, data, async (work) => {
		await work()
		return { seconds: 0, processor: 0 }
	})
	const { rows } = await sql`
		with imported as (
			select first_name, last_name, email, username, phone, mobile, company_id, role, position, language, note, sort_key, words
			from users
		), copied as (
			select first_name, last_name, email, username, phone, mobile, company_id, role, position, language, note, sort_key, words
			from floor_users
		)
		select (select count(*) from (table imported except table copied) as only_imported) as only_imported,
		       (select count(*) from (table copied except table imported) as only_copied) as only_copied
	`.execute(db)
	expect(rows).toEqual([{ only_imported: 0, only_copied: 0 }])
})
