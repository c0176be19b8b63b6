import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/harness.ts'
import { connectDatabase, connectionConfig, type Db } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { type Edit, editsOfStep, insertEdits } from './edits.ts'

const { db, connection } = await testDatabase()

const edits: Edit[] = [
	{
		line: 2,
		action: 'set',
		cells: { phone: '602 123 456', note: null },
		previous: { phone: '6O2 123456', note: 'řádek\n"v uvozovkách" 🙂' },
		issues: [{ line: 2, field: 'phone', code: 'phone_invalid', severity: 'warning', value: '6O2 123456' }],
		skipped: false,
	},
	{
		line: 7,
		action: 'skip',
		cells: {},
		previous: {},
		issues: [
			{ line: 7, field: null, code: 'too_few_fields', severity: 'error', value: null },
			{ line: 7, field: 'email', code: 'email_missing', severity: 'error', value: null },
		],
		skipped: false,
	},
	{ line: 8, action: 'accept', cells: {}, previous: { username: null }, issues: [], skipped: true },
]

test('edits come back as they were written, a few and some thousand of them', async () => {
	const many = Array.from({ length: 2_345 }, (_, nth) => ({ ...edits[nth % 3]!, line: nth + 2 }))
	const ofLine = (edit: Edit): Edit => ({
		...edit,
		issues: edit.issues.map((issue) => ({ ...issue, line: edit.line })),
	})
	await insertEdits(1, edits).execute(db)
	await insertEdits(2, many.map(ofLine)).execute(db)

	expect(await read(db, 1)).toEqual(edits)
	expect(await read(db, 2)).toEqual(many.map(ofLine))
	const { rows } = await sql<{ bytes: number }>`
		select sum(length(edits))::integer as bytes from import_edits where step_id = 2
	`.execute(db)
	expect(rows[0]!.bytes).toBeLessThan(JSON.stringify(many).length / 10)
})

test('a journal written by a version that kept edits as text with names is read as it was', async () => {
	const all = join(import.meta.dirname, '../../../migrations')
	const before = await mkdtemp(join(tmpdir(), 'listek-migrations-'))
	for (const file of await readdir(all)) {
		if (file < '0031') await copyFile(join(all, file), join(before, file))
	}
	const old = connectDatabase(connectionConfig(connection, 'old'))
	try {
		await migrate(old.db, before, 'old')
		await sql`
			insert into import_edits (step_id, first_line, lines, edits) values
				(1, 2, '{2,7}', ${JSON.stringify(edits.slice(0, 2))}), (1, 8, '{8}', ${JSON.stringify(edits.slice(2))})
		`.execute(old.db)
		await migrate(old.db, all, 'old')
		expect(await read(old.db, 1)).toEqual(edits)
	} finally {
		await rm(before, { recursive: true })
		await old.close()
	}
})

async function read(of: Db, stepId: number): Promise<Edit[]> {
	return of.transaction().execute(async (tx) => {
		const read: Edit[] = []
		for await (const some of editsOfStep(tx, stepId)) read.push(...some)
		return read
	})
}
