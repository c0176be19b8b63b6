import { beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../src/api/app.ts'
import { createToken } from '../src/auth/tokens.ts'
import type { Db } from '../src/db/database.ts'
import { testDatabase } from './harness.ts'
import { productServer } from './product-server.ts'
import { type Call, callerFor, insertPerson } from './server.ts'

/*
 * Every operation that is described is asked with what nobody would send in good faith: ids, cursors, dates and texts at
 * and over their edges. Whatever it is, it is refused or done, and never an error of the server.
 */

interface Schema {
	type?: string
	properties?: Record<string, Schema>
	required?: string[]
	items?: Schema
	enum?: unknown[]
	anyOf?: Schema[]
	const?: unknown
	patternProperties?: Record<string, Schema>
}
interface Operation {
	name: string
	method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
	path: string
	queries: string[]
	body: Schema | undefined
}

/** An answer that goes on for ever is not waited for. */
const STREAMS = /\/events$/
const IDS = [
	...[
		'0',
		'-1',
		'1',
		'01',
		'+1',
		'1.5',
		'1e3',
		'1e400',
		'a',
		'null',
		'NaN',
		'__proto__',
		'%00',
		'%20',
		'٣',
		'%F0%9F%98%80',
	],
	...[
		'2147483648',
		'9007199254740991',
		'9007199254740992',
		'9223372036854775807',
		'9223372036854775808',
		'9'.repeat(400),
	],
]
const TIMES = [
	...['2026-02-31 10:00:00+00', '0000-01-01 00:00:00+00', '2026-01-01 00:00:00+99', '2026-01-01 00:00:00+15:99'],
	...['2026-01-01 24:00:00+00', '2026-01-01 23:59:60+00', '9999-12-31 23:59:59.999999-15', '2026-13-01 00:00:00+00'],
	...['2026-01-01 00:00:00+16', '-2026-01-01 00:00:00+00', 'infinity', 'now', '2026-01-01'],
]
const PARTS = [...TIMES, '', 'a', '\0', '\ud800', 'ž'.repeat(1000), null, -1, 0, 1.5, 2 ** 53, 1e300, [], {}]
const CURSORS = PARTS.flatMap((part) =>
	[[part, 1], [part], [part, part], [1, part], ['a', 1, part], ['a', part, 1], ['a', part, part, part]].map((place) =>
		Buffer.from(JSON.stringify(place)).toString('base64url'),
	),
)
const TEXTS = [
	...['', ' ', '\0', 'a\0b', '\ud800', "'", '"', '\\', '%', '{}', '[]', 'null', 'true', '-1', '0', '1e400', '1.5', '1'],
	...[
		'9223372036854775808',
		'2147483648',
		'a'.repeat(3000),
		'(((',
		'& | !',
		':*',
		'\u202e',
		'ﷺ'.repeat(60),
		'-'.repeat(200),
	],
]
const VALUES: unknown[] = [
	...[
		null,
		true,
		'',
		'a',
		'\0',
		'\ud800',
		'a\ud800',
		'a'.repeat(20_000),
		'2026-02-31',
		0,
		-1,
		1,
		1.5,
		2 ** 31,
		2 ** 53 - 1,
	],
	...[
		2 ** 53,
		2 ** 63,
		1e300,
		[],
		[null],
		[1, 1],
		[2 ** 53 - 1],
		[2 ** 63],
		['\0'],
		{},
		{ a: '\0' },
		{ __proto__: null, toString: 1 },
	],
]

let db: Db
let app: App
let operations: Operation[]

beforeAll(async () => {
	const database = await testDatabase()
	db = database.db
	app = await productServer(database, () => {})
	await makeRecords()
	const { paths } = (await app.inject('/api/openapi.json')).json() as {
		paths: Record<string, Record<string, Described>>
	}
	operations = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
			name: `${method.toUpperCase()} ${path}`,
			method: method.toUpperCase() as Operation['method'],
			path: path.replace('/api/v1', ''),
			queries: parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name),
			body: requestBody?.content['application/json']?.schema,
		})),
	)
	operations = operations.filter(({ name, path }) => name.includes('/api/v1/') && !STREAMS.test(path))
})

interface Described {
	parameters?: { in: string; name: string }[]
	requestBody?: { content: Record<string, { schema: Schema }> }
}

