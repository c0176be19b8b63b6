import { sql } from 'kysely'
import type { TicketScope } from '../auth/permissions.ts'
import { type Attachment, type Message, PUBLIC_FIELDS, type TicketEvent } from '../contract/tickets.ts'
import type { Db, Tx } from '../db/database.ts'
import { nameOf } from './queries.ts'

/** What the detail shows at once; a thread longer than this is rare, and never loaded whole. */
export const THREAD_PAGE = 200

/** The last part of the thread, or what is before a message of it; in order. `earlier`: where to go on. */
export async function listMessages(
	db: Db,
	scope: TicketScope,
	ticketId: number,
	before?: number,
): Promise<{ messages: Message[]; earlier: number | null }> {
	const { rows } = await sql<MessageRow>`
		select part.id, part.kind, part.body, part.event, part.created_at,
		       users.id as author_id, ${nameOf('users')} as author_name, users.role as author_role,
		       case when part.kind = 'event' then '[]' else ${attachmentsOf} end as attachments
		from (
			select id, kind, body, event, author_id, created_at
			from messages
			where ticket_id = ${ticketId}
			  ${scope.sees === 'own' ? sql`and public` : sql``}
			  ${before === undefined ? sql`` : sql`and id < ${before}`}
			order by id desc
			limit ${THREAD_PAGE + 1}
		) as part
		left join users on users.id = part.author_id
		order by part.id
	`.execute(db)
	const more = rows.length > THREAD_PAGE
	const messages = (more ? rows.slice(1) : rows).map(toMessage)
	return { messages, earlier: more ? messages[0]!.id : null }
}

const attachmentsOf = sql`(
	select coalesce(
		json_agg(
			json_build_object(
				'id', attachments.id, 'filename', attachments.filename,
				'content_type', attachments.content_type, 'size_bytes', attachments.size_bytes
			)
			order by attachments.id
		),
		'[]'
	)
	from attachments
	where attachments.message_id = part.id
)`

export async function insertMessage(
	tx: Tx,
	message: { ticket_id: number; kind: 'reply' | 'note'; author_id: number; body: string },
): Promise<number> {
	const { id } = await tx
		.insertInto('messages')
		.values({ ...message, public: message.kind === 'reply' })
		.returning('id')
		.executeTakeFirstOrThrow()
	return id
}

/** Changes of attributes, each a line in the thread of its ticket. */
export async function insertEvents(
	tx: Tx,
	author_id: number,
	events: readonly { ticket_id: number; event: TicketEvent }[],
): Promise<void> {
	if (events.length === 0) return
	const isPublic = (event: TicketEvent) => (PUBLIC_FIELDS as readonly string[]).includes(event.field)
	await tx
		.insertInto('messages')
		.values(
			events.map(({ ticket_id, event }) => ({
				ticket_id,
				kind: 'event',
				public: isPublic(event),
				author_id,
				event: JSON.stringify(event),
			})),
		)
		.execute()
}

/**
 * Whether somebody else wrote after the message that one has seen last. Notes count for the staff only: a customer cannot
 * read them, so they could never send again, and would learn that there is one.
 */
export async function hasNewerMessage(
	db: Db,
	{ sees, user_id }: TicketScope,
	ticketId: number,
	seenId: number,
): Promise<boolean> {
	let newer = db
		.selectFrom('messages')
		.select('id')
		.where('ticket_id', '=', ticketId)
		.where('id', '>', seenId)
		.where('kind', '<>', 'event')
		.where('author_id', 'is distinct from', user_id)
	if (sees === 'own') newer = newer.where('public', '=', true)
	return (await newer.limit(1).executeTakeFirst()) !== undefined
}

interface MessageRow {
	id: number
	kind: Message['kind']
	body: string
	event: TicketEvent | null
	created_at: Date
	author_id: number | null
	author_name: string
	author_role: NonNullable<Message['author']>['role']
	attachments: Attachment[]
}

function toMessage({ author_id, author_name, author_role, created_at, ...message }: MessageRow): Message {
	const author = author_id === null ? null : { id: author_id, name: author_name, role: author_role }
	return { ...message, author, created_at: created_at.toISOString() }
}
