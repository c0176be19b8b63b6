import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Desk, testDesk } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { callerFor } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import { insertSession } from '../auth/queries.ts'
import { newToken, tokenHash } from '../auth/sessions.ts'
import { ATTACHMENT_LIMIT_BYTES, type Attachment, type Message, type Ticket } from '../contract/tickets.ts'
import { contentType, disposition, safeFilename } from './filename.ts'

let desk: Desk
const cookies = new Map<string, string>()

async function cookieOf(who: 'jana' | 'petr' | 'olga'): Promise<string> {
	if (!cookies.has(who)) {
		const token = newToken()
		await insertSession(desk.db, desk.ids[who], tokenHash(token))
		cookies.set(who, `listek_session=${token}`)
	}
	return cookies.get(who)!
}

async function send(who: 'jana' | 'petr' | 'olga', path: string, filename: string, bytes: Buffer, type = 'text/html') {
	const answer = await desk.app.inject({
		method: 'POST',
		url: `/api/v1${path}?filename=${encodeURIComponent(filename)}`,
		headers: { cookie: await cookieOf(who), 'content-type': type },
		payload: bytes,
	})
	return { status: answer.statusCode, body: answer.json() as Attachment & { code: string } }
}

async function fetchFile(who: 'jana' | 'petr' | 'olga', id: number) {
	return await desk.app.inject({
		url: `/api/v1/attachments/${id}`,
		headers: { cookie: await cookieOf(who), 'accept-encoding': 'identity' },
	})
}

beforeAll(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
})

describe('a file', () => {
	test('comes back as it was, however big the pieces it came in', async () => {
		const { id: ticketId } = await desk.create()
		const bytes = Buffer.alloc(700_001, 'žluťoučký\0\r\n')
		const { status, body: draft } = await send('olga', `/tickets/${ticketId}/attachments`, 'výpis č. 1.PNG', bytes)
		expect([status, draft]).toMatchObject([
			201,
			{ filename: 'výpis č. 1.PNG', content_type: 'image/png', size_bytes: bytes.length },
		])
		const message = { kind: 'reply', body: '', attachment_ids: [draft.id] }
		const { body } = await desk.olga('POST', `/tickets/${ticketId}/messages`, message)
		expect((body.messages as Message[])[1]!.attachments).toEqual([draft])
		const file = await fetchFile('jana', draft.id)
		expect(file.rawPayload.equals(bytes)).toBe(true)
	})

	test('can come with a new ticket', async () => {
		const { body: draft } = await send('jana', '/attachments', 'a.txt', Buffer.from('ahoj'))
		const made = await desk.jana('POST', '/tickets', { subject: 'a', body: 'b', attachment_ids: [draft.id] })
		expect((made.body as unknown as Ticket).messages[0]!.attachments).toEqual([draft])
	})

	test('that is empty is a file, too', async () => {
		const { body } = await send('jana', '/attachments', 'prázdný.txt', Buffer.alloc(0))
		expect(body.size_bytes).toBe(0)
	})

	test('over the limit is refused and leaves nothing', async () => {
		const count = async () => (await desk.db.selectFrom('attachments').select('id').execute()).length
		const before = await count()
		const { status, body } = await send('jana', '/attachments', 'a.zip', Buffer.alloc(ATTACHMENT_LIMIT_BYTES + 1))
		expect([status, body.code]).toEqual([413, 'attachment_too_large'])
		expect(await count()).toBe(before)
	})

	test('is a draft for a day, and of sixty drafts the oldest makes room', async () => {
		const { body: old } = await send('petr', '/attachments', 'starý.txt', Buffer.from('a'))
		const yesterday = sql<Date>`now() - interval '25 hours'`
		await desk.db.updateTable('attachments').set({ created_at: yesterday }).where('id', '=', old.id).execute()
		const { body: first } = await send('petr', '/attachments', 'první.txt', Buffer.from('a'))
		expect((await fetchFile('petr', old.id)).statusCode).toBe(404)
		for (let n = 0; n < 60; n++) await send('petr', '/attachments', `${n}.txt`, Buffer.from('a'))
		expect((await fetchFile('petr', first.id)).statusCode).toBe(200)
		await send('petr', '/attachments', 'další.txt', Buffer.from('a'))
		expect((await fetchFile('petr', first.id)).statusCode).toBe(404)
	})

	test('is one of at most twenty of a message', async () => {
		const { id } = await desk.create()
		const ids = Array.from({ length: 21 }, (_, n) => n + 1)
		const { status, body } = await desk.olga('POST', `/tickets/${id}/messages`, {
			kind: 'reply',
			body: 'a',
			attachment_ids: ids,
		})
		expect([status, body.errors]).toMatchObject([422, [{ code: 'attachment_ids_too_many' }]])
	})
})

