import type { App } from '../api/app.ts'
import { Params } from '../api/schemas.ts'
import { TARGETS } from '../contract/fields.ts'
import type { Db } from '../db/database.ts'
import { listHistory } from './history.ts'

/** What imports did to one record; of nobody it is nothing. */
export function historyRoutes(app: App, db: Db): void {
	for (const target of TARGETS) {
		const schema = { tags: [target], params: Params }
		app.get(`/${target}/:id/imports`, { schema, config: { may: 'imports.run' } }, async (request) => ({
			items: await listHistory(db, target, (request.params as { id: number }).id),
		}))
	}
}
