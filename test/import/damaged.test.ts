import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { workbook } from '../csv/workbook.ts'
import { startProduct } from './http-harness.ts'

const product = await startProduct(['admin'])
const { call, settled } = product
const { db } = product.database

async function uploaded(file: string | Uint8Array, headers: Record<string, string> = {}) {
	const { json } = await call('admin', 'POST', '/imports', { target: 'users', filename: 'a.csv' })
	const put = await call('admin', 'PUT', `/imports/${json.id}/file`, file, headers)
	return { id: json.id as number, put }
}

const LIST = `Login;Mail\n${Array.from({ length: 45_000 }, (_, n) => `p${n};p${n}@x.cz\n`).join('')}`

test.each([
	['has lost its end', (id: number) => sql`delete from import_chunks where import_id = ${id} and seq = 1`],
	['has lost everything', (id: number) => sql`delete from import_chunks where import_id = ${id}`],
	[
		'has another byte in it',
		(id: number) => sql`update import_chunks set bytes = set_byte(bytes, 20, 66) where import_id = ${id} and seq = 0`,
	],
])('a stored list that %s is not imported', async (_, damage) => {
	const { id, put } = await uploaded(LIST)
	expect([put.status, put.json.records]).toEqual([200, 45_000])
	await damage(id).execute(db)
	await call('admin', 'POST', `/imports/${id}/check`)
	expect(await settled('admin', id)).toMatchObject({ state: 'failed', failure: { code: 'file_damaged' } })
	// Nor is it read in another way.
	const { json } = await call('admin', 'PATCH', `/imports/${id}`, { encoding: 'windows-1250' })
	expect(json).toMatchObject({ state: 'failed', failure: { code: 'file_damaged' } })
})

test('nor is a damaged workbook, also when what is damaged is no part of its sheet', async () => {
	const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
	const rows = `<row r="1">${cell('A1', 'Login')}${cell('B1', 'Mail')}</row><row r="2">${cell('A2', 'a')}${cell('B2', 'a@x.cz')}</row>`
	const { id, put } = await uploaded(workbook({ sheets: [{ rows }] }))
	expect(put.json).toMatchObject({ state: 'mapping', records: 1 })
	await sql`update import_chunks set bytes = bytes || 'a'::bytea where import_id = ${id}`.execute(db)
	await call('admin', 'POST', `/imports/${id}/check`)
	expect(await settled('admin', id)).toMatchObject({ state: 'failed', failure: { code: 'file_damaged' } })
})

test('a list whose digest is not the declared one is not kept', async () => {
	const { id, put } = await uploaded('Login;Mail\na;a@x.cz\n', { 'content-digest': 'sha-256=:AAAA:' })
	expect([put.status, put.json.code]).toEqual([400, 'upload_incomplete'])
	expect((await call('admin', 'GET', `/imports/${id}`)).json.state).toBe('uploading')
})
