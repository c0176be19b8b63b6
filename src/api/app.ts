import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
	FastifyBaseLogger,
	FastifyInstance,
	RawReplyDefaultExpression,
	RawRequestDefaultExpression,
	RawServerDefault,
} from 'fastify'
import type { Action, Person } from '../auth/permissions.ts'
import type { UiLanguage } from '../contract/fields.ts'

/** What a feature registers its routes on. */
export type App = FastifyInstance<
	RawServerDefault,
	RawRequestDefaultExpression,
	RawReplyDefaultExpression,
	FastifyBaseLogger,
	TypeBoxTypeProvider
>

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Who may call the route: an action of `auth/permissions.ts`, or everybody. A route without it does not register. */
		may?: Action | 'everybody'
	}
	interface FastifyRequest {
		/** The signed-in person; routes for everybody must not touch it. */
		person: Person
		/** The language to answer in: the person's, else the browser's. */
		language: UiLanguage
	}
}
