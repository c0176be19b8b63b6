import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { work } from '../../src/import/imports.ts'
import { listRun, moveRun } from '../../src/import/queries.ts'
import { testDatabase } from '../harness.ts'
import { clear, commitRun, countRecords, expectBalanced, prepareText, receiveText } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

/** Somebody else on the same database: the one who kills, and who holds locks. */
const killer = new pg.Client(database.connection)
await killer.connect()
afterAll(() => killer.end())

const COMPANIES = 40
const USERS = 2_000
const files = [
	{
		target: 'companies' as const,
		text: `Název\n${Array.from({ length: COMPANIES }, (_, i) => `Firma ${i}\n`).join('')}`,
	},
	{
		target: 'users' as const,
		text: `Login;Mail;Firma\n${Array.from({ length: USERS }, (_, i) => `u${i};u${i}@x.cz;Firma ${i % COMPANIES}\n`).join('')}`,
	},
]
const NOTHING = { companies: 0, users: 0 }
const EVERYTHING = { companies: COMPANIES, users: USERS }

/** As a killed process: every connection of it is gone at once. @returns how many there were */
async function killConnections(which = 'true'): Promise<number> {
	const { rowCount } = await killer.query(`
		select pg_terminate_backend(pid)
		from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid() and ${which}
	`)
	return rowCount ?? 0
}

async function waitFor(condition: string): Promise<void> {
	for (;;) {
		const { rowCount } = await killer.query(`
			select from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid() and ${condition}
		`)
		if (rowCount) return
		await sleep(2)
	}
}

async function statesOf(runId: number): Promise<string[]> {
	return (await listRun(db, runId)).map((found) => found.state)
}

test('a commit that dies while it writes users leaves nothing, not even its companies; done again it writes once', async () => {
	const runId = await prepareText(database, files)
	await killer.query('begin; lock table users in share mode')
	const died = commitRun(database, runId).catch((error) => error)
	await waitFor("wait_event_type = 'Lock' and query like '%insert into users%'")
	expect(await killConnections()).toBeGreaterThan(0)
	expect(await died).toBeInstanceOf(Error)
	await killer.query('rollback')

	expect(await countRecords(db)).toEqual(NOTHING)
	expect(await statesOf(runId)).toEqual(['committing', 'committing'])
	await work(database, runId)
	expect(await countRecords(db)).toEqual(EVERYTHING)
	for (const found of await listRun(db, runId)) await expectBalanced(db, found)
	await work(database, runId)
	expect(await countRecords(db)).toEqual(EVERYTHING)
})

test('killed at any moment of a commit there is all or nothing, and done again there is all', async () => {
	const fresh = async () => {
		await clear(database)
		return prepareText(database, files)
	}
	const started = performance.now()
	await commitRun(database, await fresh())
	const wholeMs = (performance.now() - started) / 2
	for (let moment = 0; moment < 8; moment++) {
		const runId = await fresh()
		await moveRun(db, runId, ['ready'], 'committing')
		const died = work(database, runId).catch(() => {})
		await sleep(Math.random() * wholeMs)
		await killConnections()
		await died

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
	const died = work(database, runId).catch((error) => error)
	await waitFor("query like 'copy %'")
	await killConnections()
	expect(await died).toBeInstanceOf(Error)
	expect((await statesOf(runId))[1]).toBe('staging')
	await work(database, runId)
	expect(await statesOf(runId)).toEqual(['ready', 'ready'])
	expect((await listRun(db, runId)).map(({ counts }) => counts!.created)).toEqual([COMPANIES, USERS])
})
