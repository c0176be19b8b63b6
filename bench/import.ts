import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Target } from '../src/contract/fields.ts'
import { DEFAULT_OPTIONS, type Mode } from '../src/contract/imports.ts'
import { openDatabase } from '../src/db/database.ts'
import { constantsOf, decide } from '../src/import/decide.ts'
import { commit, prepare, receive } from '../src/import/imports.ts'
import { createImport, getImport, listRun } from '../src/import/queries.ts'
import { moveRun } from '../src/import/states.ts'
import { peakBytes } from './processor.ts'
import { config } from './settings.ts'
import { measured, type Took } from './statistics.ts'

/**
 * A process of its own that does what `./listek import --mode MODE FILE...` does and nothing else, so that its peak
 * memory is the import's. `node bench/import.ts MODE companies=FILE users=FILE`; prints one JSON document: `ImportTimes`.
 */
export interface ImportTimes {
	/** Companies and users together. */
	receive: Took
	prepare: Took
	commit: Took
	/** The part of `prepare` that reads; the rest of it is the check. Seconds by the clock. */
	read: number
	/** Peak resident memory of this process. */
	peak_bytes: number
	/** Of all files: records that were made, changed and left as they are. */
	created: number
	updated: number
	unchanged: number
}

const [mode, ...files] = process.argv.slice(2)
const { dataDir } = config()
const database = await openDatabase(config(), 12)
const { db } = database
let runId: number | undefined

const receiving = await measured(dataDir, async () => {
	for (const [target, file] of files.map((text) => text.split('=') as [Target, string])) {
		const id = await createImport(db, {
			target,
			filename: basename(file),
			options: { ...DEFAULT_OPTIONS, mode: mode as Mode },
			constants: constantsOf(target, {}),
			run_id: runId,
			created_by: null,
		})
		runId ??= id
		await receive(database, id, createReadStream(file, { highWaterMark: 256 * 1024 }))
		await decide(database, id, { mapping: (await getImport(db, id)).mapping })
	}
})
const preparing = await measured(dataDir, () => prepare(database, runId!))
for (const { state, issues } of await listRun(db, runId!)) {
	if (state !== 'ready') throw new Error(`the import is ${state}: ${JSON.stringify(issues.slice(0, 3))}`)
}
const committing = await measured(dataDir, async () => {
	await moveRun(db, runId!, ['ready'], 'committing')
	if ((await commit(database, runId!)) !== 'committed') throw new Error('it was not committed')
})

const run = await listRun(db, runId!)
const times: ImportTimes = {
	receive: receiving,
	prepare: preparing,
	commit: committing,
	read: run.reduce((sum, { seconds }) => sum + (seconds.read ?? 0), 0),
	peak_bytes: peakBytes(),
	created: total('created'),
	updated: total('updated'),
	unchanged: total('unchanged'),
}
process.stdout.write(`${JSON.stringify(times)}\n`)
await database.close()

function total(part: 'created' | 'updated' | 'unchanged'): number {
	return run.reduce((sum, { counts }) => sum + (counts?.[part] ?? 0), 0)
}
