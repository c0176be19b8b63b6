import swagger from '@fastify/swagger'
import type { App } from './app.ts'

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
	})
	app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
