import { Type } from 'typebox'
import { closed, Id, orNull, PageSize, Text, Typed } from '../api/schemas.ts'
import { ROLES } from '../contract/fields.ts'
import {
	ATTACHMENTS_PER_MESSAGE,
	BASE_STATES,
	BULK_LIMIT,
	EVENT_FIELDS,
	MESSAGE_KINDS,
	PRIORITIES,
	TICKET_VIEWS,
} from '../contract/tickets.ts'

export const Search = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) })

const Base = Type.Enum(BASE_STATES)
const PriorityValue = Type.Enum(PRIORITIES)
const named = { id: Type.Integer(), name: Type.String() }
export const NamedAnswer = Type.Object(named)

export const StateAnswer = Type.Object({
	id: Type.Integer(),
	base: Base,
	name_cs: Type.String(),
	name_en: Type.String(),
	position: Type.Integer(),
	active: Type.Boolean(),
	version: Type.Integer(),
})
const stateValues = {
	name_cs: Typed,
	name_en: Typed,
	position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
}
export const NewState = Type.Object({ base: Base, ...stateValues }, closed)
export const StateChange = Type.Partial(
	Type.Object({ ...stateValues, active: Type.Boolean(), version: Type.Integer() }, closed),
)

const row = {
	id: Type.Integer(),
	number: Type.Integer(),
	subject: Type.String(),
	state: Base,
	state_id: Type.Integer(),
	priority: PriorityValue,
	requester: NamedAnswer,
	company: orNull(NamedAnswer),
	group: orNull(NamedAnswer),
	assignee: orNull(NamedAnswer),
	tags: Type.Array(Type.String()),
	created_at: Type.String(),
	updated_at: Type.String(),
	solved_at: Text,
	version: Type.Integer(),
}
export const TicketPage = Type.Object({
	items: Type.Array(Type.Object({ ...row, unread: Type.Boolean() })),
	next: Text,
})
export const Look = Type.Object({ message_id: Id }, closed)

export const AttachmentAnswer = Type.Object({
	id: Type.Integer(),
	filename: Type.String(),
	content_type: Type.String(),
	size_bytes: Type.Integer(),
})
const Message = Type.Object({
	id: Type.Integer(),
	kind: Type.Enum(MESSAGE_KINDS),
	author: orNull(Type.Object({ ...named, role: Type.Enum(ROLES) })),
	body: Type.String(),
	event: orNull(Type.Object({ field: Type.Enum(EVENT_FIELDS), from: Text, to: Text })),
	attachments: Type.Array(AttachmentAnswer),
	created_at: Type.String(),
})
const Presence = Type.Object({
	user: NamedAnswer,
	activity: Type.Union([Type.Literal('looking'), Type.Literal('typing')]),
	seen_at: Type.String(),
})
export const Presences = Type.Object({ items: Type.Array(Presence) })
export const Thread = Type.Object({ messages: Type.Array(Message), earlier: orNull(Type.Integer()) })
export const ThreadBefore = Type.Object({ before: Type.Optional(Id) })
export const TicketAnswer = Type.Object({
	...row,
	requester: Type.Object({
		...named,
		username: Type.String(),
		email: Type.String(),
		email_placeholder: Type.Boolean(),
		phone: Text,
		mobile: Text,
		position: Text,
		active: Type.Boolean(),
	}),
	messages: Type.Array(Message),
	earlier: orNull(Type.Integer()),
	presence: Type.Array(Presence),
})

export const filter = {
	view: Type.Optional(Type.Enum(TICKET_VIEWS)),
	q: Type.Optional(Type.String({ maxLength: 200 })),
	number: Type.Optional(Id),
	state: Type.Optional(Base),
	state_id: Type.Optional(Id),
	priority: Type.Optional(PriorityValue),
	group_id: Type.Optional(Id),
	assignee_id: Type.Optional(Id),
	company_id: Type.Optional(Id),
	requester_id: Type.Optional(Id),
	tag: Type.Optional(Type.String({ maxLength: 200 })),
}
export const CountFilter = Type.Object(filter)
export const CountAnswer = Type.Object({ count: Type.Integer(), counted_to: Type.Integer() })
export const Filter = Type.Object({
	...filter,
	after: Type.Optional(Type.String({ maxLength: 2000 })),
	limit: PageSize,
})

const AttachmentIds = Type.Array(Id, { maxItems: 10 * ATTACHMENTS_PER_MESSAGE })
const work = {
	state_id: Id,
	priority: PriorityValue,
	group_id: orNull(Id),
	assignee_id: orNull(Id),
}
const Tags = Type.Array(Typed, { maxItems: 1000 })

export const NewTicket = Type.Object(
	{
		subject: Typed,
		body: Typed,
		requester_id: Type.Optional(Id),
		state_id: Type.Optional(work.state_id),
		priority: Type.Optional(work.priority),
		group_id: Type.Optional(work.group_id),
		assignee_id: Type.Optional(work.assignee_id),
		tags: Type.Optional(Tags),
		attachment_ids: Type.Optional(AttachmentIds),
	},
	closed,
)
export const TicketChange = Type.Partial(
	Type.Object({ ...work, subject: Typed, requester_id: Id, tags: Tags, version: Type.Integer() }, closed),
)
export const NewMessage = Type.Object(
	{
		body: Typed,
		kind: Type.Union([Type.Literal('reply'), Type.Literal('note')]),
		attachment_ids: Type.Optional(AttachmentIds),
		state_id: Type.Optional(Id),
		seen_message_id: Type.Optional(Id),
	},
	closed,
)
export const BulkChange = Type.Object(
	{
		ids: Type.Array(Id, { minItems: 1, maxItems: BULK_LIMIT }),
		state_id: Type.Optional(work.state_id),
		priority: Type.Optional(work.priority),
		group_id: Type.Optional(work.group_id),
		assignee_id: Type.Optional(work.assignee_id),
	},
	closed,
)
export const Changed = Type.Object({ changed: Type.Integer() })
export const PresenceBody = Type.Object(
	{ activity: Type.Union([Type.Literal('looking'), Type.Literal('typing'), Type.Literal('left')]) },
	closed,
)

export const ViewAnswer = Type.Object({ id: Type.Integer(), name: Type.String(), filter: Type.Object(filter) })
export const NewView = Type.Object({ name: Typed, filter: Type.Object(filter, closed) }, closed)
export const ViewChange = Type.Partial(NewView, closed)

export const CountsAnswer = Type.Object({
	mine: Type.Integer(),
	unassigned: Type.Integer(),
	open: Type.Integer(),
	counted_to: Type.Integer(),
})
export const ByCompanyAnswer = Type.Object({
	items: Type.Array(
		Type.Object({
			company: orNull(NamedAnswer),
			open: Type.Integer(),
			unassigned: Type.Integer(),
			updated_at: Type.String(),
		}),
	),
})
export const SummaryAnswer = Type.Object({
	by_state: Type.Object(Object.fromEntries(BASE_STATES.map((base) => [base, Type.Integer()]))),
	months: Type.Array(Type.Object({ month: Type.String(), created: Type.Integer(), solved: Type.Integer() })),
})
