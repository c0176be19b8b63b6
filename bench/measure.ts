import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Mode } from '../src/contract/imports.ts'
import type { Database } from '../src/db/database.ts'
import { undo } from '../src/import/imports.ts'
import { withRunLock } from '../src/import/lock.ts'
import { inspectHead } from '../src/import/read/inspect.ts'
import { moveImport } from '../src/import/states.ts'
import { dropFloor, type FloorTimes, measureFloor } from './floor.ts'
import { type DataFile, type DataSet, generate } from './generate.ts'
import type { ImportTimes } from './import.ts'
import { type MendTimes, measureMending } from './mend.ts'
import { measureReading, type ReadingTimes } from './reading.ts'
import { listsOfPeople, measureRequests, measureRequestsDuringImport, type RequestTimes } from './requests.ts'
import { inSchema } from './schema.ts'
import { startServer } from './server.ts'
import { measured, type Took } from './statistics.ts'
import { untilStopped } from './stop.ts'

/** Everything measured about one size. */
export interface Measured {
	rows: number
	bytes: number
	floors: FloorTimes[]
	imports: ImportTimes[]
	/** Milliseconds from the first 256 KiB to a preview. */
	preview_ms: number
	undo: Took
	/** The same file again as an upsert, and one in which every tenth user has another position. */
	upserts: { same: ImportTimes; changed: ImportTimes; undo: Took }
	requests: RequestTimes[]
	/** From here on only of the largest size. */
	during: RequestTimes[]
	mending: MendTimes | undefined
	reading: ReadingTimes | undefined
}

/** Small sizes take seconds, and one of three is always disturbed by something. */
const REPEATS_UP_TO = 100_000

export async function measure(folder: string, rows: number, withServer: boolean): Promise<Measured> {
	const dataDir = join(folder, 'database')
	say(`${rows} rows: generating`)
	const data = generate(join(folder, String(rows)), rows)
	const floors: FloorTimes[] = []
	const imports: ImportTimes[] = []
	const repeats = rows <= REPEATS_UP_TO ? 3 : 1
	let last: Measured | undefined
	for (let nth = 1; nth <= repeats; nth++) {
		last = await inSchema(dataDir, `bench_${rows}_${nth}`, async (database, env) => {
			floors.push(await floor(database, dataDir, data))
			imports.push(await importInChild(database, env, 'create', data.companies, data.users))
			// Of a single import the floor is measured before and after: the machine may have changed its mind meanwhile.
			if (repeats === 1) floors.push(await floor(database, dataDir, data))
			if (nth < repeats) return undefined
			await sql`vacuum analyze users, companies`.execute(database.db)
			const requests = withServer ? await lists(database, env) : []
			const upserts = await upsertInTurn(database, env, folder, data)
			const undone = await measured(dataDir, () => undoUsers(database, 'create'))
			say(`  undo: ${shown(undone)}`)
			const preview_ms = await preview(data)
			return {
				rows,
				bytes: data.users.bytes,
				floors,
				imports,
				preview_ms,
				undo: undone,
				upserts,
				requests,
				during: [],
				mending: undefined,
				reading: undefined,
			}
		})
	}
	const during = withServer ? await duringImport(folder, dataDir, data) : []
	const sources = join(folder, String(rows))
	const mending = withServer
		? await inSchema(dataDir, `bench_${rows}_mending`, (database) => mend(database, sources, data))
		: undefined
	const reading = withServer ? await read(sources, data) : undefined
	await rm(sources, { recursive: true })
	return { ...last!, during, mending, reading }
}

async function floor(database: Database, dataDir: string, data: DataSet): Promise<FloorTimes> {
	const times = await measureFloor(database, data, (work) => measured(dataDir, work))
	await dropFloor(database)
	say(`  floor: copy ${shown(times.copy)}, insert ${shown(times.insert)}`)
	return times
}

