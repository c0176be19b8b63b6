import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed } from '../api/schemas.ts'
import { SessionAnswer, sessionOf } from '../auth/routes.ts'
import { endSession, startSession } from '../auth/sessions.ts'
import type { Db } from '../db/database.ts'
import { acceptLink, openLink } from './open.ts'
import { OpenedAnswer } from './schemas.ts'

const Token = Type.String({ minLength: 1, maxLength: 200 })

/**
 * What the page behind a link asks, by people who are not signed in. The token travels in the body: addresses end up
 * in logs.
 */
export function linkRoutes(app: App, db: Db, { secure }: { secure: boolean }): void {
	const tags = ['invitations']
	// From one address: a whole company may sit behind it. Nobody guesses 256 bits; setting a password costs 50 ms.
	const limited = (max: number) => ({ may: 'everybody', rateLimit: { max, timeWindow: '1 minute' } }) as const

	app.post(
		'/invitation-links/open',
		{
			schema: {
				tags,
				summary: 'What a link is good for',
				body: Type.Object({ token: Token }, closed),
				response: { 200: OpenedAnswer },
			},
			config: limited(600),
		},
		async (request) => openLink(db, request.body.token),
	)

	app.post(
		'/invitation-links/accept',
		{
			schema: {
				tags,
				summary: 'Set the first password and sign in',
				body: Type.Object({ token: Token, password: Type.String({ maxLength: 1000 }) }, closed),
				response: { 200: SessionAnswer },
			},
			config: limited(60),
		},
		async (request, reply) => {
			const { token, password } = request.body
			const person = await acceptLink(db, token, password, request)
			await endSession(db, request, reply, secure)
			await startSession(db, reply, person.id, secure)
			return sessionOf(person)
		},
	)
}
