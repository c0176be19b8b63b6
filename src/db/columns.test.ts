import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { lookedUp } from './arrays.ts'
import { readColumns, rowsOf } from './columns.ts'

const { db } = await testDatabase()

test('rows read by columns come back as they are, in their order', async () => {
	const texts = ['', ' ', 'null', null, '"', '\\', '\\u0041', 'ř\n\t', '🙂', '{"a": 1}']
	const query = sql`
		select text, nth::integer, text is null as empty
		from unnest(${texts}::text[]) with ordinality as u (text, nth)
		order by nth desc
	`
	const names = ['nth', 'text', 'empty'] as const
	expect(rowsOf(names, await readColumns(db, names, query))).toEqual(
		texts.map((text, at) => ({ nth: at + 1, text, empty: text === null })).reverse(),
	)
})

test('no rows are no rows', async () => {
	const none = sql`select line from generate_series(1, 9) as line where line = any(${lookedUp([])})`
	const read = await readColumns(db, ['line'], none)
	expect(read).toEqual([[]])
	expect(rowsOf(['line'], read)).toEqual([])
})

test('lists to look up by are lists', async () => {
	const some = sql`select line from generate_series(1, 9) as line where line = any(${lookedUp([7, 2, 12])}) order by line`
	expect(await readColumns(db, ['line'], some)).toEqual([[2, 7]])
})