/** One of each kind, all with the id 1, so that what is asked gets as far as the database. */
async function makeRecords(): Promise<void> {
	const company = await db.insertInto('companies').values({ name: 'Acme' }).returning('id').executeTakeFirstOrThrow()
	await insertPerson(db, { username: 'jana', company_id: company.id })
	const call = await newAdmin()
	const made = async (path: string, payload: object) => {
		const { status, body } = await call('POST', path, payload)
		expect([path, status, body.id]).toEqual([path, 201, 1])
	}
	await made('/attachments?filename=a.txt', {})
	await made('/tickets', { subject: 'Myš', body: 'Nekliká.', requester_id: 1 })
	await made('/groups', { name: 'Podpora' })
	await made('/webhooks', { url: 'https://example.com/', events: ['ticket.created'] })
	await made('/ticket-views', { name: 'Moje', filter: {} })
	await made('/imports', { target: 'users', filename: 'a.csv' })
	await app.inject({
		method: 'PUT',
		url: '/api/v1/imports/1/file',
		headers: { authorization: `Bearer ${(await createToken(db, { name: 'a', user_id: 2 })).token}` },
		payload: 'Login;Mail\na;a@x.cz\nb;b\n',
	})
}

let people = 0
/** Somebody of their own for each operation, as some of them end the session or change the person. */
async function newAdmin(): Promise<Call> {
	return await callerFor(app, db, await insertPerson(db, { username: `admin${people++}`, role: 'admin' }))
}

const pathOf = (path: string, id = '1') => path.replace(/\{\w+\}/g, id)

/** A value that a schema takes. */
function exampleOf(schema: Schema): unknown {
	if (schema.const !== undefined) return schema.const
	if (schema.enum) return schema.enum[0]
	if (schema.anyOf) return exampleOf(schema.anyOf[0]!)
	if (schema.type === 'object') {
		const required = schema.required ?? []
		return Object.fromEntries(required.map((name) => [name, exampleOf(schema.properties![name]!)]))
	}
	if (schema.type === 'array') return []
	return schema.type === 'string' ? 'a' : schema.type === 'boolean' ? true : schema.type === 'null' ? null : 1
}

/** The body with each of its values, and those of objects in it, exchanged for each of `VALUES`. */
function variants(standard: object, schema: Schema): object[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
		...VALUES.map((value) => ({ ...standard, [name]: value })),
		...(inner.properties
			? variants(exampleOf(inner) as object, inner).map((value) => ({ ...standard, [name]: value }))
			: []),
		...(inner.items?.properties
			? variants(exampleOf(inner.items) as object, inner.items).map((value) => ({ ...standard, [name]: [value] }))
			: []),
	])
}

/** What the server answered with an error of its own, of these requests. */
async function failures(
	{ name, method }: Operation,
	requests: { url: string; payload?: object | undefined }[],
): Promise<unknown[]> {
	const call = await newAdmin()
	const failed: unknown[] = []
	for (const { url, payload } of requests) {
		const { status, body } = await call(method, url, payload)
		if (status >= 500 && status !== 502)
			failed.push([name, url.slice(0, 200), JSON.stringify(payload)?.slice(0, 200), status, body])
	}
	return failed
}

test('there are operations to ask', () => {
	expect(operations.length).toBeGreaterThan(90)
	expect(operations.filter(({ body }) => body).length).toBeGreaterThan(25)
})

test('a query parameter that is not known is refused by its name, by every operation', async () => {
	for (const operation of operations) {
		const call = await newAdmin()
		for (const name of ['neznamy', 'constructor', 'Limit', 'q[]']) {
			const { status, body } = await call(operation.method, `${pathOf(operation.path)}?${encodeURIComponent(name)}=1`)
			expect([operation.name, status, body.code, body.detail]).toEqual([
				operation.name,
				400,
				'request_invalid',
				expect.stringContaining(name),
			])
		}
	}
})

describe('no error of the server comes of', () => {
	test('ids in the path', async () => {
		for (const operation of operations) {
			if (!operation.path.includes('{')) continue
			const payload = operation.body ? (exampleOf(operation.body) as object) : undefined
			// What is there stays there.
			const ids = operation.method === 'DELETE' ? IDS.filter((id) => id !== '1') : IDS
			const requests = ids.map((id) => ({ url: pathOf(operation.path, id), payload }))
			expect(await failures(operation, requests)).toEqual([])
		}
	})

	test('query parameters, cursors and dates', async () => {
		for (const operation of operations) {
			const requests = operation.queries.flatMap((name) =>
				[...TEXTS, ...(name === 'after' ? CURSORS : [])].map((text) => ({
					url: `${pathOf(operation.path)}?${name}=${encodeURIComponent(text.toWellFormed())}`,
				})),
			)
			expect(await failures(operation, requests)).toEqual([])
		}
	})

	test('values in the body', async () => {
		for (const operation of operations) {
			if (!operation.body) continue
			const standard = exampleOf(operation.body) as object
			const requests = variants(standard, operation.body).map((payload) => ({ url: pathOf(operation.path), payload }))
			expect(await failures(operation, requests)).toEqual([])
		}
	})
})
