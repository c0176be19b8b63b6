import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { failureText } from '../contract/failures.ts'
import { REASON_TEXTS } from '../contract/reasons.ts'
import { decode } from '../import/read/decode.ts'
import { inspect } from '../import/read/inspect.ts'
import { parse } from '../import/read/parse.ts'
import { ReadFailure } from '../import/read/read-failure.ts'
import type { Inspection, RecordBatch } from '../import/types.ts'
import { inspectXlsx } from '../import/xlsx/inspect-xlsx.ts'
import { looksLikeWorkbook } from '../import/xlsx/open.ts'
import { readSheet } from '../import/xlsx/read-sheet.ts'
import { overrides, type ReadingFlags, readingOptions } from './reading.ts'
import { EXIT } from './run.ts'
import { withFile } from './source.ts'

export function convertCommand(program: Command): void {
	const command = program
		.command('convert')
		.description('read any file as the importer would; its records as clean CSV (UTF-8, comma, CRLF) on stdout')
		.argument('<file>')
	readingOptions(command).action(async (file: string, flags: ReadingFlags) => {
		process.exitCode = await convert(file, flags)
	})
}

function convert(file: string, flags: ReadingFlags): Promise<number> {
	const wanted = overrides(flags)
	return withFile(file, async (source, head) => {
		if (looksLikeWorkbook(head)) {
			const found = await inspectXlsx(source, wanted)
			const options = { width: found.columns.length }
			return write(found, () => readSheet(source, { sheet: found.sheet! }, found.dialect, options))
		}
		const open = () => createReadStream(file, { highWaterMark: 64 * 1024 })
		const found = await inspect(open, wanted)
		const options = { width: found.columns.length }
		return write(found, () => parse(decode(open(), found.dialect), found.dialect, options))
	})
}

async function write(found: Inspection, read: () => AsyncGenerator<RecordBatch>): Promise<number> {
	if (found.failure && found.failure !== 'file_header_only') {
		process.stderr.write(`${failureText(found.failure, 'en', found.failure_line)}\n`)
		return EXIT.unreadable
	}
	try {
		if (found.dialect.header_line > 0) await say(line(found.columns.map((column) => column.header)))
		const breaches = createBreachReport()
		for await (const batch of read()) {
			await say(batch.cells.map(line).join(''))
			breaches.add(batch)
		}
		breaches.finish()
	} catch (error) {
		if (!(error instanceof ReadFailure)) throw error
		process.stderr.write(`${failureText(error.code, 'en', error.line)}\n`)
		return EXIT.unreadable
	}
	return EXIT.done
}

/** More lines than these are no longer read by anybody. */
const REPORTED = 100

/** What an import would refuse is among the records, and said: nobody may take the output for better than its file. */
function createBreachReport() {
	let count = 0
	return {
		add(batch: RecordBatch): void {
			for (const { line: at, code, value } of batch.breaches) {
				if (++count > REPORTED) continue
				process.stderr.write(`line ${at}: ${REASON_TEXTS.en.describe({ code, field: null, value })}\n`)
			}
		},
		finish(): void {
			if (count > REPORTED) process.stderr.write(`and ${count - REPORTED} more\n`)
		},
	}
}

async function say(text: string): Promise<void> {
	if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** RFC 4180, quoted only where it must be. */
function line(cells: readonly string[]): string {
	return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
