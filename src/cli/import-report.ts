import { failureText } from '../contract/failures.ts'
import type { Counts } from '../contract/imports.ts'
import { REASON_TEXTS } from '../contract/reasons.ts'
import type { ImportRecord } from '../import/queries.ts'

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
	}
}

/** In the order of the contract; the database keeps keys in an order of its own. */
function countsOf({ counts }: ImportRecord): Counts {
	const { read = 0, created = 0, updated = 0, unchanged = 0, skipped = 0, refused = 0 } = counts ?? {}
	return { read, created, updated, unchanged, skipped, refused }
}

/** The same for people, in sentences. */
export function printImport(found: ImportRecord, written: boolean): void {
	const say = (text: string) => void process.stdout.write(`${text}\n`)
	const { counts, failure } = found
	say(`${found.filename} (${found.target})`)
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
		say('  Nothing was written. Mend the file, or use --on-error skip to leave these rows out.')
}
