import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { DEFAULT_OPTIONS } from '../src/contract/imports.ts'
import { openDatabase } from '../src/db/database.ts'
import { constantsOf, decide } from '../src/import/decide.ts'
import { commit, prepare, receive } from '../src/import/imports.ts'
import { createImport, getImport, listRun, moveRun } from '../src/import/queries.ts'
import { config } from './settings.ts'

/**
 * A process of its own that does what `./listek import COMPANIES USERS` does and nothing else, so that its peak
 * memory is the import's. Prints one JSON document: `ImportTimes`.
 */
export interface ImportTimes {
	/** Seconds of the whole run, and of its stages; companies and users together. */
	total: number
	receive: number
	read: number
	check: number
	commit: number
	created: number
	/** Peak resident memory of this process. */
	peak_bytes: number
}

const [companies, users] = process.argv.slice(2)
const database = await openDatabase(config(), 12)
const { db } = database
let runId: number | undefined

const started = performance.now()
for (const [target, file] of [['companies', companies!] as const, ['users', users!] as const]) {
	const id = await createImport(db, {
		target,
		filename: basename(file),
		options: DEFAULT_OPTIONS,
		constants: constantsOf(target, {}),
		run_id: runId,
		created_by: null,
	})
	runId ??= id
	await receive(database, id, createReadStream(file, { highWaterMark: 256 * 1024 }))
	await decide(database, id, { mapping: (await getImport(db, id)).mapping })
}
const received = performance.now()
await prepare(database, runId!)
const prepared = performance.now()
for (const { state, issues } of await listRun(db, runId!)) {
	if (state !== 'ready') throw new Error(`the import is ${state}: ${JSON.stringify(issues.slice(0, 3))}`)
}
await moveRun(db, runId!, ['ready'], 'committing')
if ((await commit(database, runId!)) !== 'committed') throw new Error('the plan was stale')
const committed = performance.now()

const run = await listRun(db, runId!)
const read = run.reduce((sum, { seconds }) => sum + (seconds.read ?? 0), 0)
const times: ImportTimes = {
	total: (committed - started) / 1000,
	receive: (received - started) / 1000,
	read,
	// What `prepare` does besides reading belongs to the check.
	check: (prepared - received) / 1000 - read,
	commit: (committed - prepared) / 1000,
	created: run.reduce((sum, { counts }) => sum + counts!.created, 0),
	peak_bytes: process.resourceUsage().maxRSS * 1024,
}
process.stdout.write(`${JSON.stringify(times)}\n`)
await database.close()
