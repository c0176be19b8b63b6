import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyRequest, LogController } from 'fastify'
import type { Logger } from 'pino'
import { Type } from 'typebox'
import type { Action, Person } from '../auth/permissions.ts'
import { AppError } from '../errors.ts'
import type { App } from './app.ts'
import { languageOf } from './language.ts'
import { openApi } from './openapi.ts'
import { answerError } from './problem.ts'
import { compileValidator } from './validate.ts'

export interface ServerParts {
	log: Logger
	/** Where browsers reach it; undefined: at the address they ask. */
	url?: string | undefined
	/** Behind https cookies are `Secure` and the browser is told to stay there. */
	secure: boolean
	authenticate(request: FastifyRequest): Promise<Person | undefined>
	may(person: Person, action: Action): boolean
	/** Registers every feature's routes below `/api/v1`. */
	routes(app: App): void
	/** Reasons why the process cannot serve now; none: ready. */
	notReady(): Promise<string[]>
	/** Routes outside `/api/v1`: the web app and the samples. */
	files(app: App): Promise<void>
}

/** The HTTP server, not yet listening. Tests drive it with `inject`. */
export async function createServer(parts: ServerParts): Promise<App> {
	const app = fastify({
		loggerInstance: parts.log,
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: () => crypto.randomUUID(),
		bodyLimit: 1024 ** 2,
		trustProxy: 'loopback',
		forceCloseConnections: true,
		routerOptions: { ignoreTrailingSlash: true },
		// An address that cannot be decoded never comes to a route.
		frameworkErrors: answerError,
	})
		.setValidatorCompiler(compileValidator)
		.withTypeProvider<TypeBoxTypeProvider>() as unknown as App

	app.setErrorHandler(answerError)
	app.setNotFoundHandler(() => {
		throw new AppError('route_unknown')
	})
	app.decorateRequest('person', null as never)
	app.decorateRequest('language', 'cs')
	app.addHook('onRequest', async (request) => {
		request.language = languageOf(request.headers['accept-language'])
	})

	await app.register(cookie)
	await app.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'] })
	await app.register(rateLimit, { global: false })
	await app.register(helmet, {
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				defaultSrc: ["'self'"],
				styleSrc: ["'self'", "'unsafe-inline'"],
				imgSrc: ["'self'", 'data:', 'blob:'],
				objectSrc: ["'none'"],
				frameAncestors: ["'none'"],
				baseUri: ["'self'"],
				formAction: ["'self'"],
			},
		},
		strictTransportSecurity: parts.secure,
	})
	await openApi(app)
	guard(app, parts)
	app.register(async (api) => parts.routes(api as unknown as App), { prefix: '/api/v1' })
	health(app, parts)
	await parts.files(app)
	return app
}

/** Nobody is let in by default: a route says who may call it, or the server does not start. */
function guard(app: App, parts: ServerParts): void {
	app.addHook('onRoute', (route) => {
		if (route.url.startsWith('/api/v1') && !route.config?.may)
			throw new Error(`${route.url} does not say who may call it`)
	})
	app.addHook('onRequest', async (request) => {
		const { may } = request.routeOptions.config
		if (!may || may === 'everybody') return
		const person = await parts.authenticate(request)
		if (!person) throw new AppError('sign_in_required')
		request.person = person
		request.language = person.ui_language ?? request.language
		if (!parts.may(person, may)) throw new AppError('forbidden')
	})
	// A filter that is not known would give a list of everything, and a program would take its first row for what it asked for.
	app.addHook('preValidation', async (request) => {
		const { config, schema } = request.routeOptions
		if (!config.may) return
		const { properties = {} } = (schema?.querystring ?? {}) as { properties?: object }
		const unknown = Object.keys(request.query as object).find((name) => !Object.hasOwn(properties, name))
		if (unknown !== undefined) throw new AppError('request_invalid', { reason: `querystring: ${unknown}` })
	})
	// Forged requests: a form on another site can send a cookie along, but no header of ours.
	app.addHook('onRequest', async (request) => {
		const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
		if (reads || request.headers.authorization || request.headers['x-requested-with'] === 'listek') return
		if (isForeign(request, parts.url)) throw new AppError('request_forged')
	})
}

/** Whether a page of another site sent it. Over plain http browsers say `Origin` alone; programs say neither. */
function isForeign({ headers, host }: FastifyRequest, url: string | undefined): boolean {
	const { 'sec-fetch-site': site, origin } = headers
	if (site) return site !== 'same-origin' && site !== 'none'
	if (!origin) return false
	const from = URL.canParse(origin) ? new URL(origin).host : undefined
	return from !== host && (url === undefined || from !== new URL(url).host)
}

function health(app: App, parts: ServerParts): void {
	const tags = ['process']
	const Ready = Type.Object({ ready: Type.Boolean(), reasons: Type.Array(Type.String()) })
	const alive = { 200: Type.Object({ status: Type.String() }) }
	app.get('/healthz', { schema: { tags, response: alive } }, async () => ({ status: 'ok' }))
	app.get('/readyz', { schema: { tags, response: { 200: Ready, 503: Ready } } }, async (_request, reply) => {
		const reasons = await parts.notReady()
		return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons })
	})
}
