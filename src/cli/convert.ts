import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { failureText } from '../contract/failures.ts'
import { decode } from '../import/decode.ts'
import { inspect, type Overrides } from '../import/inspect.ts'
import { parse } from '../import/parse.ts'
import { ReadFailure } from '../import/read-failure.ts'
import { EXIT } from './run.ts'

interface Flags {
	encoding?: string
	delimiter?: string
	headerLine?: number
}

export function convertCommand(program: Command): void {
	program
		.command('convert')
		.description('read any file as the importer would; its records as clean CSV (UTF-8, comma, CRLF) on stdout')
		.argument('<file>')
		.option('--encoding <name>', 'else detected')
		.option('--delimiter <character>', 'else detected; \\t is a tab')
		.option('--header-line <n>', 'else detected; 0: no header', Number)
		.action(async (file: string, { encoding, delimiter, headerLine }: Flags) => {
			const overrides: Overrides = {
				...(encoding === undefined ? {} : { encoding }),
				...(delimiter === undefined ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
				...(headerLine === undefined ? {} : { header_line: headerLine }),
			}
			process.exitCode = await convert(file, overrides)
		})
}

async function convert(file: string, overrides: Overrides): Promise<number> {
	const open = () => createReadStream(file, { highWaterMark: 256 * 1024 })
	const found = await inspect(open, overrides)
	if (found.failure && found.failure !== 'file_header_only') {
		process.stderr.write(`${failureText(found.failure, 'en', found.failure_line)}\n`)
		return EXIT.unreadable
	}
	const { dialect, columns } = found
	try {
		if (dialect.header_line > 0) await write(line(columns.map((column) => column.header)))
		for await (const { cells } of parse(decode(open(), dialect.encoding), dialect, { width: columns.length })) {
			await write(cells.map(line).join(''))
		}
	} catch (error) {
		if (!(error instanceof ReadFailure)) throw error
		process.stderr.write(`${failureText(error.code, 'en', error.line)}\n`)
		return EXIT.unreadable
	}
	return EXIT.done
}

async function write(text: string): Promise<void> {
	if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** RFC 4180, quoted only where it must be. */
function line(cells: readonly string[]): string {
	return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
