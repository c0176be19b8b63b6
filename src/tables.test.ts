import { expect, test } from 'vitest'
import { readTables, renderTables, writeTables } from '../scripts/tables.ts'
import { testDatabase } from '../test/harness.ts'

test('the table types are those of the migrated database', async () => {
	const { db } = await testDatabase()
	const rendered = await renderTables(db)
	if (process.env.WRITE_TABLES) await writeTables(rendered)
	expect(await readTables()).toBe(rendered)
})
