import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { streamEvents } from '../api/events.ts'
import { AfterLine, Id } from '../api/schemas.ts'
import { JOINS, type Join, ROLES, TARGETS } from '../contract/fields.ts'
import { DEFAULT_OPTIONS, MISSING, MODES, ON_UPDATE } from '../contract/imports.ts'
import { REASON_TEXTS } from '../contract/reasons.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { beginCheck, beginCommit, beginUndo, requireOpenRun } from './begin.ts'
import { createOnce } from './create.ts'
import { checkOptions, constantsOf, decide } from './decide.ts'
import { historyRoutes } from './history-routes.ts'
import { cancel, receive } from './imports.ts'
import { IMPORT_JOB } from './jobs.ts'
import { keepProfile } from './mend/profiles.ts'
import { mendingRoutes } from './mend/routes.ts'
import { listMissing } from './missing.ts'
import { getImport, listImports, listRun, updateImport } from './queries.ts'
import { removeFile } from './remove.ts'
import { refusedFile } from './report.ts'
import { requireKept } from './retention.ts'
import { findLastLine, listRows, ROW_FILTERS } from './rows.ts'
import {
	CsvAnswer,
	EventsAnswer,
	ImportAnswer,
	ImportsAnswer,
	MissingAnswer,
	RowsAnswer,
	RunAnswer,
	UndoAnswer,
} from './schemas.ts'
import { hasIssues, indexForMending, isStaged } from './staged.ts'
import { listKept, previewUndo } from './undo.ts'
import { isMendable } from './verdict.ts'
import { viewImport, viewListed } from './view.ts'

/** What is no decision is refused rather than left out in silence. */
const closed = { additionalProperties: false }
const Params = Type.Object({ id: Id })
const oneOf = <T extends string>(values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)))

const Options = Type.Partial(
	Type.Object({
		mode: oneOf(MODES),
		match: Type.Union([Type.String(), Type.Null()]),
		on_error: oneOf(['stop', 'skip']),
		missing_company: oneOf(['error', 'create', 'empty']),
		missing_group: oneOf(['error', 'create', 'empty']),
		usernames: oneOf(['given', 'email', 'name']),
		placeholder_emails: Type.Boolean(),
		on_update: Type.Record(Type.String(), oneOf(ON_UPDATE)),
		join_with: Type.Record(Type.String(), oneOf(Object.keys(JOINS) as Join[])),
		missing: oneOf(MISSING),
	}),
	closed,
)

const Create = Type.Object(
	{
		target: oneOf(TARGETS),
		filename: Type.String({ minLength: 1, maxLength: 255 }),
		role: Type.Optional(oneOf(ROLES)),
		options: Type.Optional(Options),
		run_id: Type.Optional(Id),
	},
	closed,
)

/** Of the client's own making; a UUID is a good one. */
const Once = Type.Object({
	'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' })),
})

const Decisions = Type.Object(
	{
		target: Type.Optional(oneOf(TARGETS)),
		mapping: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Null()]), { maxItems: 2_000 })),
		constants: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 10_000 }))),
		value_map: Type.Optional(
			Type.Record(Type.String(), Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 20 }))),
		),
		options: Type.Optional(Options),
		encoding: Type.Optional(Type.String({ maxLength: 40 })),
		delimiter: Type.Optional(Type.String({ maxLength: 4 })),
		header_line: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
		repair: Type.Optional(Type.Boolean()),
		sheet: Type.Optional(Type.String({ maxLength: 100 })),
	},
	closed,
)

/** A file that replaces another one brings its own name. */
const FileName = Type.Object({ filename: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })) })

const List = Type.Object({
	run_id: Type.Optional(Id),
	after: Type.Optional(Id),
	limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})

/** `run`: as a part of taking the whole run back, its people first. */
const Whole = Type.Object({ run: Type.Optional(Type.Boolean()) })

const Page = Type.Object({
	after: Type.Optional(Id),
	limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})

const Window = Type.Object({
	filter: Type.Optional(oneOf(ROW_FILTERS)),
	after: Type.Optional(AfterLine),
	limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
	code: Type.Optional(Type.String({ maxLength: 60 })),
	field: Type.Optional(Type.String({ maxLength: 60 })),
	q: Type.Optional(Type.String({ maxLength: 200 })),
})

/** Answers are described and not cut to their description. */
const may = { config: { may: 'imports.run' as const }, serializerCompiler: () => JSON.stringify }
const tags = ['imports']

