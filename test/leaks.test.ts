import { beforeAll, expect, test } from 'vitest'
import type { App } from '../src/api/app.ts'
import type { Db } from '../src/db/database.ts'
import { testDatabase } from './harness.ts'
import { productServer } from './product-server.ts'
import { type Call, callerFor, insertPerson } from './server.ts'

/** More than anything here has records. */
const IDS = [1, 2, 3, 4, 5, 6, 7, 8]
/** What somebody curious would add; each to every list. */
const QUERIES = [
	'',
	'q=tajny',
	'q=lhuta',
	'company_id=1',
	'requester_id=1',
	'assignee_id=3',
	'group_id=1',
	'tag=tajny',
	'state=new',
	'priority=high',
	'view=open',
	'view=mine',
	'limit=1',
	'number=2',
]

let db: Db
let app: App
const reads = new Set<string>()
let contact: Call
let stranger: Call
let operator: Call
const ids: Record<'contact' | 'stranger' | 'operator', number> = { contact: 0, stranger: 0, operator: 0 }

beforeAll(async () => {
	const database = await testDatabase()
	db = database.db
	app = await productServer(database, (method, url) => {
		if (method === 'GET') reads.add(url)
	})
	const company = async (name: string) =>
		(await db.insertInto('companies').values({ name }).returning('id').executeTakeFirstOrThrow()).id
	const [acme, other] = [await company('Acme'), await company('Other')]
	ids.contact = await insertPerson(db, { username: 'contact', company_id: acme })
	ids.stranger = await insertPerson(db, { username: 'stranger', company_id: other })
	ids.operator = await insertPerson(db, { username: 'operator', role: 'operator' })
	// With the most anybody of their company can see.
	await db.updateTable('users').set({ company_tickets: true }).where('role', '=', 'customer').execute()
	contact = await callerFor(app, db, ids.contact)
	stranger = await callerFor(app, db, ids.stranger)
	operator = await callerFor(app, db, ids.operator)
})

/** Every answer there is to be read, of records that exist and of some that do not. */
async function everything(who: Call): Promise<Record<string, unknown>> {
	const answers: Record<string, unknown> = {}
	for (const path of reads) {
		const urls = path.includes(':')
			? IDS.map((id) => path.replace(/:\w+/g, String(id)))
			: QUERIES.map((query) => (query === '' ? path : `${path}?${query}`))
		for (const url of urls) {
			const { status, body } = await who('GET', url)
			answers[url] = { status, body: { ...body, request_id: '' } }
		}
	}
	return answers
}

async function made(who: Call, path: string, payload: object): Promise<number> {
	const { status, body } = await who('POST', path, payload)
	expect([path, status, body]).toEqual([path, 201, expect.anything()])
	return body.id as number
}

test('whatever happens in another company, no answer to a customer is different', async () => {
	await made(stranger, '/tickets', { subject: 'Tiskárna', body: 'Netiskne' })
	await made(contact, '/tickets', { subject: 'Myš', body: 'Nekliká' })
	const before = await everything(stranger)
	expect(Object.keys(before).length).toBeGreaterThan(150)

	await made(operator, '/users', { username: 'tajny', email: 'tajny@acme.cz', company_id: 1 })
	const file = await made(contact, '/attachments?filename=tajny.txt', {})
	const ticket = await made(contact, '/tickets', { subject: 'Tajný', body: 'tajny', attachment_ids: [file] })
	await made(operator, `/tickets/${ticket}/messages`, { kind: 'note', body: 'tajny' })
	await operator('PATCH', `/tickets/${ticket}`, { priority: 'high', tags: ['tajny'], assignee_id: ids.operator })
	expect(await everything(stranger)).toEqual(before)
})

test('how operators work on a ticket changes no answer to its customer', async () => {
	const ticket = await made(contact, '/tickets', { subject: 'Faktura', body: 'Kdy přijde?' })
	const before = await everything(contact)

	const file = await made(operator, `/tickets/${ticket}/attachments?filename=lhuta.txt`, {})
	await made(operator, `/tickets/${ticket}/messages`, { kind: 'note', body: 'lhuta', attachment_ids: [file] })
	const { id: group_id } = await db
		.insertInto('groups')
		.values({ name: 'Lhůta' })
		.returning('id')
		.executeTakeFirstOrThrow()
	await db.insertInto('group_members').values({ group_id, user_id: ids.operator }).execute()
	await operator('PATCH', `/tickets/${ticket}`, { tags: ['lhuta'], assignee_id: ids.operator, group_id })
	await operator('POST', '/tickets/bulk', { ids: [ticket], assignee_id: null })
	await operator('POST', `/tickets/${ticket}/presence`, { activity: 'typing' })
	await made(operator, '/ticket-views', { name: 'Lhůta', filter: { q: 'lhuta' } })
	expect(await everything(contact)).toEqual(before)

	// What they are to hear of does change it.
	await operator('PATCH', `/tickets/${ticket}`, { priority: 'high' })
	expect(await everything(contact)).not.toEqual(before)
})

test('what operators do inside changes no answer to what its customer writes', async () => {
	const works = async (ticket: number) => {
		const file = await made(operator, `/tickets/${ticket}/attachments?filename=lhuta.txt`, {})
		await made(operator, `/tickets/${ticket}/messages`, { kind: 'note', body: 'lhuta', attachment_ids: [file] })
		await operator('PATCH', `/tickets/${ticket}`, { tags: ['lhuta'], assignee_id: ids.operator })
		await operator('POST', `/tickets/${ticket}/presence`, { activity: 'typing' })
	}
	const answers = async (inside: (ticket: number) => Promise<void>) => {
		const ticket = await made(contact, '/tickets', { subject: 'Dodací list', body: 'Chybí.' })
		const told: unknown[] = []
		const write = async (method: 'POST' | 'PUT', path: string, payload?: object) => {
			await inside(ticket)
			const { status, body } = await contact(method, `/tickets/${ticket}${path}`, payload)
			told.push([path, status, withoutIds(body)])
			return body
		}
		const shown = async () => {
			const { body } = await contact('GET', `/tickets/${ticket}`)
			return (body.messages as { id: number }[]).at(-1)!.id
		}
		const file = (await write('POST', '/attachments?filename=a.txt', {})).id
		await write('POST', '/messages', {
			kind: 'reply',
			body: 'a',
			seen_message_id: await shown(),
			attachment_ids: [file],
		})
		await write('PUT', '/look', { message_id: await shown() })
		await write('POST', '/messages', { kind: 'reply', body: 'b', seen_message_id: await shown() })
		await write('POST', '/close')
		await write('POST', '/messages', { kind: 'reply', body: 'c', seen_message_id: await shown() })
		await write('POST', '/reopen')
		return told
	}
	expect(await answers(works)).toEqual(await answers(async () => {}))
})

/** An answer without what is different for each ticket: ids, numbers and times. */
function withoutIds(body: object): unknown {
	const isDifferent = (key: string) => /^(id|number|filename|request_id)$|_at$/.test(key)
	return JSON.parse(JSON.stringify(body), (key, value) => (isDifferent(key) ? Boolean(value) : value))
}
