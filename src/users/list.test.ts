import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import type { Db } from '../db/database.ts'
import { listUsers } from './list.ts'
import type { UserFilter } from './queries.ts'

const everyone = { all: true } as const

let db: Db

type Listed = UserFilter & { q?: string; limit?: number }

async function usernames(filter: Listed = {}): Promise<string[]> {
	const { items } = await listUsers(db, everyone, { limit: 50, ...filter })
	return items.map((user) => user.username)
}

/** All pages, one after the other. */
async function walk(filter: Listed): Promise<string[]> {
	const seen: string[] = []
	let after: string | undefined
	do {
		const page = await listUsers(db, everyone, { limit: 50, ...filter, ...(after ? { after } : {}) })
		seen.push(...page.items.map((user) => user.username))
		after = page.next ?? undefined
	} while (after)
	return seen
}

async function insert(username: string, values: Partial<Record<string, string | number | boolean>> = {}) {
	await db
		.insertInto('users')
		.values({ username, email: 'shared@firma.cz', ...values })
		.execute()
}

describe('a few people', () => {
	beforeEach(async () => {
		db = (await testDatabase()).db
	})

	test('people stand by surname in Czech alphabetical order, ch after h, and by first name within it', async () => {
		const surnames = [
			'Cibulka',
			'Čermák',
			'Dvořák',
			'Hora',
			'Chalupa',
			'Ilek',
			'Rada',
			'Řezáč',
			'Sova',
			'Šíma',
			'Zima',
			'Žák',
		]
		for (const last_name of surnames.toReversed()) await insert(last_name, { last_name })
		await insert('Horová', { last_name: 'Hora', first_name: 'Ž' })
		await insert('Horec', { last_name: 'Hora', first_name: 'A' })
		await insert('edita')
		const order = surnames.toSpliced(4, 0, 'Horec', 'Horová').toSpliced(3, 0, 'edita')
		expect(await usernames()).toEqual(order)
		expect(await walk({ limit: 2 })).toEqual(order)
	})

	test('pages follow each other over equal names', async () => {
		for (let n = 0; n < 7; n++) await insert(`novak${n}`, { last_name: 'Novák', first_name: 'Jan' })
		expect(await walk({ limit: 3 })).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `novak${n}`))
		expect(await walk({ limit: 3, q: 'novak' })).toHaveLength(7)
	})

	test('a search finds beginnings of words in any order, without diacritics', async () => {
		await insert('jn', { first_name: 'Jiří', last_name: 'Novák', email: 'reditel@zizkov-stavby.cz' })
		expect(await usernames({ q: 'NOVAK jir' })).toEqual(['jn'])
		expect(await usernames({ q: 'Žižkov' })).toEqual(['jn'])
		expect(await usernames({ q: 'reditel@zizkov-stavby.cz' })).toEqual(['jn'])
		expect(await usernames({ q: 'vak' })).toEqual([])
		expect(await usernames({ q: 'jiri svoboda' })).toEqual([])
	})

	test.each([
		'602123456',
		'602 123 456',
		'+420 602 123 456',
		'00420602123456',
		'420602123456',
		'602/123 4',
		'602-12',
		'novak 602 123',
	])('a phone is found by %s', async (q) => {
		await insert('a', { phone: '+420 602/123456', last_name: 'Novák' })
		await insert('b', { mobile: '602 123 456', last_name: 'Novák' })
		await insert('c', { mobile: '603 123 456', last_name: 'Novák' })
		expect(await usernames({ q })).toEqual(['a', 'b'])
	})

	test.each(["'", "a' | 'b", '\\', ':*', '!', '(', '|', '.', '\0', '\ud800', '   '])(
		'a search for %j is just a search',
		async (q) => {
			expect(await usernames({ q })).toEqual([])
		},
	)

	test('role, company and activity narrow the list and the search', async () => {
		const { id } = await db.insertInto('companies').values({ name: 'A' }).returning('id').executeTakeFirstOrThrow()
		await insert('a', { company_id: id })
		await insert('b', { role: 'operator' })
		await insert('c', { active: false, company_id: id })
		for (const q of [{}, { q: 'firma' }]) {
			expect(await usernames({ ...q, company_id: id })).toEqual(['a', 'c'])
			expect(await usernames({ ...q, company_id: id, active: true })).toEqual(['a'])
			expect(await usernames({ ...q, active: false })).toEqual(['c'])
			expect(await usernames({ ...q, role: 'operator' })).toEqual(['b'])
			expect(await usernames({ ...q, role: 'customer' })).toEqual(['a', 'c'])
		}
	})
})

