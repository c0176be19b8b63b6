import { beforeAll, describe, expect, test } from 'vitest'
import { type Desk, testDesk, thread } from '../../test/desk.ts'
import { testDatabase } from '../../test/harness.ts'
import { createServer } from '../api/server.ts'

let desk: Desk

beforeAll(async () => {
	desk = await testDesk(createServer, (await testDatabase()).db)
})

describe('creating', () => {
	test('an operator makes a ticket for a customer, and the company is filled in', async () => {
		const ticket = await desk.create({ priority: 'high', tags: ['VPN', ' vpn ', 'Wi-Fi'], assignee_id: desk.ids.ota })
		expect(ticket).toMatchObject({
			subject: 'Tiskárna netiskne',
			state: 'new',
			priority: 'high',
			requester: { id: desk.ids.jana, username: 'jana', email: 'jana@example.cz' },
			company: { id: desk.ids.acme, name: 'Řízkárna Acme s.r.o.' },
			assignee: { id: desk.ids.ota, name: 'Otakar' },
			tags: ['vpn', 'wi-fi'],
			version: 1,
			solved_at: null,
		})
		expect(thread({ ...ticket })).toEqual(['reply: Prosím o pomoc.'])
		const { body } = await desk.olga('GET', `/tickets/${ticket.id}`)
		expect(body).toEqual({ ...ticket })
	})

	test('a requester is a customer', async () => {
		for (const requester_id of [undefined, desk.ids.ota, 999_999]) {
			const payload = { subject: 'a', body: 'b', ...(requester_id ? { requester_id } : {}) }
			const { status, body } = await desk.olga('POST', '/tickets', payload)
			expect([status, body.errors]).toMatchObject([422, [{ field: 'requester_id', code: 'requester_unknown' }]])
		}
	})

	test('a subject and a text are required, and neither may be endless', async () => {
		const codes = async (payload: object) => {
			const { status, body } = await desk.olga('POST', '/tickets', { requester_id: desk.ids.jana, ...payload })
			return [status, (body.errors as { code: string }[])[0]!.code]
		}
		expect(await codes({ subject: ' \n', body: 'a' })).toEqual([422, 'subject_missing'])
		expect(await codes({ subject: 'a', body: '\n \n' })).toEqual([422, 'body_missing'])
		expect(await codes({ subject: 'a'.repeat(301), body: 'a' })).toEqual([422, 'subject_too_long'])
		expect(await codes({ subject: 'a', body: 'a'.repeat(100_001) })).toEqual([422, 'body_too_long'])
	})

	test('only active operators are assigned, and only what exists is referred to', async () => {
		const code = async (payload: object) => {
			const { body } = await desk.olga('POST', '/tickets', {
				subject: 'a',
				body: 'b',
				requester_id: desk.ids.jana,
				...payload,
			})
			return (body.errors as { code: string }[])[0]!.code
		}
		expect(await code({ assignee_id: desk.ids.petr })).toBe('assignee_unknown')
		expect(await code({ group_id: 4711 })).toBe('group_unknown')
		expect(await code({ state_id: 4711 })).toBe('state_unknown')
	})

	test('what somebody writes stays text, whatever it looks like', async () => {
		const hostile = "<script>alert(1)</script> \u0000 '; drop table tickets; -- {{7*7}} {x} \u202egnp.exe 🎫"
		const ticket = await desk.create({ subject: hostile, body: hostile })
		const kept = hostile.replace('\u0000', '')
		expect(ticket.subject).toBe(kept.replace('  ', ' '))
		expect(ticket.messages[0]!.body).toBe(kept)
	})

	test('numbers have no gaps, also when some creations fail and many happen at once', async () => {
		const before = (await desk.create()).number
		const tries = Array.from({ length: 24 }, (_, n) =>
			desk.olga('POST', '/tickets', {
				subject: `Souběh ${n}`,
				body: 'text',
				requester_id: desk.ids.jana,
				// Refused in the transaction after the number was taken.
				...(n % 3 === 0 ? { attachment_ids: [987_654] } : {}),
			}),
		)
		const made = (await Promise.all(tries)).filter(({ status }) => status === 201)
		expect(made.map(({ body }) => body.number).sort((a, b) => Number(a) - Number(b))).toEqual(
			Array.from({ length: 16 }, (_, n) => before + 1 + n),
		)
	})
})

