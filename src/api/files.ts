import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { AppError } from '../errors.ts'
import type { App } from './app.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The built web app and the sample files. Every address the app knows answers with its one page. */
export async function webFiles(app: App): Promise<void> {
	const web = join(ROOT, 'dist/web')
	await app.register(fastifyStatic, {
		root: join(ROOT, 'samples'),
		prefix: '/samples/',
		index: false,
		decorateReply: false,
		setHeaders: (reply) => {
			reply.header('content-disposition', 'attachment')
		},
	})
	await app.register(fastifyStatic, {
		root: join(web, 'assets'),
		prefix: '/assets/',
		index: false,
		decorateReply: false,
		// Their names change with their contents.
		immutable: true,
		maxAge: '1y',
		preCompressed: true,
	})
	// Each of its files is a route of its own, which would win over the assets' and send them without all that.
	await app.register(fastifyStatic, {
		root: web,
		prefix: '/',
		index: false,
		wildcard: false,
		globIgnore: ['assets/**'],
	})
	const page = readFileSync(join(web, 'index.html'))
	app.get('/*', { schema: { hide: true } }, async (request, reply) => {
		if (/^\/(api|assets|samples)\//.test(request.url)) throw new AppError('route_unknown')
		return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
	})
}
