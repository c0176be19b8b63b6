import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DEFAULT_OPTIONS } from '../src/contract/imports.ts'
import type { Database } from '../src/db/database.ts'
import { constantsOf } from '../src/import/decide.ts'
import { cancel, prepare, receive } from '../src/import/imports.ts'
import { editRows } from '../src/import/mend/edit.ts'
import { applyFix, listFixes } from '../src/import/mend/fix.ts'
import { undoStep } from '../src/import/mend/steps.ts'
import { createImport, getImport } from '../src/import/queries.ts'
import { listRows } from '../src/import/rows.ts'
import { indexForMending } from '../src/import/staged-indexes.ts'
import type { DataSet } from './generate.ts'
import { percentile } from './statistics.ts'

/** What mending a file of that many users takes, in milliseconds. */
export interface MendTimes {
	/** What rows are found by, made in the background. */
	made_ready: number
	/** Phones with a letter O for a zero: as many, and all mended at once. */
	cells: number
	fix_list: number
	fix: number
	fix_undo: number
	/** As many addresses with a second @: other rows are compared by them, which phones are not. */
	addresses: number
	address_fix: number
	address_fix_undo: number
	/** 95th percentiles of forty. */
	edit: number
	edit_of_username: number
	window: number
	window_of_cause: number
	window_of_mended: number
}

const REPEATS = 40
const WINDOW = 200

/** A users file with `cells` damaged phones, staged and checked, and then mended as the browser does it. */
export async function measureMending(database: Database, folder: string, data: DataSet): Promise<MendTimes> {
	const { db } = database
	const id = await createImport(db, {
		target: 'users',
		filename: 'damaged.csv',
		options: { ...DEFAULT_OPTIONS, missing_company: 'empty' },
		constants: constantsOf('users', {}),
		run_id: undefined,
		created_by: null,
	})
	const damaged = join(folder, 'damaged.csv')
	const { cells, addresses } = await damage(data.users.csv, damaged, Math.max(2, Math.floor(data.rows / 100_000)))
	await receive(database, id, createReadStream(damaged, { highWaterMark: 256 * 1024 }))
	await prepare(database, id)
	const made_ready = await milliseconds(() => indexForMending(db, id, 'users'))

	const cause = { code: 'phone_invalid', field: 'phone' } as const
	const found = await getImport(db, id)
	const fix_list = await milliseconds(() => listFixes(db, found, cause))
	const fix = await milliseconds(async () => {
		const { step } = await applyFix(db, id, { ...cause, fix: 'phone' }, null)
		if (step?.rows !== cells) throw new Error(`${step?.rows} of ${cells} cells were mended`)
	})
	const users = { importId: id, target: 'users' } as const
	const windowsOf = (which: Pick<Parameters<typeof listRows>[2], 'filter' | 'code' | 'field'>) =>
		each(
			Array.from({ length: REPEATS }, (_, nth) => nth),
			async (nth) => {
				const rows = await listRows(db, users, {
					...which,
					after: (nth * 7919 * 17) % Math.ceil(data.rows / 2),
					limit: WINDOW,
				})
				if (rows.length === 0) throw new Error('an empty window measures nothing')
			},
		)
	const window_of_mended = await windowsOf({ filter: 'edited' })
	const fix_undo = await milliseconds(() => undoStep(db, id))
	const address_fix = await milliseconds(async () => {
		const { step } = await applyFix(db, id, { code: 'email_invalid', field: 'email', fix: 'clean' }, null)
		if (step?.rows !== addresses) throw new Error(`${step?.rows} of ${addresses} addresses were mended`)
	})
	const address_fix_undo = await milliseconds(() => undoStep(db, id))
	const rows = await listRows(db, users, { filter: 'all', after: data.rows / 2, limit: REPEATS })
	const edit = await each(rows, ({ line }) => editRows(db, id, [{ line, values: { phone: '+420 602 123 456' } }], null))
	const edit_of_username = await each(rows, ({ line }) =>
		editRows(db, id, [{ line, values: { username: `jiny.${line}` } }], null),
	)
	const window = await windowsOf({ filter: 'all' })
	const window_of_cause = await windowsOf({ filter: 'all', ...cause })
	await cancel(database, id)
	const fixes = { made_ready, cells, fix_list, fix, fix_undo, addresses, address_fix, address_fix_undo }
	return { ...fixes, edit, edit_of_username, window, window_of_cause, window_of_mended }
}

/** The same file with a broken phone in every so many rows, and a broken address halfway to the next one. @returns how many */
async function damage(from: string, to: string, every: number): Promise<{ cells: number; addresses: number }> {
	const out = createWriteStream(to)
	const lines = createInterface({ input: createReadStream(from) })
	let nth = 0
	let cells = 0
	let addresses = 0
	for await (const line of lines) {
		const parts = line.split(';')
		// Notes have line breaks and quotes; such records stay as they are.
		const isWhole = nth > 0 && parts.length === 11 && !line.includes('"')
		if (isWhole && nth % every === 0) parts[5] = `6O2 ${String(100_000 + (cells++ % 900_000))}`
		if (isWhole && nth % every === Math.floor(every / 2)) {
			parts[2] = parts[2]!.replace('@', '@@')
			addresses++
		}
		nth++
		if (!out.write(`${parts.join(';')}\r\n`)) await once(out, 'drain')
	}
	out.end()
	await once(out, 'finish')
	return { cells, addresses }
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
	const times: number[] = []
	for (const item of items) times.push(await milliseconds(() => work(item)))
	return percentile(times, 0.95)
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now()
	await work()
	return performance.now() - started
}
