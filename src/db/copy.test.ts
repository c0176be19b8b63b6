import { expect, test } from 'vitest'
import { testDatabase } from '../../test/harness.ts'
import { copyBytes } from './copy.ts'

const { pool } = await testDatabase()

test('bytes are copied out as they are, whatever they are and however many', async () => {
	const client = await pool.connect()
	const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
	for (const bytes of [Buffer.alloc(0), Buffer.of(0), every, Buffer.concat(Array(8_000).fill(every))]) {
		await client.query('create temp table kept as select $1::bytea as bytes', [bytes])
		expect(Buffer.compare((await copyBytes(client, 'select bytes from kept'))!, bytes)).toBe(0)
		await client.query('drop table kept')
	}
	client.release()
})

test('no row is nothing, and a query that fails is an error', async () => {
	const client = await pool.connect()
	expect(await copyBytes(client, "select '\\x00'::bytea where false")).toBeUndefined()
	await expect(copyBytes(client, 'select bytes from nowhere')).rejects.toThrow('nowhere')
	expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
	client.release()
})
