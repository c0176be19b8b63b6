import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed, Exact, Id, orNull, PageSize, Params, Text } from '../api/schemas.ts'
import { scopeOf } from '../auth/permissions.ts'
import { ROLES } from '../contract/fields.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { createUser, givePassword, updateUser } from './change.ts'
import { listUsers } from './list.ts'
import { offerUsers } from './offer.ts'
import { findUser } from './queries.ts'

const Role = Type.Enum(ROLES)

const texts = {
	first_name: Text,
	last_name: Text,
	title_before: Text,
	title_after: Text,
	phone: Text,
	mobile: Text,
	position: Text,
	language: Text,
	note: Text,
	external_id: Text,
}
const UserAnswer = Type.Object({
	id: Type.Integer(),
	username: Type.String(),
	email: Type.String(),
	email_placeholder: Type.Boolean(),
	...texts,
	company_id: orNull(Type.Integer()),
	company: Text,
	role: Role,
	active: Type.Boolean(),
	groups: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
	company_tickets: Type.Boolean(),
	has_password: Type.Boolean(),
	import_id: orNull(Type.Integer()),
	import_line: orNull(Type.Integer()),
	created_at: Type.String(),
	updated_at: Type.String(),
	version: Type.Integer(),
})
const values = {
	username: Text,
	email: Text,
	...texts,
	company_id: orNull(Id),
	role: Role,
	active: Type.Boolean(),
	/** All of them: a group that is not among them is left. */
	group_ids: Type.Array(Id, { maxItems: 1000 }),
	company_tickets: Type.Boolean(),
}
const Values = Type.Partial(Type.Object(values), closed)
const Change = Type.Partial(Type.Object({ ...values, version: Type.Integer() }), closed)
const Filter = Type.Object({
	q: Type.Optional(Type.String({ maxLength: 200 })),
	role: Type.Optional(Role),
	company_id: Type.Optional(Id),
	username: Exact,
	email: Exact,
	external_id: Exact,
	active: Type.Optional(Type.Boolean()),
	after: Type.Optional(Type.String({ maxLength: 2000 })),
	limit: PageSize,
})
const Offer = Type.Object({
	q: Type.Optional(Type.String({ maxLength: 200 })),
	limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
const UserPage = Type.Object({ items: Type.Array(UserAnswer), next: Text })
const Password = Type.Object({ password: Type.String({ maxLength: 1000 }) }, closed)

export function userRoutes(app: App, db: Db): void {
	const tags = ['users']
	const reads = { may: 'users.read' } as const
	const writes = { may: 'users.write' } as const

	app.get(
		'/users',
		{ schema: { tags, querystring: Filter, response: { 200: UserPage } }, config: reads },
		async (request) => listUsers(db, scopeOf(request.person), { limit: 50, ...request.query }),
	)

	app.get(
		'/users/offer',
		{
			schema: {
				tags,
				summary: 'Contacts to choose from, found by their own words or by those of their company',
				querystring: Offer,
				response: { 200: Type.Object({ items: Type.Array(UserAnswer) }) },
			},
			config: reads,
		},
		async (request) => ({ items: await offerUsers(db, scopeOf(request.person), { limit: 20, ...request.query }) }),
	)

	app.get(
		'/users/:id',
		{ schema: { tags, params: Params, response: { 200: UserAnswer } }, config: reads },
		async (request) => {
			const user = await findUser(db, scopeOf(request.person), request.params.id)
			if (!user) throw new AppError('not_found')
			return user
		},
	)

	app.post(
		'/users',
		{ schema: { tags, body: Values, response: { 201: UserAnswer } }, config: writes },
		async (request, reply) => reply.code(201).send(await createUser(db, request.body, request)),
	)

	app.patch(
		'/users/:id',
		{ schema: { tags, params: Params, body: Change, response: { 200: UserAnswer } }, config: writes },
		async (request) => updateUser(db, request.params.id, request.body, request),
	)

	app.put(
		'/users/:id/password',
		{ schema: { tags, summary: "Set somebody's password", params: Params, body: Password }, config: writes },
		async (request, reply) => {
			await givePassword(db, request.params.id, request.body.password, request)
			return reply.code(204).send()
		},
	)
}
