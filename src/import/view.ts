import { failureText } from '../contract/failures.ts'
import type { UiLanguage } from '../contract/fields.ts'
import type { Import } from '../contract/imports.ts'
import type { ImportRecord } from './queries.ts'
import { looksLikeCompanies } from './read/propose.ts'

/** An import as it travels over HTTP, its sentences in the reader's language. */
export function viewImport(found: ImportRecord, language: UiLanguage): Import {
	const { mapping, failure } = found
	const columns = found.columns.map((column) => ({
		...column,
		field: mapping[column.index] ?? null,
		reason: mapping[column.index] === column.field ? column.reason : ('person' as const),
	}))
	return {
		id: found.id,
		run_id: found.run_id,
		target: found.target,
		state: found.state,
		filename: found.filename,
		bytes: found.bytes,
		encoding: found.dialect?.encoding ?? null,
		delimiter: found.dialect?.sheet === undefined ? (found.dialect?.delimiter ?? null) : null,
		header_line: found.dialect?.header_line ?? null,
		records: found.records,
		columns,
		mapping,
		unmapped: columns.filter((column) => column.field === null).map((column) => column.header),
		constants: found.constants,
		options: found.options,
		sheets: found.sheets,
		sheet: found.dialect?.sheet ?? null,
		head: found.head,
		counts: found.counts,
		issues: found.issues,
		progress: found.progress,
		failure: failure && {
			code: failure.code,
			message: failureText(failure.code, language, failure.line),
			...(failure.line === null ? {} : { line: failure.line }),
		},
		staff_rows: found.staff_rows,
		undo: found.undo,
		new_companies: found.new_companies,
		plan: found.plan,
		unmapped_company_column: unmappedCompanies(found),
		created_by: found.created_by === null ? null : { id: found.created_by, username: found.created_by_username ?? '' },
		created_at: found.created_at.toISOString(),
		committed_at: found.committed_at?.toISOString() ?? null,
		undoable_until: found.undoable_until?.toISOString() ?? null,
		dropped_at: found.dropped_at?.toISOString() ?? null,
		seconds: found.seconds,
	}
}

/** R6: people without a company because nobody mapped the column is what users notice too late. */
function unmappedCompanies({ target, mapping, columns }: ImportRecord): string | null {
	if (target !== 'users' || mapping.includes('company')) return null
	const column = columns.find((candidate) => mapping[candidate.index] === null && looksLikeCompanies(candidate))
	return column?.header ?? null
}
