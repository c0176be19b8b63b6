import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed, Id, Params, Typed } from '../api/schemas.ts'
import type { Db } from '../db/database.ts'
import { createGroup, deleteGroup, updateGroup } from './change.ts'
import { listGroups } from './queries.ts'

const GroupAnswer = Type.Object({
	id: Type.Integer(),
	name: Type.String(),
	active: Type.Boolean(),
	members: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
	version: Type.Integer(),
})
const Groups = Type.Object({ items: Type.Array(GroupAnswer) })
const Members = Type.Array(Id, { maxItems: 10_000 })
const NewGroup = Type.Object({ name: Typed, member_ids: Type.Optional(Members) }, closed)
const GroupChange = Type.Partial(
	Type.Object({ name: Typed, active: Type.Boolean(), member_ids: Members, version: Type.Integer() }, closed),
)

export function groupRoutes(app: App, db: Db): void {
	const tags = ['groups']
	const writes = { may: 'groups.write' } as const

	app.get('/groups', { schema: { tags, response: { 200: Groups } }, config: { may: 'groups.read' } }, async () => ({
		items: await listGroups(db),
	}))

	app.post(
		'/groups',
		{ schema: { tags, body: NewGroup, response: { 201: GroupAnswer } }, config: writes },
		async (request, reply) => reply.code(201).send(await createGroup(db, request.body, request)),
	)

	app.patch(
		'/groups/:id',
		{ schema: { tags, params: Params, body: GroupChange, response: { 200: GroupAnswer } }, config: writes },
		async (request) => updateGroup(db, request.params.id, request.body, request),
	)

	app.delete('/groups/:id', { schema: { tags, params: Params }, config: writes }, async (request, reply) => {
		await deleteGroup(db, request.params.id, request)
		return reply.code(204).send()
	})
}
