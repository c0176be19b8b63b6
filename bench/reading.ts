import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { DEFAULT_OPTIONS } from '../src/contract/imports.ts'
import { createMapper } from '../src/import/map.ts'
import { decode } from '../src/import/read/decode.ts'
import { inspectHead } from '../src/import/read/inspect.ts'
import { parse } from '../src/import/read/parse.ts'
import { rowsOf, workbook } from '../test/csv/workbook.ts'
import type { DataSet } from './generate.ts'
import { median } from './statistics.ts'
import { untilStopped } from './stop.ts'
import type { WorkbookTimes } from './workbook.ts'

/** Reading without a database: what the encoding and the kind of file cost. */
export interface ReadingTimes {
	/** Processor seconds of decoding, parsing and mapping the same file. */
	utf8: number
	windows1250: number
	workbook: WorkbookTimes
}

const WORKBOOK_ROWS = 200_000
const REPEATS = 3

export async function measureReading(folder: string, data: DataSet): Promise<ReadingTimes> {
	const czech = join(folder, 'windows-1250.csv')
	// By the piece of whole characters: the generator writes none beyond the encoding.
	await writeFile(czech, iconv.encode(await readFile(data.users.csv, 'utf8'), 'windows-1250'))
	const utf8: number[] = []
	const windows1250: number[] = []
	for (let nth = 0; nth < REPEATS; nth++) {
		utf8.push(await read(data.users.csv, 'utf-8'))
		windows1250.push(await read(czech, 'windows-1250'))
	}
	return { utf8: median(utf8), windows1250: median(windows1250), workbook: await readWorkbook(folder) }
}

async function read(file: string, encoding: string): Promise<number> {
	const { dialect, columns } = await inspectHead(await headOf(file), { encoding })
	const mapping = columns.map(({ field }) => field)
	const mapper = createMapper({ target: 'users', mapping, constants: {}, value_map: {}, options: DEFAULT_OPTIONS })
	const before = process.cpuUsage()
	const bytes = createReadStream(file, { highWaterMark: 512 * 1024 })
	for await (const batch of parse(decode(bytes, { encoding }), dialect, { width: columns.length })) mapper(batch)
	const { user, system } = process.cpuUsage(before)
	return (user + system) / 1e6
}

async function headOf(path: string): Promise<Buffer> {
	const file = await open(path)
	const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0)
	await file.close()
	return buffer.subarray(0, bytesRead)
}

/** In a process of its own, for its peak memory. */
async function readWorkbook(folder: string): Promise<WorkbookTimes> {
	const path = join(folder, 'kontakty.xlsx')
	const header = ['Uživatelské jméno', 'E-mail', 'Jméno', 'Příjmení', 'Telefon', 'Poznámka']
	const rows = Array.from({ length: WORKBOOK_ROWS }, (_, nth) => [
		...[`jan.novak${nth}`, `jan.novak${nth}@firma.cz`, 'Jan', 'Novák', `+420 602 ${100_000 + nth}`, null],
	])
	await writeFile(path, workbook({ sheets: [{ rows: rowsOf([header, ...rows]) }] }))
	const args = [...process.execArgv, join(import.meta.dirname, 'workbook.ts'), path]
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], ...untilStopped })
	let out = ''
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		out += text
	})
	const [status] = await once(child, 'close')
	const times: WorkbookTimes = JSON.parse(out)
	if (status !== 0 || times.rows !== WORKBOOK_ROWS) throw new Error(`the workbook gave ${times.rows} rows`)
	return times
}
