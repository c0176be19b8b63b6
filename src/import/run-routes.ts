import type { App } from '../api/app.ts'
import { streamEvents } from '../api/events.ts'
import { Params } from '../api/schemas.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { beginCheck, beginCommit, beginUndo } from './begin.ts'
import { cancel } from './imports.ts'
import { IMPORT_JOB } from './jobs.ts'
import { getImport, listRun } from './queries.ts'
import { Confirm, may, tags, Whole } from './requests.ts'
import { requireKept } from './retention.ts'
import { EventsAnswer, ImportAnswer, UndoAnswer } from './schemas.ts'
import { listKept, previewUndo } from './undo.ts'
import { viewStored } from './view.ts'

/** What a run goes through, each begun by a request and done by a worker; and its progress as it happens. */
export function runRoutes(app: App, database: Database, queue: Queue): void {
	const { db } = database
	const wake = (run_id: number) => queue.send(IMPORT_JOB, { run_id }, String(run_id))

	app.post(
		'/imports/:id/check',
		{ schema: { tags, params: Params, response: { 202: ImportAnswer } }, ...may },
		async (request, reply) => {
			const found = await getImport(db, request.params.id)
			await beginCheck(db, found)
			await wake(found.run_id)
			return reply.code(202).send(await viewStored(db, found.id, request.language))
		},
	)

	app.post(
		'/imports/:id/commit',
		{ schema: { tags, params: Params, body: Confirm, response: { 202: ImportAnswer } }, ...may },
		async (request, reply) => {
			const found = await getImport(db, request.params.id)
			await beginCommit(db, found, request.body ?? {}, request.person.id)
			await wake(found.run_id)
			return reply.code(202).send(await viewStored(db, found.id, request.language))
		},
	)

	app.post(
		'/imports/:id/cancel',
		{ schema: { tags, params: Params, response: { 202: ImportAnswer } }, ...may },
		async (request, reply) => {
			const { run_id, state } = await getImport(db, request.params.id)
			if (state !== 'cancelled') await cancel(database, run_id)
			return reply.code(202).send(await viewStored(db, request.params.id, request.language))
		},
	)

	app.get(
		'/imports/:id/undo',
		{ schema: { tags, params: Params, querystring: Whole, response: { 200: UndoAnswer } }, ...may },
		async (request) => {
			const found = await getImport(db, request.params.id)
			if (found.state === 'undone') return { ...found.undo!, kept_records: await listKept(db, found.id) }
			requireKept(found)
			if (found.state !== 'committed') throw new AppError('import_not_ready', { state: found.state })
			const run = request.query.run ? await listRun(db, found.run_id) : []
			const people = run.filter(({ target, state }) => target === 'users' && state === 'committed')
			return previewUndo(
				db,
				found,
				people.map(({ id }) => id),
			)
		},
	)

	app.post(
		'/imports/:id/undo',
		{ schema: { tags, params: Params, response: { 202: ImportAnswer } }, ...may },
		async (request, reply) => {
			const found = await getImport(db, request.params.id)
			await beginUndo(db, found, request.person.id)
			await wake(found.run_id)
			return reply.code(202).send(await viewStored(db, found.id, request.language))
		},
	)

	app.get(
		'/imports/:id/events',
		{ schema: { tags, params: Params, response: { 200: EventsAnswer } }, ...may },
		async (request, reply) => {
			await getImport(db, request.params.id)
			return streamEvents(request, reply, 'import', () => viewStored(db, request.params.id, request.language))
		},
	)
}
