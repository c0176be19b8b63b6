import type { Db } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'
import { isEraFull, openEra } from './eras.ts'
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

/** Opens the next era of the index of words when the current one is full. */
export function ticketErasJob(db: Db): JobKind<Record<string, never>> {
	return {
		name: 'ticket-eras',
		run: () => openEra(db),
		sweep: async () => ((await isEraFull(db)) ? [{}] : []),
	}
}
