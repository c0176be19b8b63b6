import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import type { Db } from '../db/database.ts'
import { getSettings } from './queries.ts'
import { switchSignIn } from './switch-sign-in.ts'

const Settings = Type.Object(
	{ sign_in: Type.Union([Type.Literal('username'), Type.Literal('email')]) },
	{ additionalProperties: false },
)

export function settingsRoutes(app: App, db: Db): void {
	const tags = ['settings']

	app.get('/settings', { schema: { tags, response: { 200: Settings } }, config: { may: 'settings.read' } }, () =>
		getSettings(db),
	)

	app.put(
		'/settings',
		{
			schema: {
				tags,
				summary: 'Choose how people sign in',
				description: 'By e-mail is refused (`emails_repeated`, with the list) while several people share one.',
				body: Settings,
				response: { 200: Settings },
			},
			config: { may: 'settings.write' },
		},
		(request) => switchSignIn(db, request.body.sign_in, request),
	)
}
