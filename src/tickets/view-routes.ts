import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { Params } from '../api/schemas.ts'
import type { Db } from '../db/database.ts'
import { listByCompany } from './by-company.ts'
import { countTickets } from './list.ts'
import { listAssignees } from './queries.ts'
import {
	ByCompanyAnswer,
	CountAnswer,
	CountFilter,
	CountsAnswer,
	NamedAnswer,
	NewView,
	Search,
	SummaryAnswer,
	ViewAnswer,
	ViewChange,
} from './schemas.ts'
import { countViews, listTags, summariseCompany } from './summary.ts'
import { tidySearch } from './values.ts'
import { createView, deleteView, listViews, updateView } from './views.ts'

const tags = ['tickets']
const reads = { may: 'tickets.read' } as const
const works = { may: 'tickets.work' } as const
const Names = Type.Object({ items: Type.Array(NamedAnswer) })
const Tags = Type.Object({ items: Type.Array(Type.String()) })
const Views = Type.Object({ items: Type.Array(ViewAnswer) })

/** What stands around the lists: saved views, counts, what to choose from. */
export function viewRoutes(app: App, db: Db): void {
	app.get('/tickets/counts', { schema: { tags, response: { 200: CountsAnswer } }, config: reads }, async (request) =>
		countViews(db, request),
	)

	app.get(
		'/tickets/count',
		{ schema: { tags, querystring: CountFilter, response: { 200: CountAnswer } }, config: reads },
		async (request) => countTickets(db, request, request.query),
	)

	app.get(
		'/tickets/by-company',
		{ schema: { tags, summary: 'Companies with open tickets', response: { 200: ByCompanyAnswer } }, config: works },
		async (request) => ({ items: await listByCompany(db, request) }),
	)

	app.get(
		'/companies/:id/tickets/summary',
		{ schema: { tags, params: Params, response: { 200: SummaryAnswer } }, config: reads },
		async (request) => summariseCompany(db, request, request.params.id),
	)

	app.get(
		'/assignees',
		{ schema: { tags, querystring: Search, response: { 200: Names } }, config: works },
		async (request) => ({ items: await listAssignees(db, tidySearch(request.query.q ?? '')) }),
	)

	app.get(
		'/ticket-tags',
		{ schema: { tags, querystring: Search, response: { 200: Tags } }, config: works },
		async (request) => ({ items: await listTags(db, request, tidySearch(request.query.q ?? '')) }),
	)

	app.get('/ticket-views', { schema: { tags, response: { 200: Views } }, config: works }, async (request) => ({
		items: await listViews(db, request),
	}))

	app.post(
		'/ticket-views',
		{ schema: { tags, body: NewView, response: { 201: ViewAnswer } }, config: works },
		async (request, reply) => reply.code(201).send(await createView(db, request.body, request)),
	)

	app.patch(
		'/ticket-views/:id',
		{ schema: { tags, params: Params, body: ViewChange, response: { 200: ViewAnswer } }, config: works },
		async (request) => updateView(db, request.params.id, request.body, request),
	)

	app.delete('/ticket-views/:id', { schema: { tags, params: Params }, config: works }, async (request, reply) => {
		await deleteView(db, request.params.id, request)
		return reply.code(204).send()
	})
}
