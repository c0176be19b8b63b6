import { Type } from 'typebox'
import type { App } from '../../api/app.ts'
import { AfterLine, closed, Id, Line, oneOf, orNull, PageSize, Params } from '../../api/schemas.ts'
import { COMPANY_DECISIONS, FIX_NAMES } from '../../contract/mending.ts'
import type { Db } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { getImport } from '../queries.ts'
import { may, tags } from '../requests.ts'
import { findNextLine, listRows } from '../rows.ts'
import { EditAnswer } from '../schemas.ts'
import { COMPANY_STATES, decideCompany, listCompanies } from './companies.ts'
import { editRows } from './edit.ts'
import { applyFix, listFixes } from './fix.ts'
import { listSteps } from './journal.ts'
import { listSharedEmails } from './shared-emails.ts'
import { requireStaged, undoStep } from './steps.ts'

const Cell = Type.Object({ id: Id, line: Line })
const Cause = Type.Object({ id: Id, code: Type.String({ maxLength: 60 }) })
const Value = orNull(Type.String({ maxLength: 20_000 }))
const Cells = Type.Record(Type.String({ maxLength: 60 }), Value, { minProperties: 1, maxProperties: 30 })
const ROWS_AT_ONCE = 1_000

const Rows = Type.Object({
	rows: Type.Array(Type.Object({ line: Line, values: Cells }), {
		minItems: 1,
		maxItems: ROWS_AT_ONCE,
	}),
})
const Next = Type.Object({
	after: Type.Optional(AfterLine),
	direction: Type.Optional(oneOf(['next', 'previous'])),
	code: Type.Optional(Type.String({ maxLength: 60 })),
	field: Type.Optional(Type.String({ maxLength: 60 })),
})
const About = Type.Object({ field: Type.Optional(Type.String({ maxLength: 60 })) })
const Fix = Type.Object({
	code: orNull(Type.String({ maxLength: 60 })),
	field: orNull(Type.String({ maxLength: 60 })),
	fix: oneOf(FIX_NAMES),
	params: Type.Optional(
		Type.Object(
			{
				value: Type.Optional(Type.String({ maxLength: 10_000 })),
				search: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
				replacement: Type.Optional(Type.String({ maxLength: 200 })),
				values: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 200 }), { maxProperties: 1_000 })),
			},
			closed,
		),
	),
	lines: Type.Optional(Type.Array(Line, { minItems: 1, maxItems: ROWS_AT_ONCE })),
})
const Companies = Type.Object({
	state: Type.Optional(oneOf(COMPANY_STATES)),
	after: Type.Optional(AfterLine),
	limit: PageSize,
})
const Decision = Type.Object({
	value: Type.String({ maxLength: 200 }),
	decision: orNull(oneOf(COMPANY_DECISIONS)),
	company_id: Type.Optional(orNull(Id)),
})
const Page = Type.Object({
	after: Type.Optional(Type.String({ maxLength: 300 })),
	limit: PageSize,
})

/** Mending rows in place, while nothing is written. Anything here changes the plan, so it grows with each answer. */
export function mendingRoutes(app: App, db: Db): void {
	app.patch(
		'/imports/:id/rows/:line',
		{
			schema: { tags, params: Cell, body: Cells, response: { 200: EditAnswer } },
			...may,
		},
		async (request) => {
			const { id, line } = request.params
			const answer = await editRows(db, id, [{ line, values: request.body }], request.person.id)
			const { target } = await getImport(db, id)
			const [row] = await listRows(db, { importId: id, target }, { filter: 'all', after: line - 1, limit: 1 })
			return { row: row!, ...answer }
		},
	)

	app.patch('/imports/:id/rows', { schema: { tags, params: Params, body: Rows }, ...may }, (request) =>
		editRows(db, request.params.id, request.body.rows, request.person.id),
	)

	app.get(
		'/imports/:id/rows/next',
		{ schema: { tags, params: Params, querystring: Next }, ...may },
		async (request) => {
			const found = await getImport(db, request.params.id)
			await requireStaged(db, found)
			const { after, direction = 'next', code, field } = request.query
			return { line: await findNextLine(db, found.id, { after, direction, code, field }) }
		},
	)

	app.get(
		'/imports/:id/issues/:code/fixes',
		{ schema: { tags, params: Cause, querystring: About }, ...may },
		async (request) => {
			const found = await getImport(db, request.params.id)
			await requireStaged(db, found)
			const { code } = request.params
			return {
				items: await listFixes(db, found, { code: code === '-' ? null : code, field: request.query.field ?? null }),
			}
		},
	)

	app.post('/imports/:id/fixes', { schema: { tags, params: Params, body: Fix }, ...may }, (request) =>
		applyFix(db, request.params.id, request.body, request.person.id),
	)

	app.get('/imports/:id/steps', { schema: { tags, params: Params }, ...may }, async (request) => {
		const { id } = await getImport(db, request.params.id)
		return { items: await listSteps(db, id) }
	})

	app.post('/imports/:id/steps/undo', { schema: { tags, params: Params }, ...may }, (request) =>
		undoStep(db, request.params.id),
	)

	app.get(
		'/imports/:id/companies',
		{ schema: { tags, params: Params, querystring: Companies }, ...may },
		async (request) => {
			const found = await getImport(db, request.params.id)
			const { state = 'unknown', after = 0, limit = 50 } = request.query
			const items = await listCompanies(db, found.id, { state, after, limit })
			return { items, next: items.length === limit ? String(items.at(-1)!.line) : null }
		},
	)

	app.put('/imports/:id/companies', { schema: { tags, params: Params, body: Decision }, ...may }, (request) => {
		const { value, decision, company_id = null } = request.body
		return decideCompany(db, request.params.id, { value, decision, company_id }, request.person.id)
	})

	app.get(
		'/imports/:id/shared-emails',
		{ schema: { tags, params: Params, querystring: Page }, ...may },
		async (request) => {
			const found = await getImport(db, request.params.id)
			await requireStaged(db, found)
			if (found.target !== 'users') throw new AppError('not_found')
			const { after = '', limit = 50 } = request.query
			const items = await listSharedEmails(db, found, { after, limit })
			return { items, next: items.length === limit ? items.at(-1)!.email : null }
		},
	)
}
