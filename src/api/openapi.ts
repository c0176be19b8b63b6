import swagger from '@fastify/swagger'
import type { FastifySchema } from 'fastify'
import { Type } from 'typebox'
import type { App } from './app.ts'

/** `problem.ts` writes them. */
const Problem = Type.Object({
	type: Type.String(),
	title: Type.String(),
	status: Type.Integer(),
	code: Type.String(),
	detail: Type.String(),
	request_id: Type.String(),
	errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), code: Type.String(), message: Type.String() }))),
})
const REFUSAL = {
	description: 'A refusal; `code` tells which, `errors` the fields it is about.',
	content: { 'application/problem+json': { schema: Problem } },
}
const DONE = { '2XX': { description: 'Done' } }
const FILE = { type: 'string', format: 'binary' }

/** What is said of each operation without each route saying it: its refusals, and that a body that is not parsed is a file. */
function described(schema: FastifySchema): FastifySchema {
	const isFile = schema.consumes?.includes('application/octet-stream')
	const response = { ...((schema.response ?? DONE) as object), default: REFUSAL }
	return { ...schema, response, ...(isFile ? { body: FILE } : {}) }
}

/** The API's description, made from the routes' own schemas: `GET /api/openapi.json`. */
export async function openApi(app: App): Promise<void> {
	await app.register(swagger, {
		openapi: {
			openapi: '3.1.0',
			info: { title: 'Lístek', version: '1', description: 'Errors are RFC 9457 problems with a stable `code`.' },
			servers: [{ url: '/' }],
			components: {
				securitySchemes: {
					token: { type: 'http', scheme: 'bearer' },
					session: { type: 'apiKey', in: 'cookie', name: 'listek_session' },
				},
			},
			security: [{ token: [] }, { session: [] }],
		},
		transform: ({ schema, url }) => ({ schema: described(schema ?? {}), url }),
	})
	app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
