import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import type { Db } from '../db/database.ts'
import { choose, chooseWords, readTyped, typedOf } from './words.ts'

let db: Db

beforeAll(async () => {
	db = (await testDatabase()).db
	await sql`
		insert into users (username, email, first_name)
		select 'osoba' || n, 'osoba' || n || '@x.cz', case when n = 7 then 'Žofie' else 'Jan' end
		from generate_series(1, 2000) as n
	`.execute(db)
})

const COSTS = { listed: 0.000_5, hit: 0.002, compared: 0.001 }
const USERS = { table: 'users', words: ['words'], costs: COSTS }

async function asked(text: string): Promise<string> {
	return (await chooseWords(db, USERS, (await readTyped(db, text))!)).query
}

test('the index is not asked for words nearly everybody has, when there is a rarer one', async () => {
	expect(await asked('jan osoba1234')).toBe("'osoba1234':*")
	expect(await asked('cz žofie')).toBe("'zofie':*")
	expect(await asked('CZ jan')).toMatch(/^'(cz|jan)':\*$/)
})

test('each way a number can be written is asked for', async () => {
	const { variants } = (await readTyped(db, 'jan 602 123'))!
	expect(variants.map((words) => words.join(' '))).toEqual(["'jan':* '602':* '123':*", "'jan':* '602123':*"])
	expect(await asked('jan 602 123')).toMatch(/^'(602|123)':\*( & '(602|123)':\*)? \| '602123':\*$/)
})

test('nothing but punctuation is no search, and what no database takes breaks none', async () => {
	expect(await readTyped(db, '.,; \0 !')).toBeUndefined()
	expect(await readTyped(db, 'jan\0novák \ud800')).toMatchObject({ variants: [["'jan':*", "'novak':*", "'\ufffd':*"]] })
})

test('words that are all rather common are asked for together as long as that is cheaper', () => {
	const typed = typedOf("'a':* & 'b':* & 'c':*")
	const share = (a: number, b: number, c: number) =>
		new Map([
			["'a':*", a],
			["'b':*", b],
			["'c':*", c],
		])
	expect(choose(typed, share(0.1, 0.12, 1), 1_000_000, COSTS)).toMatchObject({ query: "'a':* & 'b':*", partial: true })
	expect(choose(typed, share(1, 0.5, 0.000_1), 1_000_000, COSTS)).toMatchObject({ query: "'c':*", partial: true })
	expect(choose(typed, share(0.1, 0.1, 0.1), 1_000_000, COSTS).query).toBe("'a':* & 'b':*")
})

test('a word typed twice counts once', async () => {
	expect((await readTyped(db, 'Jan jan'))!.variants).toEqual([["'jan':*"]])
})
