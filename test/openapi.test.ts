import { expect, test } from 'vitest'
import { startProduct } from './import/http-harness.ts'

const { address } = await startProduct([])

interface Operation {
	tags?: string[]
	requestBody?: { content: Record<string, unknown> }
	callbacks?: Record<string, Record<string, { post: { requestBody: object } }>>
	parameters?: { name: string; in: string }[]
	responses: Record<string, unknown>
}
const answer = await fetch(`${address}/api/openapi.json`)
const document = (await answer.json()) as { openapi: string; paths: Record<string, Record<string, Operation>> }

test.each([
	['/imports', ['get', 'post']],
	['/imports/{id}', ['get', 'patch']],
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