describe('nobody else', () => {
	test('sees or uses a draft', async () => {
		const { id: ticketId } = await desk.create()
		const { body: draft } = await send('olga', `/tickets/${ticketId}/attachments`, 'a.txt', Buffer.from('a'))
		expect((await fetchFile('olga', draft.id)).statusCode).toBe(200)
		expect((await fetchFile('jana', draft.id)).statusCode).toBe(404)
		const message = { kind: 'reply', body: 'a', attachment_ids: [draft.id] }
		const stolen = await desk.jana('POST', `/tickets/${ticketId}/messages`, message)
		expect([stolen.status, stolen.body.errors]).toMatchObject([422, [{ code: 'attachment_unknown' }]])
		expect((await desk.jana('DELETE', `/attachments/${draft.id}`)).status).toBe(404)
		expect((await desk.olga('DELETE', `/attachments/${draft.id}`)).status).toBe(204)
		expect((await fetchFile('olga', draft.id)).statusCode).toBe(404)
	})

	test('sees the file of a ticket that is not theirs, and no customer that of a note', async () => {
		const { id: ticketId } = await desk.create()
		const attach = async (kind: string) => {
			const { body: draft } = await send('olga', `/tickets/${ticketId}/attachments`, 'a.txt', Buffer.from('a'))
			await desk.olga('POST', `/tickets/${ticketId}/messages`, { kind, body: 'a', attachment_ids: [draft.id] })
			return draft.id
		}
		const [reply, note] = [await attach('reply'), await attach('note')]
		const statuses = async (id: number) =>
			await Promise.all((['jana', 'petr', 'olga'] as const).map(async (who) => (await fetchFile(who, id)).statusCode))
		expect(await statuses(reply)).toEqual([200, 404, 200])
		expect(await statuses(note)).toEqual([404, 404, 200])
		expect((await (await callerFor(desk.app, desk.db))('GET', `/attachments/${reply}`)).status).toBe(401)
	})

	test('moves a sent file to another message, or throws it away', async () => {
		const { id: ticketId } = await desk.create()
		const { body: draft } = await send('olga', `/tickets/${ticketId}/attachments`, 'a.txt', Buffer.from('a'))
		const message = { kind: 'reply', body: 'a', attachment_ids: [draft.id] }
		expect((await desk.olga('POST', `/tickets/${ticketId}/messages`, message)).status).toBe(201)
		expect((await desk.olga('POST', `/tickets/${ticketId}/messages`, message)).status).toBe(422)
		expect((await desk.olga('DELETE', `/attachments/${draft.id}`)).status).toBe(404)
	})

	test('uses a draft of another ticket', async () => {
		const [one, other] = [await desk.create(), await desk.create()]
		const { body: draft } = await send('olga', `/tickets/${one.id}/attachments`, 'a.txt', Buffer.from('a'))
		const message = { kind: 'reply', body: 'a', attachment_ids: [draft.id] }
		expect((await desk.olga('POST', `/tickets/${other.id}/messages`, message)).status).toBe(422)
	})
})

describe('a browser', () => {
	test.each([
		['page.html', '<script>alert(1)</script>'],
		['obrázek.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
		['a.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'],
		['a.xml', '<?xml-stylesheet href="evil.xsl"?>'],
		['a.js', 'alert(1)'],
		['bez přípony', '<html>'],
	])('is never given %s as what it could run', async (filename, content) => {
		const { body } = await send('jana', '/attachments', filename, Buffer.from(content), 'image/svg+xml')
		const { headers } = await fetchFile('jana', body.id)
		expect(headers).toMatchObject({
			'content-type': 'application/octet-stream',
			'x-content-type-options': 'nosniff',
			'content-security-policy': "sandbox; default-src 'none'",
		})
		expect(headers['content-disposition']).toMatch(/^attachment; /)
	})

	test('gets even a harmless type as a download', async () => {
		const { body } = await send('jana', '/attachments', 'a.png', Buffer.from('<html>'))
		const { headers } = await fetchFile('jana', body.id)
		expect(headers['content-type']).toBe('image/png')
		expect(headers['content-disposition']).toBe(`attachment; filename="a.png"; filename*=UTF-8''a.png`)
	})
})

test.each([
	['../../etc/passwd', 'passwd'],
	['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
	['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
	['"; filename="b.exe', '_; filename=_b.exe'],
	['fotka\u202egnp.exe', 'fotkagnp.exe'],
	['..', 'soubor'],
	['\0', 'soubor'],
	['.htaccess', 'htaccess'],
	['Příloha č.\u00a01 😀.pdf', 'Příloha č. 1 😀.pdf'],
	[`${'á'.repeat(300)}.pdf`, `${'á'.repeat(146)}.pdf`],
])('the file name %j is kept as %j', (typed, kept) => {
	expect(safeFilename(typed)).toBe(kept)
})

test('a file name travels in a header whole and in ASCII', () => {
	expect(disposition("Žádost (č. 1)'.pdf")).toBe(
		`attachment; filename="Zadost (c. 1)'.pdf"; filename*=UTF-8''%C5%BD%C3%A1dost%20%28%C4%8D.%201%29%27.pdf`,
	)
	expect(disposition('😀\\%.txt')).toMatch(/^attachment; filename="_+\.txt"; /)
})

test('the type is by the last extension alone', () => {
	expect(contentType('a.png.html')).toBe('application/octet-stream')
	expect(contentType('a.JPEG')).toBe('image/jpeg')
	expect(contentType('a.constructor')).toBe('application/octet-stream')
})
