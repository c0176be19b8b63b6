import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { Params } from '../api/schemas.ts'
import type { Db } from '../db/database.ts'
import { NewState, StateAnswer, StateChange } from './schemas.ts'
import { createState, listStates, updateState } from './states.ts'

const tags = ['tickets']
const States = Type.Object({ items: Type.Array(StateAnswer) })

/** The states' own names. */
export function settingRoutes(app: App, db: Db): void {
	app.get(
		'/ticket-states',
		{ schema: { tags, response: { 200: States } }, config: { may: 'tickets.read' } },
		async () => ({
			items: await listStates(db),
		}),
	)

	app.post(
		'/ticket-states',
		{ schema: { tags, body: NewState, response: { 201: StateAnswer } }, config: { may: 'states.write' } },
		async (request, reply) => reply.code(201).send(await createState(db, request.body, request)),
	)

	app.patch(
		'/ticket-states/:id',
		{
			schema: { tags, params: Params, body: StateChange, response: { 200: StateAnswer } },
			config: { may: 'states.write' },
		},
		async (request) => updateState(db, request.params.id, request.body, request),
	)
}
