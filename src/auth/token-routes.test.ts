import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { type Call, callerFor, insertPerson, testServer } from '../../test/server.ts'
import { createServer } from '../api/server.ts'
import type { Db } from '../db/database.ts'
import { tokenRoutes } from './token-routes.ts'
import { createToken, personOfToken } from './tokens.ts'

let db: Db
let admin: Call
let adminId: number

beforeAll(async () => {
	db = (await testDatabase()).db
	const app = await testServer(createServer, db, (routes) => tokenRoutes(routes, db))
	adminId = await insertPerson(db, { username: 'admin', role: 'admin' })
	admin = await callerFor(app, db, adminId)
})

const audited = () =>
	db.selectFrom('audit_log').select(['action', 'subject_id', 'user_id', 'details']).orderBy('id').execute()

test('a token is shown once, signs in as whoever made it, and signs in nobody once it is revoked', async () => {
	const made = await admin('POST', '/tokens', { name: '  noční import ' })
	expect([made.status, Object.keys(made.body).sort()]).toEqual([201, ['id', 'token']])
	const { id, token } = made.body as { id: number; token: string }
	expect((await personOfToken(db, `Bearer ${token}`))?.id).toBe(adminId)

	const { body } = await admin('GET', '/tokens')
	const used_at = expect.stringMatching(/^20.*Z$/)
	expect(body.items).toMatchObject([{ id, name: 'noční import', user: { id: adminId, username: 'admin' }, used_at }])
	expect(JSON.stringify(body)).not.toContain(token)

	expect((await admin('DELETE', `/tokens/${id}`)).status).toBe(204)
	expect(await personOfToken(db, `Bearer ${token}`)).toBeUndefined()
	expect((await admin('GET', '/tokens')).body.items).toEqual([])
	expect((await admin('DELETE', `/tokens/${id}`)).status).toBe(404)
	const details = { name: 'noční import', user_id: adminId }
	expect(await audited()).toEqual([
		{ action: 'token.create', subject_id: id, user_id: adminId, details },
		{ action: 'token.revoke', subject_id: id, user_id: adminId, details },
	])
})

test('a token needs a name of its own', async () => {
	const nameless = await admin('POST', '/tokens', { name: ' ' })
	expect([nameless.status, nameless.body.errors]).toMatchObject([422, [{ field: 'name' }]])
	await createToken(db, { name: 'sklad', user_id: adminId })
	const again = await admin('POST', '/tokens', { name: 'sklad' })
	expect([again.status, again.body.code]).toEqual([409, 'token_name_taken'])
})
