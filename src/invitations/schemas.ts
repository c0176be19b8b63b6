import { Type } from 'typebox'
import { DELIVERIES, INVITATION_STATES, LEFT_OUT } from '../contract/invitations.ts'

const Text = Type.Union([Type.String(), Type.Null()])
const Count = Type.Integer()
const OptionalCount = Type.Union([Count, Type.Null()])

const Invited = Type.Object({
	id: Type.Integer(),
	username: Type.String(),
	name: Text,
	email: Type.String(),
	company: Text,
})

export const Preview = Type.Object({
	people: Count,
	staff: Count,
	languages: Type.Object({ cs: Count, en: Count }),
	first: Type.Array(Invited),
	left_out: Type.Array(Type.Object({ reason: Type.Enum(LEFT_OUT), count: Count, first: Type.Array(Invited) })),
	texts: Type.Array(
		Type.Object({ language: Type.Enum(['cs', 'en'] as const), subject: Type.String(), text: Type.String() }),
	),
	mail: Type.Boolean(),
	sender: Text,
	per_minute: OptionalCount,
	address: Type.String(),
	address_local: Type.Boolean(),
})

export const Round = Type.Object({
	id: Type.Integer(),
	import_id: OptionalCount,
	delivery: Type.Enum(DELIVERIES),
	state: Type.Enum(['sending', 'stopped', 'done'] as const),
	counts: Type.Object(
		Object.fromEntries(INVITATION_STATES.map((state) => [state, Count])) as Record<
			(typeof INVITATION_STATES)[number],
			typeof Count
		>,
	),
	people: Count,
	accepted: Count,
	problem: Text,
	per_minute: OptionalCount,
	created_by: Type.Union([Type.Object({ id: Type.Integer(), username: Type.String() }), Type.Null()]),
	created_at: Type.String(),
	finished_at: Text,
})
export const Rounds = Type.Object({ items: Type.Array(Round), next: Text })

const Invitation = Type.Object({
	id: Type.Integer(),
	user_id: Type.Integer(),
	username: Text,
	name: Text,
	email: Text,
	company: Text,
	state: Type.Enum(INVITATION_STATES),
	answer: Text,
	attempted_at: Text,
	expires_at: Text,
	accepted_at: Text,
})
export const Invitations = Type.Object({ items: Type.Array(Invitation), next: Text })

export const LinkAnswer = Type.Object({ link: Type.String(), expires_at: Type.String() })
export const TestAnswer = Type.Object({ sent_to: Type.String() })
export const OpenedAnswer = Type.Object({
	state: Type.Enum(['open', 'used', 'expired', 'withdrawn', 'unknown'] as const),
	username: Text,
	name: Text,
	company: Text,
	sign_in: Type.Enum(['username', 'email'] as const),
	expires_at: Text,
})
