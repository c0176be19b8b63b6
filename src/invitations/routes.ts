import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { closed, Id, PageSize, Params } from '../api/schemas.ts'
import { ROLES } from '../contract/fields.ts'
import { DELIVERIES, INVITATION_STATES } from '../contract/invitations.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Post } from '../mail/post.ts'
import { continueRound, retry, sendTest, startRound, stopRound } from './invite.ts'
import { INVITATION_JOB } from './jobs.ts'
import { linksFile, makeLink } from './links.ts'
import { previewInvitations } from './preview.ts'
import { findRound, findTestRecipient, listInvitations, listRounds } from './queries.ts'
import { Invitations, LinkAnswer, Preview, Round, Rounds, TestAnswer } from './schemas.ts'

const audience = {
	import_id: Type.Optional(Id),
	user_id: Type.Optional(Id),
	role: Type.Optional(Type.Enum(ROLES)),
	q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
	again: Type.Optional(Type.Boolean()),
}
const AudienceQuery = Type.Object(audience)
const NewRound = Type.Object(
	{ ...audience, delivery: Type.Enum(DELIVERIES), people: Type.Integer({ minimum: 1 }) },
	closed,
)
const page = { after: Type.Optional(Id), limit: PageSize }
const RoundsQuery = Type.Object({ import_id: Type.Optional(Id), ...page })
const PeopleQuery = Type.Object({ state: Type.Optional(Type.Enum(INVITATION_STATES)), ...page })

/** Inviting people to set their first password. The pages behind the links are in `link-routes.ts`. */
export function invitationRoutes(app: App, db: Db, queue: Queue, post: Post): void {
	const tags = ['invitations']
	const config = { may: 'invitations.send' } as const
	const perMinute = post.mailer?.perMinute ?? null
	const getRound = async (id: number) => {
		const found = await findRound(db, id, perMinute)
		if (!found) throw new AppError('not_found')
		return found
	}
	const wake = (round_id: number) => queue.send(INVITATION_JOB, { round_id }, String(round_id))

	app.get(
		'/invitation-preview',
		{
			schema: {
				tags,
				summary: 'Who would be invited, who not and why, and what they would read',
				querystring: AudienceQuery,
				response: { 200: Preview },
			},
			config,
		},
		async (request) => previewInvitations(db, post, request.query),
	)

	app.post(
		'/invitation-test',
		{ schema: { tags, summary: 'The mail, to your own address', response: { 200: TestAnswer } }, config },
		async (request) => sendTest(post, request.language, (await findTestRecipient(db, request.person.id))!),
	)

	app.get(
		'/invitation-rounds',
		{ schema: { tags, querystring: RoundsQuery, response: { 200: Rounds } }, config },
		async (request) => {
			const { import_id, after, limit = 50 } = request.query
			const items = await listRounds(db, { import_id, after, limit }, perMinute)
			return { items, next: items.length === limit ? String(items.at(-1)!.id) : null }
		},
	)

	app.post(
		'/invitation-rounds',
		{
			schema: {
				tags,
				summary: 'Invite people',
				description:
					'`people` is the number the preview said; when it is another by now, nothing is done (`audience_changed`). ' +
					'By mail each person gets at most one message without somebody asking for another: it is written down ' +
					'before it is sent, and one whose worker died over it is `unknown` and left to a person. With `links` ' +
					'nothing is sent; the links are made by `POST /invitation-rounds/:id/links.csv`.',
				body: NewRound,
				response: { 201: Round },
			},
			config,
		},
		async (request, reply) => {
			const round = await startRound(db, post, request.body, request)
			if (round.state === 'sending') await wake(round.id)
			return reply.code(201).send(round)
		},
	)

	app.get(
		'/invitation-rounds/:id',
		{ schema: { tags, params: Params, response: { 200: Round } }, config },
		async (request) => getRound(request.params.id),
	)

	app.get(
		'/invitation-rounds/:id/invitations',
		{ schema: { tags, params: Params, querystring: PeopleQuery, response: { 200: Invitations } }, config },
		async (request) => {
			const { id } = await getRound(request.params.id)
			const { state, after, limit = 50 } = request.query
			const items = await listInvitations(db, id, { state, after, limit })
			return { items, next: items.length === limit ? String(items.at(-1)!.id) : null }
		},
	)

	app.post(
		'/invitation-rounds/:id/stop',
		{ schema: { tags, summary: 'Send nothing more', params: Params, response: { 200: Round } }, config },
		async (request) => {
			await stopRound(db, request.params.id, request)
			return getRound(request.params.id)
		},
	)

	app.post(
		'/invitation-rounds/:id/continue',
		{ schema: { tags, summary: 'Go on after a stop', params: Params, response: { 202: Round } }, config },
		async (request, reply) => {
			await continueRound(db, request.params.id, request)
			await wake(request.params.id)
			return reply.code(202).send(await getRound(request.params.id))
		},
	)

	app.post(
		'/invitation-rounds/:id/retry',
		{ schema: { tags, summary: 'The refused once more', params: Params, response: { 202: Round } }, config },
		async (request, reply) => {
			const { id } = await getRound(request.params.id)
			await wake(await retry(db, post, { round_id: id }, request))
			return reply.code(202).send(await getRound(id))
		},
	)

	app.post(
		'/invitation-rounds/:id/links.csv',
		{
			schema: {
				tags,
				summary: 'New links of everybody in a round of links, as CSV',
				description:
					'Only hashes of links are kept, so each file has new ones, and those before open nothing any more.',
				params: Params,
			},
			config,
		},
		async (request, reply) => {
			const { id } = await getRound(request.params.id)
			reply.header('content-type', 'text/csv; charset=utf-8')
			reply.header('content-disposition', `attachment; filename="invitations-${id}.csv"`)
			reply.header('cache-control', 'no-store')
			return reply.send(Readable.from(linksFile(db, post, id, request), { objectMode: false }))
		},
	)

	app.post(
		'/invitations/:id/retry',
		{
			schema: {
				tags,
				summary: 'One person once more, also when the first message may have arrived',
				params: Params,
				response: { 202: Round },
			},
			config,
		},
		async (request, reply) => {
			const roundId = await retry(db, post, { id: request.params.id }, request)
			await wake(roundId)
			return reply.code(202).send(await getRound(roundId))
		},
	)

	app.post(
		'/invitations/:id/link',
		{ schema: { tags, summary: 'A new link for one person', params: Params, response: { 200: LinkAnswer } }, config },
		async (request) => makeLink(db, post, request.params.id, request),
	)
}
