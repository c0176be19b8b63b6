import { failureText } from '../contract/failures.ts'
import type { Counts } from '../contract/imports.ts'
import { REASON_TEXTS } from '../contract/reasons.ts'
import type { ImportRecord, ListedRecord } from '../import/queries.ts'

/** One import of `--json`, in the shape the command line promises. */
export function importJson(found: ImportRecord) {
	const { mapping, columns, dialect, failure } = found
	return {
		id: found.id,
		target: found.target,
		file: found.filename,
		state: found.state,
		encoding: dialect?.encoding ?? null,
		delimiter: dialect?.delimiter ?? null,
		header_line: dialect?.header_line ?? null,
		mapping: Object.fromEntries(
			columns.flatMap(({ header, index }) => (mapping[index] ? [[header, mapping[index]] as const] : [])),
		),
		unmapped: columns.filter(({ index }) => !mapping[index]).map(({ header }) => header),
		counts: countsOf(found),
		...(found.options.missing === 'ignore' ? {} : { missing: found.missing }),
		issues: found.issues.map(({ code, field, severity, count, lines, values, suggestions }) => ({
			code,
			field,
			severity,
			count,
			lines,
			values,
			suggestions,
		})),
		seconds: found.seconds,
		...(failure ? { failure: { ...failure, message: failureText(failure.code, 'en', failure.line) } } : {}),
		...(found.same_file ? { same_file: found.same_file } : {}),
	}
}

/** One import of `imports --json`: nothing that grows with its file. */
export function listedJson(found: ListedRecord) {
	const { failure, created_by_username, created_at, committed_at, undoable_until, dropped_at } = found
	return {
		id: found.id,
		run_id: found.run_id,
		target: found.target,
		file: found.filename,
		state: found.state,
		counts: countsOf(found),
		seconds: found.seconds,
		created_by: created_by_username,
		created_at: created_at.toISOString(),
		committed_at: committed_at?.toISOString() ?? null,
		undoable_until: undoable_until?.toISOString() ?? null,
		dropped_at: dropped_at?.toISOString() ?? null,
		...(failure ? { failure: { ...failure, message: failureText(failure.code, 'en', failure.line) } } : {}),
	}
}

/** In the order of the contract; the database keeps keys in an order of its own. */
function countsOf({ counts }: ListedRecord): Counts {
	const { read = 0, created = 0, updated = 0, unchanged = 0, skipped = 0, refused = 0 } = counts ?? {}
	return { read, created, updated, unchanged, skipped, refused }
}

/** The same for people, in sentences. */
export function printImport(found: ImportRecord, written: boolean): void {
	const say = (text: string) => void process.stdout.write(`${text}\n`)
	const { counts, failure } = found
	say(`${found.filename} (${found.target})`)
	if (found.same_file) say(`  ${sameFile(found.same_file)}`)
	if (failure) say(`  ${failureText(failure.code, 'en', failure.line)}`)
	for (const group of found.issues) {
		const lines = group.lines.slice(0, 10).join(', ') + (group.count > 10 ? ' …' : '')
		say(`  ${group.severity}: ${REASON_TEXTS.en.describe({ ...group, value: group.values[0] ?? null })}`)
		say(
			`    ${group.count} ×, line ${lines}${group.values.length > 0 ? `: ${group.values.slice(0, 5).join(', ')}` : ''}`,
		)
		for (const [value, near] of Object.entries(group.suggestions).slice(0, 5)) {
			if (near.length > 0) say(`    ${value}: perhaps ${near.join(' or ')}`)
		}
	}
	if (!counts) return
	const will = written ? '' : 'would be '
	say(
		`  ${counts.read} read: ${counts.created} ${will}created, ${counts.updated} ${will}updated, ${counts.unchanged} unchanged, ${counts.refused} refused.`,
	)
	if (found.missing > 0) {
		const what = found.options.missing === 'deactivate' ? `${will}deactivated` : 'left as they are'
		say(`  ${found.missing} missing from the file, ${what}.`)
	}
	if (!written && counts.refused > 0)
		say('  Nothing was written. Fix the file, or use --on-error skip to leave these rows out.')
}

/** It hinders nothing; what differs by now is what the counts say. */
function sameFile({ import_id, at, by }: NonNullable<ImportRecord['same_file']>): string {
	const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
	return `The same file was imported on ${when} by ${by ?? 'the command line'} (import ${import_id}).`
}
