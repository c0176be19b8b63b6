import { Readable } from 'node:stream'
import type { App } from '../api/app.ts'
import { Params } from '../api/schemas.ts'
import { REASON_TEXTS } from '../contract/reasons.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { keepProfile } from './mend/profiles.ts'
import { listMissing } from './missing.ts'
import { getImport } from './queries.ts'
import { refusedFile } from './report.ts'
import { may, Page, tags, Window } from './requests.ts'
import { requireKept } from './retention.ts'
import { findLastLine, listRows } from './rows.ts'
import { CsvAnswer, MissingAnswer, RowsAnswer } from './schemas.ts'
import { hasIssues, isStaged } from './staged.ts'
import { indexForMending } from './staged-indexes.ts'
import { isMendable } from './verdict.ts'

/** The plan row by row, whom the file lacks, and the records that were refused. */
export function rowRoutes(app: App, database: Database): void {
	const { db } = database
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
			return reply.send(Readable.from(refusedFile(database, found, header, describe), { objectMode: false }))
		},
	)
}
