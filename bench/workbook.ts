import { open } from 'node:fs/promises'
import { inspectXlsx } from '../src/import/xlsx/inspect-xlsx.ts'
import { readSheet } from '../src/import/xlsx/read-sheet.ts'
import { peakBytes } from './processor.ts'

/** A process of its own that inspects and reads the first sheet of a workbook. Prints one JSON document. */
export interface WorkbookTimes {
	rows: number
	seconds: number
	/** Peak resident memory of this process. */
	peak_bytes: number
}

const file = await open(process.argv[2]!)
const source = {
	size: (await file.stat()).size,
	async read(offset: number, length: number) {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
		return buffer.subarray(0, bytesRead)
	},
}
const started = performance.now()
const { dialect, sheet, columns } = await inspectXlsx(source)
let rows = 0
for await (const { lines } of readSheet(source, { sheet: sheet! }, dialect, { width: columns.length }))
	rows += lines.length
const times: WorkbookTimes = {
	rows,
	seconds: (performance.now() - started) / 1000,
	peak_bytes: peakBytes(),
}
process.stdout.write(`${JSON.stringify(times)}\n`)
await file.close()
