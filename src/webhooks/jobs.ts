import type { Db } from '../db/database.ts'
import type { JobKind } from '../jobs/queue.ts'
import { deliverDue } from './deliver.ts'
import { deleteOldDeliveries, listDueWebhooks } from './queries.ts'
import { createReach } from './reach.ts'

/** Deliveries wait in their table; the sweep finds those whose time has come, new ones and retries alike. */
export function webhookJob(db: Db, networks: readonly string[]): JobKind<{ webhook_id: number }> {
	const reach = createReach(networks)
	return {
		name: 'webhook',
		async run({ webhook_id }) {
			await deliverDue(db, webhook_id, reach)
			await deleteOldDeliveries(db)
		},
		sweep: async () => (await listDueWebhooks(db)).map((webhook_id) => ({ webhook_id })),
	}
}
