import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed, Exact, orNull, PageSize, Params, Text } from '../api/schemas.ts'
import { scopeOf } from '../auth/permissions.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { createCompany, updateCompany } from './change.ts'
import { findCompany, listCompanies } from './queries.ts'

const texts = {
	registration_number: Text,
	vat_number: Text,
	street: Text,
	city: Text,
	postal_code: Text,
	country: Text,
	phone: Text,
	email: Text,
	website: Text,
	note: Text,
	external_id: Text,
}
const CompanyAnswer = Type.Object({
	id: Type.Integer(),
	name: Type.String(),
	...texts,
	active: Type.Boolean(),
	users_count: Type.Integer(),
	import_id: orNull(Type.Integer()),
	import_line: orNull(Type.Integer()),
	created_at: Type.String(),
	updated_at: Type.String(),
	version: Type.Integer(),
})
const Values = Type.Partial(Type.Object({ name: Text, ...texts, active: Type.Boolean() }), closed)
const Change = Type.Partial(
	Type.Object({ name: Text, ...texts, active: Type.Boolean(), version: Type.Integer() }),
	closed,
)
const Filter = Type.Object({
	q: Type.Optional(Type.String({ maxLength: 200 })),
	name: Exact,
	registration_number: Exact,
	external_id: Exact,
	active: Type.Optional(Type.Boolean()),
	after: Type.Optional(Type.String({ maxLength: 2000 })),
	limit: PageSize,
})
const CompanyPage = Type.Object({ items: Type.Array(CompanyAnswer), next: Text })

export function companyRoutes(app: App, db: Db): void {
	const tags = ['companies']
	const reads = { may: 'companies.read' } as const
	const writes = { may: 'companies.write' } as const

	app.get(
		'/companies',
		{ schema: { tags, querystring: Filter, response: { 200: CompanyPage } }, config: reads },
		async (request) => listCompanies(db, scopeOf(request.person), { limit: 50, ...request.query }),
	)

	app.get(
		'/companies/:id',
		{ schema: { tags, params: Params, response: { 200: CompanyAnswer } }, config: reads },
		async (request) => {
			const company = await findCompany(db, scopeOf(request.person), request.params.id)
			if (!company) throw new AppError('not_found')
			return company
		},
	)

	app.post(
		'/companies',
		{ schema: { tags, body: Values, response: { 201: CompanyAnswer } }, config: writes },
		async (request, reply) => reply.code(201).send(await createCompany(db, request.body, request)),
	)

	app.patch(
		'/companies/:id',
		{ schema: { tags, params: Params, body: Change, response: { 200: CompanyAnswer } }, config: writes },
		async (request) => updateCompany(db, request.params.id, request.body, request),
	)
}
