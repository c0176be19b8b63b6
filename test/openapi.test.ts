import Schema from 'typebox/schema'
import { expect, test } from 'vitest'
import { startProduct } from './import/http-harness.ts'

const { address, call, checked, settled } = await startProduct(['admin'])

interface Operation {
	tags?: string[]
	requestBody?: { content: Record<string, unknown> }
	callbacks?: Record<string, Record<string, { post: { requestBody: object } }>>
	parameters?: { name: string; in: string }[]
	responses: Record<string, { content?: Record<string, { schema: object }> }>
}
const answer = await fetch(`${address}/api/openapi.json`)
const document = (await answer.json()) as { openapi: string; paths: Record<string, Record<string, Operation>> }

test.each([
	['/imports', ['get', 'post']],
	['/imports/{id}', ['delete', 'get', 'patch']],
	['/imports/{id}/file', ['put']],
	['/imports/{id}/check', ['post']],
	['/imports/{id}/events', ['get']],
	['/imports/{id}/rows', ['get', 'patch']],
	['/imports/{id}/rows/{line}', ['patch']],
	['/imports/{id}/commit', ['post']],
	['/imports/{id}/cancel', ['post']],
	['/imports/{id}/undo', ['get', 'post']],
	['/imports/{id}/refused.csv', ['get']],
	['/companies', ['get', 'post']],
	['/companies/{id}', ['get', 'patch']],
	['/users', ['get', 'post']],
	['/users/{id}', ['get', 'patch']],
	['/tickets', ['get', 'post']],
	['/session', ['delete', 'get', 'patch', 'post']],
])('%s is described with %j', (path, methods) => {
	expect(document.openapi).toBe('3.1.0')
	expect(Object.keys(document.paths[`/api/v1${path}`] ?? {}).sort()).toEqual(methods)
})

test('every operation says what it belongs to, and names every part of its path', () => {
	const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
	)
	expect(operations.length).toBeGreaterThan(80)
	const wrong = operations.filter(({ path, operation }) => {
		const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
		const parts = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
		return !operation.tags?.length || parts.some((part) => !named.includes(part))
	})
	expect(wrong.map(({ method, path }) => `${method} ${path}`)).toEqual([])
})

test('every operation under the prefix says what a refusal looks like', () => {
	const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1'))
	const silent = paths.flatMap(([path, methods]) =>
		Object.entries(methods).flatMap(([method, { responses }]) => (responses.default ? [] : [`${method} ${path}`])),
	)
	expect(silent).toEqual([])
	expect(document.paths['/api/v1/tickets']!.get!.responses.default).toMatchObject({
		content: {
			'application/problem+json': { schema: { required: ['type', 'title', 'status', 'code', 'detail', 'request_id'] } },
		},
	})
})

test.each([
	['/attachments', 'post'],
	['/tickets/{id}/attachments', 'post'],
	['/imports/{id}/file', 'put'],
])('the body of %s is the file itself', (path, method) => {
	const { requestBody } = document.paths[`/api/v1${path}`]![method]!
	expect(Object.keys(requestBody?.content ?? {})).toEqual(['application/octet-stream'])
})

test('what a webhook is sent is described where it is made', () => {
	const { callbacks } = document.paths['/api/v1/webhooks']!.post!
	const { post } = callbacks!.delivery!['{$request.body#/url}']!
	expect(post.requestBody).toMatchObject({
		content: { 'application/json': { schema: { required: ['id', 'event', 'created_at', 'data'] } } },
	})
})

test('what an import answers, from the first request to its undo, is what is described', async () => {
	const created = { target: 'users', filename: 'lidé.csv' }
	const { json } = await call('admin', 'POST', '/imports', created)
	const file = 'Login;Mail;Firma\njan;jan@x.cz;\neva;xx@yy.cz;Nikde\n'
	const { id } = await checked('admin', 'users', file, { options: { on_error: 'skip' } })
	await expectDescribed('POST', '/imports', '/imports', created)
	await expectDescribed('PUT', '/imports/{id}/file', `/imports/${json.id}/file`, file)
	await expectDescribed('PATCH', '/imports/{id}', `/imports/${json.id}`, { constants: { note: 'x' } })
	await expectDescribed('POST', '/imports/{id}/check', `/imports/${json.id}/check`)
	await expectDescribed('GET', '/imports/{id}/rows', `/imports/${id}/rows`)
	await expectDescribed('PATCH', '/imports/{id}/rows/{line}', `/imports/${id}/rows/3`, { company: 'Jinde' })
	await expectDescribed('GET', '/imports/{id}/refused.csv', `/imports/${id}/refused.csv`)
	await expectDescribed('POST', '/imports/{id}/commit', `/imports/${id}/commit`)
	await settled('admin', id)
	await expectDescribed('GET', '/imports/{id}', `/imports/${id}`)
	await expectDescribed('GET', '/imports', '/imports')
	await expectDescribed('GET', '/import-runs/{id}', `/import-runs/${id}`)
	await expectDescribed('GET', '/imports/{id}/undo', `/imports/${id}/undo`)
	await expectDescribed('POST', '/imports/{id}/undo', `/imports/${id}/undo`)
	await expectDescribed('POST', '/imports/{id}/cancel', `/imports/${json.id}/cancel`)
	await expectDescribed('GET', '/imports/{id}', '/imports/999999', undefined, 'default')
	expect((await fetch(`${address}/readyz`)).status).toBe(200)
})

async function expectDescribed(method: string, path: string, url: string, body?: object | string, as?: string) {
	const { status, headers, json, text } = await call('admin', method, url, body)
	const answer = document.paths[`/api/v1${path}`]![method.toLowerCase()]!.responses[as ?? String(status)]
	const type = headers.get('content-type')!.replace(/;.*/, '')
	const schema = answer?.content?.[type]?.schema
	expect(schema, `${method} ${path} ${status} ${type}`).toBeDefined()
	const sent = type === 'text/csv' ? text : json
	expect(Schema.Check(schema!, sent), `${method} ${path}: ${JSON.stringify(Schema.Errors(schema!, sent))}`).toBe(true)
}
