import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { migrate } from './migrate.ts'

const FOLDER = join(import.meta.dirname, '../../migrations')
const { db } = await testDatabase()

test('a database that is up to date is left alone, whatever tables imports make and drop meanwhile', async () => {
	let isOver = false
	const churn = Array.from({ length: 2 }, async (_, nth) => {
		while (!isOver) {
			await sql`create unlogged table ${sql.table(`staged_${nth}`)} (line integer)`.execute(db)
			await sql`drop table ${sql.table(`staged_${nth}`)}`.execute(db)
		}
	})
	try {
		for (let nth = 0; nth < 150; nth++) expect(await migrate(db, FOLDER, 'listek')).toEqual([])
	} finally {
		isOver = true
		await Promise.all(churn)
	}
})

test('a migration of a newer version is refused by its name', async () => {
	await sql`insert into kysely_migration (name, timestamp) values ('9999_of_a_newer_version', '2099')`.execute(db)
	await expect(migrate(db, FOLDER, 'listek')).rejects.toThrow('9999_of_a_newer_version')
})
