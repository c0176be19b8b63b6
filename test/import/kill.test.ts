import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { connectDatabase, type Database } from '../../src/db/database.ts'
import { listRun } from '../../src/import/queries.ts'
import { moveRun } from '../../src/import/states.ts'
import { work } from '../../src/import/work.ts'
import { testDatabase } from '../harness.ts'
import { clear, commitRun, countRecords, expectBalanced, prepareText, receiveText } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

/** Others on the same database: one who kills, and one who holds a lock meanwhile. */
const killer = new pg.Client({ ...database.connection, application_name: 'killer' })
const holder = new pg.Client({ ...database.connection, application_name: 'holder' })
await Promise.all([killer.connect(), holder.connect()])
afterAll(() => Promise.all([killer.end(), holder.end()]))

const COMPANIES = 40
const USERS = 2_000
const companies = {
	target: 'companies' as const,
	text: `Název\n${Array.from({ length: COMPANIES }, (_, i) => `Firma ${i}\n`).join('')}`,
}
const users = {
	target: 'users' as const,
	text: `Login;Mail;Firma\n${Array.from({ length: USERS }, (_, i) => `u${i};u${i}@x.cz;Firma ${i % COMPANIES}\n`).join('')}`,
}
const files = [companies, users]
const NOTHING = { companies: 0, users: 0 }
const EVERYTHING = { companies: COMPANIES, users: USERS }

/** Another process does the work and is killed: all its connections are gone at once. */
async function killDuring(
	work: (process: Database) => Promise<unknown>,
	moment: () => Promise<unknown>,
): Promise<void> {
	const { rows } = await killer.query('select clock_timestamp() as since')
	const process = connectDatabase(database.connection, 12)
	const died = work(process).catch(() => {})
	await moment()
	// Until they are really gone: whoever comes next must find the run let go of.
	await killer.query(
		`select pg_terminate_backend(pid, 5000) from pg_stat_activity
		 where datname = current_database() and application_name = 'listek' and backend_start >= $1`,
		[rows[0].since],
	)
	await died
	// A killed process closes nothing either: what its pool still waits for is no part of the promise.
	await Promise.race([process.close(), sleep(1_000)])
}

/** Waits until some connection is in the middle of a statement. */
async function during(statement: string, waiting = ''): Promise<void> {
	for (;;) {
		const { rowCount } = await killer.query(
			`select from pg_stat_activity
			 where datname = current_database() and application_name = 'listek' and state = 'active'
			   and query like $1 and ($2 = '' or wait_event_type = $2)`,
			[`%${statement}%`, waiting],
		)
		if (rowCount) return
		await sleep(2)
	}
}

async function statesOf(runId: number): Promise<string[]> {
	return (await listRun(db, runId)).map((found) => found.state)
}

test('a commit that dies while it writes users leaves nothing, not even its companies; done again it writes once', async () => {
	const runId = await prepareText(database, files)
	await holder.query('begin; lock table users in share mode')
	await killDuring(
		(process) => commitRun(process, runId),
		() => during('insert into users', 'Lock'),
	)
	await holder.query('rollback')
	expect(await countRecords(db)).toEqual(NOTHING)
	expect(await statesOf(runId)).toEqual(['committing', 'committing'])

	await work(database, runId)
	expect(await countRecords(db)).toEqual(EVERYTHING)
	for (const found of await listRun(db, runId)) await expectBalanced(db, found)
	await work(database, runId)
	expect(await countRecords(db)).toEqual(EVERYTHING)
})

test('killed at any moment of a commit there is all or nothing, and done again there is all', async () => {
	const prepared = async () => {
		await clear(database)
		return prepareText(database, files)
	}
	const first = await prepared()
	const started = performance.now()
	await commitRun(database, first)
	const wholeMs = performance.now() - started
	for (let nth = 0; nth < 8; nth++) {
		const runId = await prepared()
		await moveRun(db, runId, ['ready'], 'committing')
		await killDuring(
			(process) => work(process, runId),
			() => sleep(Math.random() * wholeMs),
		)
		const [state] = await statesOf(runId)
		expect(await countRecords(db)).toEqual(state === 'committed' ? EVERYTHING : NOTHING)
		await work(database, runId)
		expect(await statesOf(runId)).toEqual(['committed', 'committed'])
		expect(await countRecords(db)).toEqual(EVERYTHING)
	}
})

test('a worker that dies while it reads the file is started over from the stored one', async () => {
	const runId = await receiveText(database, files)
	await moveRun(db, runId, ['mapping'], 'staging')
	await holder.query('begin; lock table import_chunks in access exclusive mode')
	await killDuring(
		(process) => work(process, runId),
		() => during('from import_chunks', 'Lock'),
	)
	await holder.query('rollback')
	expect(await statesOf(runId)).toEqual(['staging', 'staging'])
	await work(database, runId)
	expect(await statesOf(runId)).toEqual(['ready', 'ready'])
	expect((await listRun(db, runId)).map(({ counts }) => counts!.created)).toEqual([COMPANIES, USERS])
})

test('an upload whose inspection dies is inspected by a worker', async () => {
	await holder.query('begin; lock table import_profiles in access exclusive mode')
	await killDuring(
		(process) => receiveText(process, files),
		() => during('from import_profiles', 'Lock'),
	)
	await holder.query('rollback')
	const { rows } = await killer.query('select id, state from imports order by id desc limit 1')
	expect(rows[0].state).toBe('inspecting')
	await work(database, Number(rows[0].id))
	const [found] = await listRun(db, Number(rows[0].id))
	expect([found!.state, found!.records]).toEqual(['mapping', COMPANIES])
})

test('a worker that dies while it checks is started over', async () => {
	const runId = await receiveText(database, files)
	await moveRun(db, runId, ['mapping'], 'staging')
	await holder.query('begin; lock table company_aliases in access exclusive mode')
	await killDuring(
		(process) => work(process, runId),
		() => during('names as materialized', 'Lock'),
	)
	await holder.query('rollback')
	expect(await statesOf(runId)).toEqual(['checking', 'checking'])
	await work(database, runId)
	expect((await listRun(db, runId)).map(({ state, counts }) => [state, counts!.created])).toEqual([
		['ready', COMPANIES],
		['ready', USERS],
	])
})
