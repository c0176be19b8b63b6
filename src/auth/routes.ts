import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed, orNull, Text } from '../api/schemas.ts'
import { ROLES, UI_LANGUAGES } from '../contract/fields.ts'
import type { Session } from '../contract/people.ts'
import type { Db } from '../db/database.ts'
import { changeOwnPassword } from './change-password.ts'
import { allowedActions, type Person } from './permissions.ts'
import { getSignInMethod, updateUiLanguage } from './queries.ts'
import { endSession, sessionHash, startSession } from './sessions.ts'
import { signIn } from './sign-in.ts'

export interface AuthOptions {
	/** Behind https: the cookie is `Secure` and bound to this host. */
	secure: boolean
	/** Attempts a minute from one address; each costs 19 MiB and 50 ms. */
	signInsPerMinute?: number
}

const UiLanguage = Type.Enum(UI_LANGUAGES)
const Method = Type.Object({ sign_in: Type.Union([Type.Literal('username'), Type.Literal('email')]) })
export const SessionAnswer = Type.Object({
	user: Type.Object({
		id: Type.Integer(),
		username: Type.String(),
		email: Type.String(),
		first_name: Text,
		last_name: Text,
		role: Type.Enum(ROLES),
		company_id: orNull(Type.Integer()),
	}),
	ui_language: orNull(UiLanguage),
	may: Type.Array(Type.String()),
})
const Credentials = Type.Object(
	{ login: Type.String({ maxLength: 300 }), password: Type.String({ maxLength: 1000 }) },
	closed,
)
const NewPassword = Type.Object(
	{ current: Type.String({ maxLength: 1000 }), password: Type.String({ maxLength: 1000 }) },
	closed,
)

/** Signing in and out, and what belongs to oneself. */
export function authRoutes(app: App, db: Db, { secure, signInsPerMinute = 20 }: AuthOptions): void {
	const tags = ['session']
	const rateLimit = { max: signInsPerMinute, timeWindow: '1 minute' }
	const signedIn = { may: 'account.use' } as const

	app.post(
		'/session',
		{
			schema: { tags, summary: 'Sign in', body: Credentials, response: { 200: SessionAnswer } },
			config: { may: 'everybody', rateLimit },
		},
		async (request, reply) => {
			const { login, password } = request.body
			const person = await signIn(db, login, password)
			await endSession(db, request, reply, secure)
			await startSession(db, reply, person.id, secure)
			return sessionOf(person)
		},
	)

	app.get(
		'/session/method',
		{ schema: { tags, summary: 'What people sign in with', response: { 200: Method } }, config: { may: 'everybody' } },
		async () => ({ sign_in: await getSignInMethod(db) }),
	)

	app.get('/session', { schema: { tags, response: { 200: SessionAnswer } }, config: signedIn }, async (request) =>
		sessionOf(request.person),
	)

	app.delete('/session', { schema: { tags, summary: 'Sign out' }, config: signedIn }, async (request, reply) => {
		await endSession(db, request, reply, secure)
		return reply.code(204).send()
	})

	app.patch(
		'/session',
		{
			schema: { tags, body: Type.Object({ ui_language: UiLanguage }, closed), response: { 200: SessionAnswer } },
			config: signedIn,
		},
		async (request) => {
			const { ui_language } = request.body
			await updateUiLanguage(db, request.person.id, ui_language)
			return sessionOf({ ...request.person, ui_language })
		},
	)

	app.put(
		'/session/password',
		{ schema: { tags, summary: 'Change your password', body: NewPassword }, config: { ...signedIn, rateLimit } },
		async (request, reply) => {
			await changeOwnPassword(db, request, request.body, sessionHash(request, secure))
			return reply.code(204).send()
		},
	)
}

/** Who is signed in, as it travels over HTTP. */
export function sessionOf({ ui_language, ...user }: Person): Session {
	return { user, ui_language, may: allowedActions(user) }
}
