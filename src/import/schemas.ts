import { Type } from 'typebox'
import { orNull } from '../api/schemas.ts'
import { TARGETS } from '../contract/fields.ts'
import { IMPORT_STATES } from '../contract/imports.ts'
import { FAILURE_CODES } from '../contract/issues.ts'

/**
 * What the routes of imports answer with, for their description. It is not cut to it on the way out: of an import there
 * is more to see than a client needs to know (`contract/imports.ts`).
 */
type Schema = Parameters<typeof Type.Array>[0]
const whole = Type.Integer({ minimum: 0 })
const text = Type.String()
const listOf = (names: readonly string[]) => Type.Enum([...names])
/** By field; marks such as `email_placeholder` besides. */
const values = Type.Record(Type.String(), Type.Union([text, Type.Boolean(), Type.Null()]))

const Counts = Type.Object({
	read: whole,
	created: whole,
	updated: whole,
	unchanged: whole,
	skipped: whole,
	refused: whole,
})
const severity = listOf(['error', 'warning'])
const IssueGroup = Type.Object({
	code: text,
	field: orNull(text),
	severity,
	count: whole,
	lines: Type.Array(whole, { maxItems: 100 }),
	values: Type.Array(text),
	suggestions: Type.Record(Type.String(), Type.Array(text)),
})
const Column = Type.Object({
	index: whole,
	header: text,
	field: orNull(text),
	reason: orNull(text),
	filled: whole,
	samples: Type.Array(text),
})
const undone = { deleted: whole, restored: whole, kept: whole }
const listed = {
	id: whole,
	run_id: whole,
	target: listOf(TARGETS),
	state: listOf(IMPORT_STATES),
	filename: text,
	bytes: whole,
	records: orNull(whole),
	counts: orNull(Counts),
	staff_rows: whole,
	plan: whole,
	progress: orNull(
		Type.Object({
			phase: text,
			done: Type.Number(),
			total: orNull(Type.Number()),
			per_second: orNull(Type.Number()),
			seconds_left: orNull(Type.Number()),
		}),
	),
	failure: orNull(Type.Object({ code: listOf(FAILURE_CODES), message: text, line: Type.Optional(whole) })),
	seconds: Type.Record(Type.String(), Type.Number()),
	undo: orNull(Type.Object(undone)),
	created_by: orNull(Type.Object({ id: whole, username: text })),
	created_at: text,
	committed_at: orNull(text),
	undoable_until: orNull(text),
	dropped_at: orNull(text),
}
const page = (item: Schema, more: Record<string, Schema> = {}) =>
	Type.Object({ items: Type.Array(item), next: orNull(text), ...more })

export const ImportAnswer = Type.Object({
	...listed,
	encoding: orNull(text),
	delimiter: orNull(text),
	header_line: orNull(whole),
	columns: Type.Array(Column),
	mapping: Type.Array(orNull(text)),
	unmapped: Type.Array(text),
	constants: Type.Record(Type.String(), text),
	options: Type.Object({}),
	issues: Type.Array(IssueGroup),
	warning_rows: whole,
})
export const ImportsAnswer = page(Type.Object(listed))
export const RunAnswer = Type.Object({ items: Type.Array(ImportAnswer) })
export const RowAnswer = Type.Object({
	line: whole,
	action: orNull(listOf(['create', 'update', 'unchanged', 'skip', 'refused'])),
	record_id: orNull(whole),
	values,
	old: orNull(values),
	issues: Type.Array(Type.Object({ code: text, field: orNull(text), severity, value: orNull(text) })),
	edited: values,
})
/** The row as it is now; what else changed with it besides. */
export const EditAnswer = Type.Object({ row: RowAnswer })
export const RowsAnswer = page(RowAnswer, { last_line: orNull(whole) })
export const UndoAnswer = Type.Object({
	...undone,
	kept_records: Type.Array(
		Type.Object({
			target: text,
			record_id: whole,
			name: orNull(text),
			field: orNull(text),
			reason: listOf(['edited', 'used', 'gone']),
		}),
	),
})
export const MissingAnswer = page(Type.Object({ id: whole, name: text, email: orNull(text), import_id: orNull(whole) }))
const of = (type: string) => ({ content: { [type]: { schema: Type.Unsafe<unknown>({ type: 'string' }) } } })
export const CsvAnswer = of('text/csv')
export const EventsAnswer = of('text/event-stream')