/** The peak memory of a process that does only that. */
async function importInChild(
	{ db }: Database,
	env: NodeJS.ProcessEnv,
	mode: Mode,
	companies: DataFile | undefined,
	users: DataFile,
): Promise<ImportTimes> {
	await sql`checkpoint`.execute(db)
	// With the flags of `scripts/run`, as the product has them.
	const files = [...(companies ? [`companies=${companies.csv}`] : []), `users=${users.csv}`]
	const args = [...process.execArgv, join(import.meta.dirname, 'import.ts'), mode, ...files]
	const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'], ...untilStopped })
	let out = ''
	const [[status]] = await Promise.all([
		once(child, 'close'),
		(async () => {
			for await (const piece of child.stdout) out += piece
		})(),
	])
	if (status !== 0) throw new Error('the import failed')
	const times: ImportTimes = JSON.parse(out)
	const parts = (['receive', 'prepare', 'commit'] as const).map((part) => `${part} ${shown(times[part])}`)
	say(`  ${mode}: ${parts.join(', ')}, peak ${Math.round(times.peak_bytes / 2 ** 20)} MB`)
	return times
}

/** Takes back the last users import of the mode. */
async function undoUsers(database: Database, mode: Mode): Promise<void> {
	const { db, pool } = database
	const { id, run_id } = await db
		.selectFrom('imports')
		.select(['id', 'run_id'])
		.where('target', '=', 'users')
		.where(sql`options->>'mode'`, '=', mode)
		.orderBy('id', 'desc')
		.executeTakeFirstOrThrow()
	await withRunLock(pool, run_id, async () => {
		await moveImport(db, id, ['committed'], 'undoing')
		await undo(database, id)
	})
}

async function upsertInTurn(
	database: Database,
	env: NodeJS.ProcessEnv,
	folder: string,
	data: DataSet,
): Promise<Measured['upserts']> {
	const dataDir = join(folder, 'database')
	const same = await importInChild(database, env, 'upsert', undefined, data.users)
	const others = generate(join(folder, 'changed'), data.rows, { changedEvery: 10 })
	const changed = await importInChild(database, env, 'upsert', undefined, others.users)
	if (same.unchanged !== data.rows || changed.updated !== data.rows / 10) throw new Error('other rows were changed')
	return { same, changed, undo: await measured(dataDir, () => undoUsers(database, 'upsert')) }
}

async function preview(data: DataSet): Promise<number> {
	const file = await open(data.users.csv)
	const { buffer, bytesRead } = await file.read(Buffer.alloc(256 * 1024), 0, 256 * 1024, 0)
	await file.close()
	const started = performance.now()
	await inspectHead(buffer.subarray(0, bytesRead))
	return performance.now() - started
}

async function lists({ db }: Database, env: NodeJS.ProcessEnv): Promise<RequestTimes[]> {
	const server = await startServer(env)
	try {
		const times = await measureRequests(server, await listsOfPeople(db))
		for (const { kind, p50, p95 } of times) say(`  ${kind}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`)
		return times
	} finally {
		await server.stop()
	}
}

/** A tenth of the size is there before, so that there is something to ask for. */
async function duringImport(folder: string, dataDir: string, data: DataSet): Promise<RequestTimes[]> {
	const before = generate(join(folder, 'before'), data.rows / 10, { from: data.rows })
	return inSchema(dataDir, `bench_${data.rows}_requests`, async (database, env) => {
		await importInChild(database, env, 'create', before.companies, before.users)
		const server = await startServer(env)
		try {
			const times = await measureRequestsDuringImport(server, data)
			for (const { kind, p50, p95, max } of times)
				say(`  ${kind}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, max ${max.toFixed(0)} ms`)
			return times
		} finally {
			await server.stop()
		}
	})
}

async function mend(database: Database, folder: string, data: DataSet): Promise<MendTimes> {
	const times = await measureMending(database, folder, data)
	say(`  mending: ${JSON.stringify(times)}`)
	return times
}

async function read(folder: string, data: DataSet): Promise<ReadingTimes> {
	const times = await measureReading(folder, data)
	say(`  reading: ${JSON.stringify(times)}`)
	return times
}

function shown({ seconds, processor }: Took): string {
	return `${seconds.toFixed(2)} s (processor ${processor.toFixed(2)} s)`
}

function say(text: string): void {
	process.stderr.write(`${text}\n`)
}
