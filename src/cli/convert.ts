import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { failureText } from '../contract/failures.ts'
import { decode } from '../import/read/decode.ts'
import { inspect, type Overrides } from '../import/read/inspect.ts'
import { parse } from '../import/read/parse.ts'
import { ReadFailure } from '../import/read/read-failure.ts'
import type { Inspection, RecordBatch } from '../import/types.ts'
import { inspectXlsx } from '../import/xlsx/inspect-xlsx.ts'
import { looksLikeWorkbook } from '../import/xlsx/open.ts'
import { readSheet } from '../import/xlsx/read-sheet.ts'
import { EXIT } from './run.ts'
import { withFile } from './source.ts'

interface Flags {
	encoding?: string
	delimiter?: string
	headerLine?: number
	repair?: true
	sheet?: string
}

export function convertCommand(program: Command): void {
	program
		.command('convert')
		.description('read any file as the importer would; its records as clean CSV (UTF-8, comma, CRLF) on stdout')
		.argument('<file>')
		.option('--encoding <name>', 'else detected')
		.option('--delimiter <character>', 'else detected; \\t is a tab')
		.option('--repair', 'put right what was read in a wrong encoding before (PĹ™Ă­jmenĂ­)')
		.option('--header-line <n>', 'else detected; 0: no header', Number)
		.option('--sheet <name>', 'of a workbook; else the one that looks most like a list')
		.action(async (file: string, flags: Flags) => {
			process.exitCode = await convert(file, flags)
		})
}

function convert(file: string, flags: Flags): Promise<number> {
	const lines = flags.headerLine === undefined ? {} : { header_line: flags.headerLine }
	return withFile(file, async (source, head) => {
		if (looksLikeWorkbook(head)) {
			const found = await inspectXlsx(source, {
				...lines,
				...(flags.repair ? { repair: true } : {}),
				...(flags.sheet === undefined ? {} : { sheet: flags.sheet }),
			})
			const options = { width: found.columns.length }
			return write(found, () => readSheet(source, { sheet: found.sheet! }, found.dialect, options))
		}
		const open = () => createReadStream(file, { highWaterMark: 64 * 1024 })
		const found = await inspect(open, { ...lines, ...textOverrides(flags) })
		const options = { width: found.columns.length }
		return write(found, () => parse(decode(open(), found.dialect), found.dialect, options))
	})
}

function textOverrides({ encoding, delimiter, repair }: Flags): Overrides {
	return {
		...(repair ? { repair } : {}),
		...(encoding === undefined ? {} : { encoding }),
		...(delimiter === undefined ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
	}
}

async function write(found: Inspection, read: () => AsyncGenerator<RecordBatch>): Promise<number> {
	if (found.failure && found.failure !== 'file_header_only') {
		process.stderr.write(`${failureText(found.failure, 'en', found.failure_line)}\n`)
		return EXIT.unreadable
	}
	try {
		if (found.dialect.header_line > 0) await say(line(found.columns.map((column) => column.header)))
		for await (const { cells } of read()) await say(cells.map(line).join(''))
	} catch (error) {
		if (!(error instanceof ReadFailure)) throw error
		process.stderr.write(`${failureText(error.code, 'en', error.line)}\n`)
		return EXIT.unreadable
	}
	return EXIT.done
}

async function say(text: string): Promise<void> {
	if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** RFC 4180, quoted only where it must be. */
function line(cells: readonly string[]): string {
	return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
