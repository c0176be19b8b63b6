import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { booleans, integers, texts } from './arrays.ts'

const { db } = await testDatabase()

test('arrays come back as they went in, whatever stands in them', async () => {
	const all = ['', ' ', 'NULL', 'null', null, '{}', '{a,b}', 'a,b', '"', '\\', '\\"', "'", 'ř\n\t', '🙂', '\\x41', '$1']
	const { rows } = await sql`
		select ${texts(all)} as texts, ${texts([])} as none, ${integers([])} as nothing,
		       ${integers([0, -1, 2147483647])} as integers, ${booleans([true, false])} as booleans
	`.execute(db)
	expect(rows).toEqual([{ texts: all, none: [], nothing: [], integers: [0, -1, 2147483647], booleans: [true, false] }])
})