describe('changing', () => {
	test('each changed attribute is a line of the thread, and what is the same is none', async () => {
		const group = await desk.insertGroup('Síťaři', [desk.ids.olga])
		const ticket = await desk.create()
		const { body } = await desk.olga('PATCH', `/tickets/${ticket.id}`, {
			subject: 'Tiskárna tiskne pomalu',
			state_id: await desk.stateId('waiting_third'),
			priority: 'normal',
			group_id: group,
			assignee_id: desk.ids.olga,
			tags: ['tisk'],
			version: 1,
		})
		expect(body).toMatchObject({ state: 'waiting_third', group: { name: 'Síťaři' }, version: 2 })
		expect(thread(body).slice(1)).toEqual([
			'subject: Tiskárna netiskne → Tiskárna tiskne pomalu',
			`state: ${await desk.stateId('new')} → ${await desk.stateId('waiting_third')}`,
			'group: null → Síťaři',
			'assignee: null → Operátorová',
			'tags: null → tisk',
		])
		const again = await desk.olga('PATCH', `/tickets/${ticket.id}`, { assignee_id: desk.ids.olga })
		expect(again.body).toMatchObject({ version: 2, updated_at: body.updated_at })
	})

	test('who was slower is refused, and nothing is overwritten', async () => {
		const { id } = await desk.create()
		expect((await desk.ota('PATCH', `/tickets/${id}`, { priority: 'low', version: 1 })).status).toBe(200)
		const late = await desk.olga('PATCH', `/tickets/${id}`, { priority: 'critical', version: 1 })
		expect([late.status, late.body.code]).toEqual([409, 'version_stale'])
		expect((await desk.olga('GET', `/tickets/${id}`)).body.priority).toBe('low')
	})

	test('two changes from the same version at once: one is made, one is told', async () => {
		const { id } = await desk.create()
		const both = await Promise.all([
			desk.olga('PATCH', `/tickets/${id}`, { priority: 'low', version: 1 }),
			desk.ota('PATCH', `/tickets/${id}`, { priority: 'high', version: 1 }),
		])
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
	})

	test('taking over makes it mine, whoever had it', async () => {
		const { id } = await desk.create({ assignee_id: desk.ids.ota })
		const { body } = await desk.olga('POST', `/tickets/${id}/take`)
		expect(body.assignee).toEqual({ id: desk.ids.olga, name: 'Operátorová' })
		expect(thread(body).at(-1)).toBe('assignee: Otakar → Operátorová')
	})

	test('solved_at is when it was solved first, and goes when it is reopened', async () => {
		const { id } = await desk.create()
		const solved = await desk.olga('PATCH', `/tickets/${id}`, { state_id: await desk.stateId('solved') })
		const closed = await desk.olga('POST', `/tickets/${id}/close`)
		expect(closed.body).toMatchObject({ state: 'closed', solved_at: solved.body.solved_at })
		expect(solved.body.solved_at).not.toBeNull()
		const reopened = await desk.olga('POST', `/tickets/${id}/reopen`)
		expect(reopened.body).toMatchObject({ state: 'open', solved_at: null })
		expect((await desk.olga('POST', `/tickets/${id}/reopen`)).body.version).toBe(reopened.body.version)
	})

	test('a ticket given to another customer moves to that company', async () => {
		const { id } = await desk.create()
		const { body } = await desk.olga('PATCH', `/tickets/${id}`, { requester_id: desk.ids.eva })
		expect(body).toMatchObject({ requester: { id: desk.ids.eva }, company: { id: desk.ids.other } })
		expect((await desk.jana('GET', `/tickets/${id}`)).status).toBe(404)
		expect((await desk.olga('GET', '/tickets?q=cizi')).body.items).toMatchObject([{ id }])
	})

	test('many are changed at once, and those that were so already are not counted', async () => {
		const tickets = [await desk.create(), await desk.create({ priority: 'high' }), await desk.create()]
		const ids = tickets.map(({ id }) => id)
		const { body } = await desk.olga('POST', '/tickets/bulk', { ids: [...ids, ids[0]], priority: 'high' })
		expect(body).toEqual({ changed: 2 })
		const { body: first } = await desk.olga('GET', `/tickets/${ids[0]}`)
		expect(thread(first).at(-1)).toBe('priority: normal → high')
		expect(first.version).toBe(2)
	})

	test('a bulk change with one ticket out of sight changes none', async () => {
		const secret = await desk.create({ group_id: await desk.insertGroup('Vedení', [desk.ids.ota]) })
		const open = await desk.create()
		const all = await desk.olga('POST', '/tickets/bulk', { ids: [open.id, secret.id], priority: 'low' })
		expect([all.status, all.body.code]).toEqual([404, 'not_found'])
		expect((await desk.olga('GET', `/tickets/${open.id}`)).body.version).toBe(1)
	})

	test('people and companies with tickets cannot be deleted', async () => {
		const { id } = await desk.create({ assignee_id: desk.ids.ota })
		await desk.ota('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'a' })
		for (const person of [desk.ids.jana, desk.ids.ota]) {
			const deleting = desk.db.deleteFrom('users').where('id', '=', person).execute()
			await expect(deleting).rejects.toThrow(/(tickets|messages)_\w+_fkey/)
		}
		const deleting = desk.db.deleteFrom('companies').where('id', '=', desk.ids.acme).execute()
		await expect(deleting).rejects.toThrow(/_fkey/)
	})

	test('every write is in the audit log with who did it', async () => {
		const { id } = await desk.create()
		await desk.olga('PATCH', `/tickets/${id}`, { priority: 'low' })
		await desk.ota('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'a' })
		const rows = await desk.db
			.selectFrom('audit_log')
			.select(['action', 'user_id'])
			.where('subject', '=', 'tickets')
			.where('subject_id', '=', id)
			.orderBy('id')
			.execute()
		expect(rows).toEqual([
			{ action: 'ticket.create', user_id: desk.ids.olga },
			{ action: 'ticket.update', user_id: desk.ids.olga },
			{ action: 'ticket.note', user_id: desk.ids.ota },
		])
	})
})

describe('writing', () => {
	test("an operator's first reply begins the work, a note does not", async () => {
		const { id } = await desk.create()
		const noted = await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'Volala.' })
		expect([noted.status, noted.body.state]).toEqual([201, 'new'])
		const replied = await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Díváme se.' })
		expect(replied.body.state).toBe('open')
		expect(thread(replied.body).slice(1, 3)).toEqual(['note: Volala.', 'reply: Díváme se.'])
	})

	test('a reply can solve at the same time', async () => {
		const { id } = await desk.create()
		const state_id = await desk.stateId('solved')
		const { body } = await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Hotovo.', state_id })
		expect(body).toMatchObject({ state: 'solved', version: 2 })
	})

	test("a customer's reply opens what waited for it or was done", async () => {
		for (const base of ['waiting_customer', 'solved', 'closed'] as const) {
			const { id } = await desk.create({ state_id: await desk.stateId(base) })
			const { body } = await desk.jana('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Ještě něco.' })
			expect([base, body.state]).toEqual([base, 'open'])
		}
	})

	test('whoever did not see the newest message is told before it goes out', async () => {
		const { id, messages } = await desk.create()
		const seen_message_id = messages[0]!.id
		await desk.jana('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Už to jde.' })
		const late = await desk.olga('POST', `/tickets/${id}/messages`, {
			kind: 'reply',
			body: 'Přijedeme.',
			seen_message_id,
		})
		expect([late.status, late.body.code]).toEqual([409, 'messages_newer'])
		expect(thread((await desk.olga('GET', `/tickets/${id}`)).body)).not.toContain('reply: Přijedeme.')
	})

	test('a note is newer to a colleague and does not keep the customer from replying', async () => {
		const { id, messages } = await desk.create()
		const seen_message_id = messages[0]!.id
		await desk.olga('POST', `/tickets/${id}/messages`, { kind: 'note', body: 'Neplatí faktury.' })
		const send = (who: 'jana' | 'ota') =>
			desk[who]('POST', `/tickets/${id}/messages`, { kind: 'reply', body: 'Píšu já.', seen_message_id })
		expect((await send('ota')).body.code).toBe('messages_newer')
		expect((await send('jana')).status).toBe(201)
	})

	test('colleagues hear who looks and who types, until they leave', async () => {
		const { id } = await desk.create()
		await desk.ota('POST', `/tickets/${id}/presence`, { activity: 'typing' })
		const seen = await desk.olga('POST', `/tickets/${id}/presence`, { activity: 'looking' })
		expect(seen.body.items).toMatchObject([{ user: { id: desk.ids.ota, name: 'Otakar' }, activity: 'typing' }])
		expect((await desk.ota('GET', `/tickets/${id}`)).body.presence).toMatchObject([{ activity: 'looking' }])
		expect((await desk.jana('GET', `/tickets/${id}`)).body.presence).toEqual([])
		await desk.ota('POST', `/tickets/${id}/presence`, { activity: 'left' })
		expect((await desk.olga('GET', `/tickets/${id}`)).body.presence).toEqual([])
	})

	test('a long thread comes in parts', async () => {
		const { id, messages } = await desk.create()
		await desk.db
			.insertInto('messages')
			.values(Array.from({ length: 250 }, (_, n) => ({ ticket_id: id, kind: 'reply', public: true, body: `${n}` })))
			.execute()
		const { body } = await desk.olga('GET', `/tickets/${id}`)
		expect(thread(body)).toHaveLength(200)
		const before = await desk.olga('GET', `/tickets/${id}/messages?before=${body.earlier}`)
		expect(thread(before.body)).toHaveLength(51)
		expect(before.body.earlier).toBeNull()
		expect((before.body.messages as { id: number }[])[0]!.id).toBe(messages[0]!.id)
	})
})
