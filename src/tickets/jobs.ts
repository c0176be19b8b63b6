import type { Db } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'
import { hasStale, indexStale } from './search.ts'

/** Makes tickets findable by the new names of people and companies. What there is to do stands in `ticket_search_stale`. */
export function ticketSearchJob(db: Db): JobKind<Record<string, never>> {
	return {
		name: 'ticket-search',
		async run() {
			while (await indexStale(db));
		},
		sweep: async () => ((await hasStale(db)) ? [{}] : []),
	}
}