describe('10,000 people, of whom 1,000 are called Novák', () => {
	beforeAll(async () => {
		db = (await testDatabase()).db
		await sql`
			insert into users (username, email, first_name, last_name)
			select 'u' || n, 'u' || n || case when n % 100 = 7 then '@novak.cz' else '@firma.cz' end,
			       case when n % 100 in (7, 50) then 'Pavla' else 'Jan' end,
			       case when n % 10 = 0 then 'Novák' when n % 10 = 1 then 'Žák' else 'Adam' end
			from generate_series(1, 10000) n
		`.execute(db)
	})

	test('a word everybody has lists everybody in order', async () => {
		const all = await walk({ q: 'cz', limit: 200 })
		expect(all).toEqual(await walk({ limit: 200 }))
		expect(new Set(all).size).toBe(10_000)
	})

	test('a common surname comes first, then everybody else who was found, each once', async () => {
		const found = await walk({ q: 'novak', limit: 200 })
		expect(found).toHaveLength(1_100)
		expect(new Set(found).size).toBe(1_100)
		const isNovak = (username: string) => Number(username.slice(1)) % 10 === 0
		expect(found.slice(0, 1_000).every(isNovak)).toBe(true)
		expect(found.slice(1_000).some(isNovak)).toBe(false)
	})

	test.each(['pavla nov', 'nová pavla'])(
		'%s lists the Pavlas called so first, then those found otherwise',
		async (q) => {
			const found = await walk({ q, limit: 50 })
			const last = (username: string) => Number(username.slice(1)) % 100
			expect(found.map(last)).toEqual([...Array(100).fill(50), ...Array(100).fill(7)])
			expect(new Set(found).size).toBe(200)
		},
	)

	test.each(['zak', 'Žák', 'jan zak', 'zak jan'])('%s finds Žák far from Z in the order', async (q) => {
		const found = await walk({ q, limit: 200 })
		expect(found).toHaveLength(1_000)
		expect(found.every((username) => Number(username.slice(1)) % 10 === 1)).toBe(true)
	})

	test('a rare word is found wherever it is', async () => {
		expect(await usernames({ q: 'u9990' })).toEqual(['u9990'])
		expect(await usernames({ q: 'novak u9990' })).toEqual(['u9990'])
		expect(await usernames({ q: 'nobody' })).toEqual([])
	})
})

test('people are found exactly by username, e-mail or external id, with and without a search', async () => {
	db = (await testDatabase()).db
	await insert('jan.novak', { email: 'Jan@Firma.cz', external_id: '007', last_name: 'Novák' })
	await insert('jan.novak2', { email: 'jan@firma.cz', external_id: '0070', last_name: 'Novák' })
	const both = ['jan.novak', 'jan.novak2']
	expect(await usernames({ username: 'JAN.Novak' })).toEqual(['jan.novak'])
	expect(await usernames({ email: 'jan@FIRMA.cz' })).toEqual(both)
	expect(await usernames({ external_id: '007' })).toEqual(['jan.novak'])
	expect(await usernames({ external_id: ' 007 ', q: 'novak' })).toEqual(['jan.novak'])
	expect(await usernames({ email: 'jan@firma.cz', username: 'jan.novak2' })).toEqual(['jan.novak2'])
	expect(await walk({ email: 'jan@firma.cz', limit: 1 })).toEqual(both)
	for (const none of [{ username: 'jan' }, { email: 'firma.cz' }, { external_id: '7' }, { external_id: '' }]) {
		expect(await usernames(none)).toEqual([])
	}
})
