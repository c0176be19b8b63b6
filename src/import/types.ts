import type { Target } from '../contract/fields.ts'
import type { Column, ImportOptions, Misread, ReadAs } from '../contract/imports.ts'
import type { Failure, IssueCode, Severity } from '../contract/issues.ts'

import type { Meanings } from './values/lists.ts'

/*
 * What passes between the stages, in flow order:
 * bytes → decode → text → parse → records → map → rows → stage → (SQL from here on)
 */

/** How a file is to be read. Found by `inspect`, each part can be overridden by the person. */
export interface Dialect {
	/** Lower-case WHATWG or iconv name: `utf-8`, `windows-1250`, `cp852`, … */
	encoding: string
	/** One character. */
	delimiter: string
	/** One character; null when the file quotes nothing. */
	quote: string | null
	/** What makes a quote inside quotes literal: the quote itself (RFC 4180) or a backslash. */
	escape: string | null
	/** Physical line of the header, from 1; 0 when there is none. Lines above it are not data. */
	header_line: number
	/** Whole records were put in quotes once more, as where a file was one column of a spreadsheet when it was saved. */
	wrapped?: true
	/** Text that was read in a wrong encoding before is put right while it is decoded. */
	repair?: true
	/** The sheet of a workbook; its encoding is `xlsx` then. */
	sheet?: string
}

/** What is wrong with how a record is written, whatever its values mean. */
export interface Breach {
	/** Physical line the record starts on. */
	line: number
	code: 'too_many_fields' | 'too_few_fields' | 'quote_not_closed' | 'text_after_quote' | 'undecodable'
	/** Column index where it was noticed; null: the whole record. */
	column: number | null
	/** What stands there, shortened. */
	value: string | null
}

/** Some records at a time (`BATCH`). */
export interface RecordBatch {
	/** Physical line each record starts on; same length as `cells`. */
	lines: number[]
	/** Cells as text, unquoted, otherwise as they stand in the file. */
	cells: string[][]
	breaches: Breach[]
	/** The record's own text without its line end; only when asked for (`report`). */
	raw: string[] | null
	/** Bytes of the file consumed so far, for progress. */
	bytes: number
}

/** What `inspect` finds by reading the whole file once. */
export interface Inspection {
	dialect: Dialect
	/** Records below the header that are not blank. */
	records: number
	columns: Column[]
	/** First 20 records as they stand in the file, header included, before the header line too. */
	head: { line: number; cells: string[] }[]
	/** What the file probably holds, from its headers and contents; null: cannot tell. */
	target: Target | null
	failure: Failure['code'] | null
	/** Physical line of the failure, where there is one. */
	failure_line: number | null
	/** The sheets of a workbook. */
	sheets?: { name: string; rows: number }[]
	/** Encodings the file could be in, the one it is read in first, each with how the same words would read. */
	encodings: ReadAs[]
	/** Words that were read in a wrong encoding before; none where they are being repaired. */
	misread: Misread[]
}

/** How records become rows: everything the person decided. */
export interface MapPlan {
	target: Target
	/**
	 * Field, or way to take a cell apart (`SPLITS`), by column index; null: not imported. Columns with one field are
	 * joined in it, in the order of the file.
	 */
	mapping: (string | null)[]
	constants: Readonly<Record<string, string>>
	/** What a person decided values of lists to mean. */
	value_map?: Meanings
	options: ImportOptions
}

/** A finding of a cell or record rule; set rules (repeated, taken, unknown) are SQL. */
export interface RowIssue {
	line: number
	field: string | null
	code: IssueCode
	severity: Severity
	value: string | null
}

/**
 * One record under our fields. `values` follows `stagedColumns(target)`; null is an empty cell.
 */
export interface MappedRow {
	line: number
	values: (string | null)[]
	/** A rule of severity error was broken: the row will be refused. */
	refused: boolean
}

export interface MappedBatch {
	rows: MappedRow[]
	issues: RowIssue[]
	bytes: number
}
