import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { App } from '../api/app.ts'
import { Params } from '../api/schemas.ts'
import { saidBytes, takesFiles, uploaded } from '../api/upload.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { deleteDraft } from './attachment-queries.ts'
import { openAttachment, receiveAttachment } from './attachments.ts'
import { disposition } from './filename.ts'
import { AttachmentAnswer } from './schemas.ts'

const tags = ['tickets']
const writes = { may: 'tickets.write' } as const
const Name = Type.Object({ filename: Type.String({ minLength: 1, maxLength: 1000 }) })

export function attachmentRoutes(app: App, db: Db): void {
	app.register(async (plain) => {
		const raw = plain as unknown as App
		takesFiles(raw)
		const consumes = ['application/octet-stream']
		const answers = { tags, consumes, querystring: Name, response: { 201: AttachmentAnswer } }

		raw.post(
			'/attachments',
			{ schema: { ...answers, summary: 'Send a file for a new ticket (raw bytes)' }, config: writes },
			async (request, reply) => {
				const to = { ticket_id: null, filename: request.query.filename, said_bytes: saidBytes(request) }
				return reply.code(201).send(await receiveAttachment(db, request, to, uploaded(request)))
			},
		)

		raw.post(
			'/tickets/:id/attachments',
			{ schema: { ...answers, params: Params, summary: 'Send a file for a message (raw bytes)' }, config: writes },
			async (request, reply) => {
				const to = { ticket_id: request.params.id, filename: request.query.filename, said_bytes: saidBytes(request) }
				return reply.code(201).send(await receiveAttachment(db, request, to, uploaded(request)))
			},
		)
	})

	app.get(
		'/attachments/:id',
		{
			schema: { tags, summary: "A file's bytes, always a download", params: Params },
			config: { may: 'tickets.read' },
			// A file that is packed itself would be sent as it is and called packed once more, so it would arrive unpacked.
			compress: false,
		},
		async (request, reply) => {
			const { attachment, bytes } = await openAttachment(db, request, request.params.id)
			// Whatever is inside, a browser neither guesses another type nor runs anything of it.
			reply.header('content-type', attachment.content_type)
			// It tells whether all of it arrived.
			reply.header('content-length', attachment.size_bytes)
			reply.header('content-disposition', disposition(attachment.filename))
			reply.header('x-content-type-options', 'nosniff')
			reply.header('content-security-policy', "sandbox; default-src 'none'")
			reply.header('cache-control', 'private, max-age=3600')
			return reply.send(Readable.from(bytes, { objectMode: false }))
		},
	)

	app.delete(
		'/attachments/:id',
		{ schema: { tags, summary: 'Throw an own draft away', params: Params }, config: writes },
		async (request, reply) => {
			if (!(await deleteDraft(db, request.params.id, request.person.id))) throw new AppError('not_found')
			return reply.code(204).send()
		},
	)
}