/** The import over HTTP: one engine, this is one of its three doors. */
export function importRoutes(app: App, database: Database, queue: Queue, uploadLimitBytes: number): void {
	const { db } = database
	const view = async (request: FastifyRequest, id: number) => viewImport(await getImport(db, id), request.language)

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
			return reply.code(201).send(await view(request, id))
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
		view(request, request.params.id),
	)

	app.patch(
		'/imports/:id',
		{ schema: { tags, params: Params, body: Decisions, response: { 200: ImportAnswer } }, ...may },
		async (request) => {
			await decide(database, request.params.id, request.body)
			return view(request, request.params.id)
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
		raw.removeAllContentTypeParsers()
		// Unpacked already, when it came packed (`Content-Encoding: gzip`).
		raw.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
		raw.put<{ Params: { id: number }; Querystring: { filename?: string }; Body: Readable | undefined }>(
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
				const { headers, body, raw: unread } = request
				const isKept = await receive(database, request.params.id, body ?? unread, {
					limit_bytes: uploadLimitBytes,
					said_bytes: Number(headers['content-length'] ?? 0),
				})
				if (isKept) return view(request, request.params.id)
				throw new AppError('upload_too_large', {
					// A hundredth of a megabyte for limits that tests set.
					limit_mb: Math.max(0.01, Math.round((uploadLimitBytes / 1024 ** 2) * 100) / 100),
				})
			},
		)
	})

	app.post(
		'/imports/:id/check',
		{ schema: { tags, params: Params, response: { 202: ImportAnswer } }, ...may },
		async (request, reply) => {
			const found = await getImport(db, request.params.id)
			await beginCheck(db, found)
			await queue.send(IMPORT_JOB, { run_id: found.run_id }, String(found.run_id))
			return reply.code(202).send(await view(request, found.id))
		},
	)

	const Confirm = Type.Optional(
		Type.Union([
			Type.Null(),
			Type.Object({ confirm_staff: Type.Optional(Type.Integer()), plan: Type.Optional(Type.Integer()) }, closed),
		]),
	)
	app.post(
		'/imports/:id/commit',
		{ schema: { tags, params: Params, body: Confirm, response: { 202: ImportAnswer } }, ...may },
		async (request, reply) => {
			const found = await getImport(db, request.params.id)
			await beginCommit(db, found, request.body ?? {}, request.person.id)
			await queue.send(IMPORT_JOB, { run_id: found.run_id }, String(found.run_id))
			return reply.code(202).send(await view(request, found.id))
		},
	)

	app.post(
		'/imports/:id/cancel',
		{ schema: { tags, params: Params, response: { 202: ImportAnswer } }, ...may },
		async (request, reply) => {
			const { run_id, state } = await getImport(db, request.params.id)
			if (state !== 'cancelled') await cancel(database, run_id)
			return reply.code(202).send(await view(request, request.params.id))
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
			await queue.send(IMPORT_JOB, { run_id: found.run_id }, String(found.run_id))
			return reply.code(202).send(await view(request, found.id))
		},
	)

	app.get(
		'/imports/:id/rows',
		{ schema: { tags, params: Params, querystring: Window, response: { 200: RowsAnswer } }, ...may },
		async (request) => {
			const found = await getImport(db, request.params.id)
			if (!(await isStaged(db, found.id))) throw new AppError('import_not_ready', { state: found.state })
			const { filter = 'all', after = 0, limit = 200, code, field, q } = request.query
			const plan = { importId: found.id, target: found.target }
			const items = await listRows(db, plan, { filter, after, limit, code, field, q })
			// Whoever looks at rows is about to mend them: what an edit needs is made meanwhile, and not waited for.
			if (isMendable(found.state)) indexForMending(db, found.id, found.target).catch(() => {})
			return {
				items,
				next: items.length === limit ? String(items.at(-1)!.line) : null,
				last_line: await findLastLine(db, found.id),
			}
		},
	)

	app.get(
		'/imports/:id/missing',
		{ schema: { tags, params: Params, querystring: Page, response: { 200: MissingAnswer } }, ...may },
		async (request) => {
			const { after = 0, limit = 50 } = request.query
			const items = await listMissing(db, await getImport(db, request.params.id), { after, limit })
			return { items, next: items.length === limit ? String(items.at(-1)!.id) : null }
		},
	)

	mendingRoutes(app, db)
	historyRoutes(app, db)

	app.get(
		'/imports/:id/refused.csv',
		{ schema: { tags, params: Params, response: { 200: CsvAnswer } }, ...may },
		async (request, reply) => {
			const found = await getImport(db, request.params.id)
			requireKept(found)
			if (!(await hasIssues(db, found.id))) throw new AppError('import_not_ready', { state: found.state })
			// The file comes home with the same headers, and then finds what was decided about them.
			await keepProfile(db, found.id)
			const { header, describe, filename } = REASON_TEXTS[request.language]
			const name = encodeURIComponent(filename(found.filename))
			reply.header('content-type', `text/csv; charset=${found.dialect!.encoding}`)
			reply.header('content-disposition', `attachment; filename="refused.csv"; filename*=UTF-8''${name}`)
			return reply.send(Readable.from(refusedFile(db, found, header, describe), { objectMode: false }))
		},
	)

	app.get(
		'/imports/:id/events',
		{ schema: { tags, params: Params, response: { 200: EventsAnswer } }, ...may },
		async (request, reply) => {
			await getImport(db, request.params.id)
			return streamEvents(request, reply, 'import', () => view(request, request.params.id))
		},
	)
}
