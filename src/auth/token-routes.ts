import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed, Params, Typed } from '../api/schemas.ts'
import type { Db } from '../db/database.ts'
import { checkLine } from '../values/check.ts'
import { listTokens } from './queries.ts'
import { createToken, revokeToken } from './tokens.ts'

const token = {
	id: Type.Integer(),
	name: Type.String(),
	user: Type.Object({ id: Type.Integer(), username: Type.String() }, { description: 'Whose rights it has.' }),
	created_at: Type.String(),
	used_at: Type.Union([Type.String(), Type.Null()], { description: 'To the minute.' }),
}
const Tokens = Type.Object({ items: Type.Array(Type.Object(token)) })
const Made = Type.Object({ id: Type.Integer(), token: Type.String({ description: 'Only in this answer.' }) })
const MAX_NAME = 100

/** Tokens of integrations. What a token is nobody reads again. */
export function tokenRoutes(app: App, db: Db): void {
	const tags = ['tokens']
	const config = { may: 'tokens.write' } as const

	app.get('/tokens', { schema: { tags, response: { 200: Tokens } }, config }, async () => ({
		items: await listTokens(db),
	}))

	app.post(
		'/tokens',
		{
			schema: {
				tags,
				description: 'A token with the rights of whoever makes it.',
				body: Type.Object({ name: Typed }, closed),
				response: { 201: Made },
			},
			config,
		},
		async (request, reply) => {
			const { person, language } = request
			const name = checkLine('name', request.body.name, MAX_NAME, language)
			return reply.code(201).send(await createToken(db, { name, user_id: person.id }, person.id))
		},
	)

	app.delete(
		'/tokens/:id',
		{ schema: { tags, summary: 'It signs in nobody from now on', params: Params }, config },
		async (request, reply) => {
			await revokeToken(db, request.params.id, request.person.id)
			return reply.code(204).send()
		},
	)
}
