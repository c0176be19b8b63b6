import type { App } from '../api/app.ts'
import { Once, Params } from '../api/schemas.ts'
import { takesFiles, uploaded } from '../api/upload.ts'
import { DEFAULT_OPTIONS } from '../contract/imports.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { requireOpenRun } from './begin.ts'
import { createOnce } from './create.ts'
import { checkOptions, constantsOf, decide } from './decide.ts'
import { historyRoutes } from './history-routes.ts'
import { receive } from './imports.ts'
import { mendingRoutes } from './mend/routes.ts'
import { listImports, listRun, updateImport } from './queries.ts'
import { removeFile } from './remove.ts'
import { Create, Decisions, FileName, List, may, tags } from './requests.ts'
import { rowRoutes } from './row-routes.ts'
import { runRoutes } from './run-routes.ts'
import { ImportAnswer, ImportsAnswer, RunAnswer } from './schemas.ts'
import { viewImport, viewListed, viewStored } from './view.ts'

/** The import over HTTP: one engine, this is one of its three doors. */
export function importRoutes(app: App, database: Database, queue: Queue, uploadLimitBytes: number): void {
	const { db } = database
	const once = {
		description:
			'Sent again with the same `Idempotency-Key` it answers with the import the first request made; ' +
			'with another body that is refused (`idempotency_key_reused`).',
	}
	app.post(
		'/imports',
		{ schema: { tags, ...once, headers: Once, body: Create, response: { 201: ImportAnswer } }, ...may },
		async (request, reply) => {
			const { target, filename, role, options, run_id } = request.body
			if (run_id !== undefined) await requireOpenRun(db, run_id)
			const chosen = { ...DEFAULT_OPTIONS, ...options }
			checkOptions(target, chosen)
			const input = {
				target,
				filename,
				options: chosen,
				constants: constantsOf(target, target === 'users' && role ? { role } : {}),
				run_id,
				created_by: request.person.id,
			}
			const id = await createOnce(db, input, request.headers['idempotency-key'], request.body)
			return reply.code(201).send(await viewStored(db, id, request.language))
		},
	)

	const short = {
		summary: 'History, newest first',
		description: 'Without what grows with the file: that is in `GET /imports/:id`.',
	}
	app.get(
		'/imports',
		{ schema: { tags, ...short, querystring: List, response: { 200: ImportsAnswer } }, ...may },
		async (request) => {
			const { run_id, after, limit = 50 } = request.query
			const found = await listImports(db, { run_id, after, limit })
			return {
				items: found.map((one) => viewListed(one, request.language)),
				next: found.length === limit ? String(found.at(-1)!.id) : null,
			}
		},
	)

	app.get(
		'/import-runs/:id',
		{
			schema: { tags, summary: 'The imports of a run, each as a whole', params: Params, response: { 200: RunAnswer } },
			...may,
		},
		async (request) => ({
			items: (await listRun(db, request.params.id)).map((one) => viewImport(one, request.language)),
		}),
	)

	app.get('/imports/:id', { schema: { tags, params: Params, response: { 200: ImportAnswer } }, ...may }, (request) =>
		viewStored(db, request.params.id, request.language),
	)

	app.patch(
		'/imports/:id',
		{ schema: { tags, params: Params, body: Decisions, response: { 200: ImportAnswer } }, ...may },
		async (request) => {
			await decide(database, request.params.id, request.body)
			return viewStored(db, request.params.id, request.language)
		},
	)

	const remove = {
		summary: 'Take a file out of its run',
		description:
			'Before the commit; the others of the run are checked again. The last file of a run stays: ' +
			'`POST /imports/:id/cancel` ends the run.',
	}
	app.delete('/imports/:id', { schema: { tags, ...remove, params: Params }, ...may }, async (request, reply) => {
		await removeFile(db, request.params.id, request.person.id)
		return reply.code(204).send()
	})

	// The body is not parsed: it is the file, streamed into the database as it arrives.
	app.register(async (raw) => {
		takesFiles(raw as unknown as App)
		raw.put<{ Params: { id: number }; Querystring: { filename?: string } }>(
			'/imports/:id/file',
			{
				schema: {
					tags,
					consumes: ['application/octet-stream'],
					params: Params,
					querystring: FileName,
					response: { 200: ImportAnswer },
				},
				// Kept by `receive`, which says of the import why it failed.
				bodyLimit: Number.MAX_SAFE_INTEGER,
				...may,
			},
			async (request) => {
				const { filename } = request.query
				if (filename !== undefined) await updateImport(db, request.params.id, { filename })
				const isKept = await receive(database, request.params.id, uploaded(request), {
					limit_bytes: uploadLimitBytes,
					said_bytes: Number(request.headers['content-length'] ?? 0),
				})
				if (isKept) return viewStored(db, request.params.id, request.language)
				throw new AppError('upload_too_large', {
					// A hundredth of a megabyte for limits that tests set.
					limit_mb: Math.max(0.01, Math.round((uploadLimitBytes / 1024 ** 2) * 100) / 100),
				})
			},
		)
	})

	runRoutes(app, database, queue)
	rowRoutes(app, database)
	mendingRoutes(app, db)
	historyRoutes(app, db)
}
