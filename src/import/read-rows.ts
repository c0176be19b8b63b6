import type { Database } from '../db/database.ts'
import { createMapper } from './map.ts'
import { reporter } from './progress.ts'
import { getImport } from './queries.ts'
import { stagedColumns } from './slots.ts'
import { recordsOf } from './source.ts'
import { stage } from './stage.ts'
import type { MappedBatch, RecordBatch } from './types.ts'

/**
 * The streaming half of an import: stored bytes → records → rows → the import's own tables, which are there.
 *
 * @returns rows staged @throws ReadFailure when the file is no table after all @throws Cancelled
 */
export async function readRows(database: Database, id: number): Promise<number> {
	const { db, pool } = database
	const { dialect, columns, target, mapping, constants, value_map, options, records } = await getImport(db, id)
	const progress = reporter(db, id, 'staging', records)
	const mapper = createMapper({ target, mapping, constants, value_map, options })
	const batches = mapped(recordsOf(database, { id, columns, dialect: dialect! }), mapper)
	const names = stagedColumns(target).map(({ name }) => name)
	const rows = await stage(pool, id, names, batches, (done) => progress.at(done))
	await progress.end()
	return rows
}

async function* mapped(
	batches: AsyncIterable<RecordBatch>,
	mapper: (batch: RecordBatch) => MappedBatch,
): AsyncGenerator<MappedBatch> {
	for await (const batch of batches) yield mapper(batch)
}
