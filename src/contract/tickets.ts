import type { Role } from './fields.ts'

/** What a state means to Lístek; help desks give them their own names, several to one base if they like. */
export const BASE_STATES = ['new', 'open', 'waiting_customer', 'waiting_third', 'solved', 'closed'] as const
export type BaseState = (typeof BASE_STATES)[number]

/** Somebody still has something to do. */
export const OPEN_STATES = ['new', 'open', 'waiting_customer', 'waiting_third'] as const satisfies BaseState[]

export const PRIORITIES = ['low', 'normal', 'high', 'critical'] as const
export type Priority = (typeof PRIORITIES)[number]

/** `mine`, `unassigned` and `open` hold what is not solved or closed yet; `all` holds everything one may see. */
export const TICKET_VIEWS = ['mine', 'unassigned', 'open', 'all'] as const
export type TicketView = (typeof TICKET_VIEWS)[number]

export const MESSAGE_KINDS = ['reply', 'note', 'event'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** Attributes whose changes stand in the thread as events. Customers see only those of `PUBLIC_FIELDS`. */
export const EVENT_FIELDS = ['subject', 'state', 'priority', 'requester', 'group', 'assignee', 'tags'] as const
export type EventField = (typeof EVENT_FIELDS)[number]
export const PUBLIC_FIELDS = ['subject', 'state', 'priority'] as const satisfies EventField[]

export const ATTACHMENT_LIMIT_BYTES = 25 * 1024 ** 2
export const ATTACHMENTS_PER_MESSAGE = 20
/** What one person may upload as attachments: a full message at once, and two of them a day for customers. */
export const UPLOAD_BYTES = {
	customer: { hour: 512 * 1024 ** 2, day: 1024 ** 3 },
	staff: { hour: 5 * 1024 ** 3, day: 20 * 1024 ** 3 },
} as const
/** Attachments of one person that no message has taken yet. */
export const DRAFT_BYTES = 512 * 1024 ** 2
/** Replies, notes and new tickets of one person; programs write as operators. */
export const MESSAGES_PER_MINUTE = { customer: 30, staff: 600 } as const
/** Characters of a reply, a note or what a new ticket says. */
export const BODY_LIMIT = 100_000
export const TAGS_PER_TICKET = 30
export const BULK_LIMIT = 500
/** After this long without a sign somebody no longer looks at a ticket; say so again well before. */
export const PRESENCE_SECONDS = 30

export interface TicketState {
	id: number
	base: BaseState
	name_cs: string
	name_en: string
	/** Its place in lists. */
	position: number
	/** Not offered any more when false; tickets that have it keep it. */
	active: boolean
	version: number
}

export interface Named {
	id: number
	name: string
}

/** Whoever wrote a message or changed something. */
export interface MessageAuthor extends Named {
	role: Role
}

export interface TicketRow {
	id: number
	/** What people call it by: 1, 2, 3… without gaps. */
	number: number
	subject: string
	state: BaseState
	state_id: number
	priority: Priority
	requester: Named
	company: Named | null
	/** For customers always null, and `tags` empty: how the work is shared is not theirs to see. */
	group: Named | null
	assignee: Named | null
	tags: string[]
	created_at: string
	/** The last message or change, for customers the last they see; lists are in this order, the latest first. */
	updated_at: string
	/** Since when it is solved or closed. */
	solved_at: string | null
	/** Grows with each change of the attributes above (not with messages); send it back with a PATCH. For customers always 0. */
	version: number
}

export interface ListedTicket extends TicketRow {
	/** Somebody else replied or noted since one looked; false for what one has never opened. */
	unread: boolean
}

export interface Ticket extends TicketRow {
	requester: Requester
	/** The thread in order, its last part when it is long; without notes and internal events for customers. */
	messages: Message[]
	/** Null: `messages` is all of it. Otherwise what is before it: `GET /tickets/:id/messages?before=`. */
	earlier: number | null
	/** Colleagues who have it open now; for customers empty. */
	presence: Presence[]
}

/** For customers `phone` and `mobile` of others are null. */
export interface Requester extends Named {
	username: string
	email: string
	email_placeholder: boolean
	phone: string | null
	mobile: string | null
	position: string | null
	active: boolean
}

export interface Message {
	id: number
	kind: MessageKind
	/** Null: Lístek itself. */
	author: MessageAuthor | null
	/** Plain text as it was written; empty for events. */
	body: string
	event: TicketEvent | null
	attachments: Attachment[]
	created_at: string
}

/**
 * A change of one attribute, as it read at the time. `from` and `to` are people's or groups' names, the subject,
 * the priority's code, tags joined by `, `; of a state its id as text. Null: none.
 */
export interface TicketEvent {
	field: EventField
	from: string | null
	to: string | null
}

/** Its bytes: `GET /attachments/:id`. */
export interface Attachment {
	id: number
	filename: string
	/** From a short list of harmless types; everything else is `application/octet-stream`. */
	content_type: string
	size_bytes: number
}

export interface Presence {
	user: Named
	activity: 'looking' | 'typing'
	seen_at: string
}

/** `POST /tickets`. Customers send subject, body and attachment_ids; they are the requester. */
export interface NewTicket {
	subject: string
	body: string
	/** Required from operators. */
	requester_id?: number
	priority?: Priority
	state_id?: number
	group_id?: number | null
	assignee_id?: number | null
	tags?: string[]
	/** From `POST /attachments?filename=`. */
	attachment_ids?: number[]
}

/** `PATCH /tickets/:id`: what is not in it stays. */
export interface TicketChange {
	version?: number
	subject?: string
	state_id?: number
	priority?: Priority
	requester_id?: number
	group_id?: number | null
	assignee_id?: number | null
	tags?: string[]
}

/** `POST /tickets/:id/messages`. */
export interface NewMessage {
	body: string
	/** Customers write replies only. */
	kind: 'reply' | 'note'
	attachment_ids?: number[]
	/** "Reply and solve". Staff only. */
	state_id?: number
	/** The last message the writer saw: a newer reply or note by somebody else refuses with `messages_newer`. */
	seen_message_id?: number
}

/** `POST /tickets/bulk`: all of them or none. */
export interface BulkChange {
	ids: number[]
	state_id?: number
	priority?: Priority
	group_id?: number | null
	assignee_id?: number | null
}

/** `GET /tickets?…` beside `after` and `limit`. */
export interface TicketFilter {
	view?: TicketView
	q?: string
	number?: number
	state?: BaseState
	state_id?: number
	priority?: Priority
	group_id?: number
	assignee_id?: number
	company_id?: number
	requester_id?: number
	tag?: string
}

/** A list somebody keeps for themselves. */
export interface SavedView {
	id: number
	name: string
	filter: TicketFilter
}

/** `GET /tickets/count`: how many fit a filter; `counted_to` means "this many or more". */
export interface TicketCount {
	count: number
	counted_to: number
}

/** `GET /tickets/counts`: for the navigation; `counted_to` means "this many or more". */
export interface TicketCounts {
	mine: number
	unassigned: number
	open: number
	counted_to: number
}

/** `GET /tickets/by-company`: whose tickets are open; without a company those of people who belong to none. */
export interface CompanyOpenTickets {
	company: Named | null
	open: number
	unassigned: number
	/** The latest of theirs. */
	updated_at: string
}

/** `GET /companies/:id/tickets/summary`. */
export interface CompanyTickets {
	by_state: Record<BaseState, number>
	/** The last twelve, oldest first, this one included: `2026-05`. */
	months: { month: string; created: number; solved: number }[]
}

export interface Group {
	id: number
	name: string
	active: boolean
	members: Named[]
	version: number
}

export const WEBHOOK_EVENTS = ['ticket.created', 'ticket.updated', 'message.created'] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

export interface Webhook {
	id: number
	url: string
	events: WebhookEvent[]
	active: boolean
	created_at: string
	/** Only in the answer that made it (`POST /webhooks`, `POST /webhooks/:id/secret`). */
	secret?: string
}

export interface WebhookDelivery {
	id: number
	event: WebhookEvent | 'ping'
	state: 'pending' | 'delivered' | 'failed'
	attempts: number
	/** What the other side answered last. */
	status: number | null
	error: string | null
	duration_ms: number | null
	created_at: string
	next_at: string | null
	delivered_at: string | null
}
