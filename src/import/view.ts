import { failureText } from '../contract/failures.ts'
import type { UiLanguage } from '../contract/fields.ts'
import { type Column, DEFAULT_OPTIONS, type Import, type ListedImport, type ListValue } from '../contract/imports.ts'
import type { Db } from '../db/database.ts'
import { examplesOf } from './examples.ts'
import { getImport, type ImportRecord, type ListedRecord } from './queries.ts'
import { looksLikeCompanies } from './read/propose.ts'
import { LISTS, type Meanings } from './values/lists.ts'

/** An import as it travels over HTTP, its sentences in the reader's language. */
export function viewImport(found: ImportRecord, language: UiLanguage): Import {
	const { mapping } = found
	const examples = examplesOf(found)
	const columns = found.columns.map(({ values, ...column }) => ({
		...column,
		...meanings(values, mapping[column.index] ?? null, found.value_map),
		...(examples.has(column.index) ? { examples: examples.get(column.index)! } : {}),
		field: mapping[column.index] ?? null,
		reason: mapping[column.index] === column.field ? column.reason : ('person' as const),
	}))
	return {
		...viewListed(found, language),
		encoding: found.dialect?.encoding ?? null,
		delimiter: found.dialect?.sheet === undefined ? (found.dialect?.delimiter ?? null) : null,
		encodings: found.encodings,
		misread: found.misread,
		repair: found.dialect?.repair ?? false,
		header_line: found.dialect?.header_line ?? null,
		columns,
		mapping,
		unmapped: columns.filter((column) => column.field === null).map((column) => column.header),
		constants: found.constants,
		value_map: found.value_map,
		options: { ...DEFAULT_OPTIONS, ...found.options },
		sheets: found.sheets,
		sheet: found.dialect?.sheet ?? null,
		head: found.head,
		issues: found.issues,
		warning_rows: found.warning_rows,
		new_companies: found.new_companies,
		missing: found.missing,
		new_groups: found.new_groups,
		unmapped_company_column: unmappedCompanies(found),
		same_file: found.same_file && { ...found.same_file, at: new Date(found.same_file.at).toISOString() },
	}
}

/** As it stands in the database now. */
export async function viewStored(db: Db, id: number, language: UiLanguage): Promise<Import> {
	return viewImport(await getImport(db, id), language)
}

/** The part of it that a list shows. */
export function viewListed(found: ListedRecord, language: UiLanguage): ListedImport {
	const { failure } = found
	return {
		id: found.id,
		run_id: found.run_id,
		target: found.target,
		state: found.state,
		filename: found.filename,
		bytes: found.bytes,
		records: found.records,
		counts: found.counts,
		progress: found.progress,
		failure: failure && {
			code: failure.code,
			message: failureText(failure.code, language, failure.line),
			...(failure.line === null ? {} : { line: failure.line }),
		},
		staff_rows: found.staff_rows,
		undo: found.undo,
		plan: found.plan,
		created_by: found.created_by === null ? null : { id: found.created_by, username: found.created_by_username ?? '' },
		created_at: found.created_at.toISOString(),
		committed_at: found.committed_at?.toISOString() ?? null,
		undoable_until: found.undoable_until?.toISOString() ?? null,
		dropped_at: found.dropped_at?.toISOString() ?? null,
		seconds: found.seconds,
	}
}

/** Values of a column are of interest where it goes to a list; there they mean something. */
function meanings(
	values: ListValue[] | undefined,
	field: string | null,
	decided: Meanings,
): Pick<Column, 'values'> | undefined {
	const list = field === null ? undefined : LISTS[field]
	if (!list || !values) return undefined
	const meant = new Map(Object.entries(decided[field!] ?? {}))
	return {
		values: values.map(({ value, rows }) => ({ value, rows, meaning: meant.get(value) ?? list.parse(value) ?? null })),
	}
}

/** R6: people without a company because nobody mapped the column is what users notice too late. */
function unmappedCompanies({ target, mapping, columns }: ImportRecord): string | null {
	if (target !== 'users' || mapping.includes('company')) return null
	const column = columns.find((candidate) => mapping[candidate.index] === null && looksLikeCompanies(candidate))
	return column?.header ?? null
}
