import { expect, test } from 'vitest'
import { startProduct } from './import/http-harness.ts'

const { address } = await startProduct([])

interface Operation {
	tags?: string[]
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
