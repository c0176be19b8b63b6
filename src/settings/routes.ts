import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import type { Db } from '../db/database.ts'
import { keepChanges } from './keep-changes.ts'
import { getSettings } from './queries.ts'
import { switchSignIn } from './switch-sign-in.ts'

const Settings = Type.Object({
	sign_in: Type.Union([Type.Literal('username'), Type.Literal('email')]),
	changes_kept_days: Type.Integer({ minimum: 1, maximum: 3650 }),
})
const Change = Type.Partial(Settings, { additionalProperties: false, minProperties: 1 })

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
				summary: 'Change settings',
				description:
					'What is not named stays. Signing in by e-mail is refused (`emails_repeated`, with the list) while several people share one.',
				body: Change,
				response: { 200: Settings },
			},
			config: { may: 'settings.write' },
		},
		async (request) => {
			const { sign_in, changes_kept_days } = request.body
			if (changes_kept_days !== undefined) await keepChanges(db, changes_kept_days, request)
			return sign_in === undefined ? await getSettings(db) : await switchSignIn(db, sign_in, request)
		},
	)
}
