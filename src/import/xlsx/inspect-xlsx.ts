import { columnsOf, createColumns } from '../read/columns.ts'
import { detectDialect, headerLine } from '../read/detect.ts'
import { countKnownHeaders } from '../read/headers.ts'
import type { Overrides } from '../read/inspect.ts'
import { propose } from '../read/propose.ts'
import { readWrapped } from '../read/quoted.ts'
import { ReadFailure } from '../read/read-failure.ts'
import { guessTarget } from '../read/target.ts'
import type { Dialect, Inspection } from '../types.ts'
import type { Archive, Source } from './archive.ts'
import { withWorkbook } from './open.ts'
import { createSheetRecords } from './records.ts'
import { readRowsAs, type SheetRow } from './rows.ts'
import type { Sheet, Workbook } from './workbook.ts'

export type XlsxOverrides = Pick<Overrides, 'header_line' | 'repair' | 'target'> & {
	/** The name of the sheet a person chose. */
	sheet?: string
}

export interface XlsxInspection extends Inspection {
	/** The sheet the rest is about; null when the workbook could not be opened. */
	sheet: string | null
	/** Visible sheets in the order of their tabs, with how many of their rows are not empty, the header's included. */
	sheets: { name: string; rows: number }[]
}

/** Rows a header is looked for in, and what kind of header is judged by. */
const HEAD = 100

/**
 * What `inspect` finds in a file, for a workbook: every visible sheet is read
 * once, and the one chosen that has the most known headers, of equals the first.
 * `dialect.encoding` is `xlsx`; its delimiter and quotes are those that refused
 * records are written with, as they are given back as CSV.
 *
 * @throws whatever `source` throws; what is wrong with the file is the `failure`
 */
export async function inspectXlsx(source: Source, overrides: XlsxOverrides = {}): Promise<XlsxInspection> {
	try {
		return await withWorkbook(source, async (archive, book) => {
			const visible = book.sheets.filter(({ hidden, name }) => !hidden || name === overrides.sheet)
			const seen: SeenSheet[] = []
			for (const sheet of visible) {
				const plain = await inspectSheet(archive, book, sheet, overrides)
				const dialect = plain.width === 1 ? dividedDialect(plain.head) : undefined
				seen.push(dialect ? await inspectSheet(archive, book, sheet, overrides, dialect) : plain)
			}
			const chosen = seen.find(({ name }) => name === overrides.sheet) ?? mostTelling(seen)
			const sheets = seen.map(({ name, rows }) => ({ name, rows }))
			return chosen ? summary(chosen, sheets, overrides) : failed('file_empty', sheets)
		})
	} catch (error) {
		if (error instanceof ReadFailure) return failed(error.code, [])
		throw error
	}
}

/** How records of a CSV file that stand in one column are divided: it was opened with another delimiter. */
function dividedDialect(head: readonly SheetRow[]): Dialect | undefined {
	const lines = head.flatMap(({ cells: [text = ''] }) => (/[\r\n]/.test(text) ? [] : [text]))
	const { delimiter, quote, escape: mark } = detectDialect(lines.join('\n'), 'utf-8', true)
	const known = lines.map((line) => readWrapped([line], { delimiter, quote: quote ?? '', escape: mark })?.cells ?? [])
	if (!known.some((cells) => countKnownHeaders(cells) >= 2)) return undefined
	return { ...DIALECT, delimiter, quote, escape: mark, wrapped: true }
}

interface SeenSheet {
	dialect: Dialect
	name: string
	rows: number
	head: SheetRow[]
	headerLine: number
	header: string[]
	columns: ReturnType<typeof createColumns>
	width: number
	failure: ReadFailure | undefined
}

async function inspectSheet(
	archive: Archive,
	book: Workbook,
	sheet: Sheet,
	{ header_line: pointedAt, repair }: XlsxOverrides,
	divided = DIALECT,
): Promise<SeenSheet> {
	const dialect: Dialect = repair ? { ...divided, repair: true } : divided
	const columns = createColumns()
	let waiting: SheetRow[] = []
	let head: SheetRow[] | undefined
	let records: ReturnType<typeof createSheetRecords> | undefined
	let rowCount = 0
	let width = 0
	let failure: ReadFailure | undefined
	let header_line = 1

	function start(): void {
		head = waiting.slice(0, HEAD).map(({ line, cells }) => ({ line, cells: [...cells] }))
		header_line = pointedAt ?? headerLine(head)
		records = createSheetRecords(header_line)
		columns.add(records.push(waiting))
		waiting = []
	}

	function take(rows: SheetRow[]): void {
		rowCount += rows.length
		for (const { cells } of rows) width = Math.max(width, cells.length)
		if (records) {
			columns.add(records.push(rows))
			return
		}
		waiting.push(...rows)
		if (waiting.length >= HEAD) start()
	}

	try {
		for await (const rows of readRowsAs(dialect, archive, book, sheet)) take(rows)
	} catch (error) {
		if (!(error instanceof ReadFailure)) throw error
		failure = error
	}
	if (!records) start()
	columns.add(records!.end())
	return {
		dialect,
		name: sheet.name,
		rows: rowCount,
		head: head!,
		headerLine: header_line,
		header: records!.header() ?? [],
		columns,
		width,
		failure,
	}
}

function mostTelling(sheets: SeenSheet[]): SeenSheet | undefined {
	const filled = sheets.filter(({ rows, failure }) => rows > 0 || failure)
	const worth = ({ header, columns }: SeenSheet) => (columns.records() > 0 ? 1 : 0) + 2 * countKnownHeaders(header)
	return filled.reduce<SeenSheet | undefined>((a, b) => (a && worth(a) >= worth(b) ? a : b), undefined)
}

function summary(
	{ dialect, name, columns, header, headerLine: header_line, head, width, failure }: SeenSheet,
	sheets: XlsxInspection['sheets'],
	overrides: XlsxOverrides,
): XlsxInspection {
	// As wide as any row: a column may have no header.
	const found = columns.finish(Array.from({ length: width }, (_, i) => header[i] ?? ''))
	const headers = found.map((column) => column.header)
	const facts = found.map((column) => column.facts)
	const target = guessTarget(headers, facts) ?? null
	const proposals = propose(found, overrides.target ?? target ?? 'users')
	const empty = header.length > 0 ? 'file_header_only' : 'file_empty'
	const code = failure?.code ?? (columns.records() > 0 ? null : empty)
	return {
		dialect: { ...dialect, header_line },
		records: columns.records(),
		columns: columnsOf(found, proposals),
		head: head.slice(0, 20),
		target,
		failure: code,
		failure_line: failure?.line ?? null,
		encodings: [],
		misread: columns.misread(),
		sheet: name,
		sheets,
	}
}

const DIALECT: Dialect = { encoding: 'xlsx', delimiter: ';', quote: '"', escape: '"', header_line: 1 }

function failed(failure: NonNullable<Inspection['failure']>, sheets: XlsxInspection['sheets']): XlsxInspection {
	return {
		dialect: DIALECT,
		records: 0,
		columns: [],
		head: [],
		target: null,
		failure,
		failure_line: null,
		encodings: [],
		misread: [],
		sheet: null,
		sheets,
	}
}
