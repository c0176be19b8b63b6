import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { editRows } from '../../src/import/mend/edit.ts'
import { countRecords } from './harness.ts'
import { startProduct } from './http-harness.ts'

const { call, settled, database } = await startProduct(['admin'])
const { db } = database
beforeEach(async () => {
	await sql`delete from users where import_id is not null`.execute(db)
	await sql`delete from companies`.execute(db)
})

const COMPANIES = 'Název\nAcme\n'
const PEOPLE = 'Login;Mail;Firma\njan;jan@x.cz;Acme\n'

/** A run with these files, in this order. */
async function runOf(...files: [target: string, text: string][]): Promise<number[]> {
	const ids: number[] = []
	let run_id: number | undefined
	for (const [target, text] of files) {
		const { json } = await call('admin', 'POST', '/imports', { target, filename: `${target}.csv`, run_id })
		run_id = json.run_id
		ids.push(json.id)
		await call('admin', 'PUT', `/imports/${json.id}/file`, text)
	}
	return ids
}

test('a file is taken out of its run, and what counted on it is planned anew', async () => {
	const [companies, people] = (await runOf(['companies', COMPANIES], ['users', PEOPLE])) as [number, number]
	await call('admin', 'POST', `/imports/${people}/check`)
	expect((await settled('admin', people)).state).toBe('ready')

	const removed = await call('admin', 'DELETE', `/imports/${companies}`)
	expect([removed.status, removed.text]).toEqual([204, ''])
	expect((await call('admin', 'GET', `/imports/${companies}`)).status).toBe(404)
	// The run keeps the number of its first file.
	const run = await call('admin', 'GET', `/import-runs/${companies}`)
	expect(run.json.items.map(({ id, state }: { id: number; state: string }) => [id, state])).toEqual([
		[people, 'mapping'],
	])
	expect((await call('admin', 'POST', `/imports/${people}/commit`)).json.code).toBe('import_not_ready')
	await call('admin', 'POST', `/imports/${people}/check`)
	const refused = await settled('admin', people)
	expect([refused.state, refused.issues.map(({ code }) => code)]).toEqual(['refused', ['company_unknown']])

	const { rows } = await sql`
		select action, subject_id, details from audit_log where action = 'import.remove'
	`.execute(db)
	const details = { run_id: companies, target: 'companies', filename: 'companies.csv' }
	expect(rows).toEqual([{ action: 'import.remove', subject_id: companies, details }])
	const { rows: left } = await sql`
		select from pg_tables where tablename like ${`staged_${companies}%`} or tablename like ${`issues_${companies}%`}
	`.execute(db)
	expect(left).toEqual([])
})

test('a file that cannot be read goes, and the others are imported without it', async () => {
	const [companies, broken] = (await runOf(['companies', COMPANIES], ['users', 'Login;Mail\n'])) as [number, number]
	expect((await call('admin', 'GET', `/imports/${broken}`)).json.state).toBe('failed')
	expect((await call('admin', 'DELETE', `/imports/${broken}`)).status).toBe(204)
	await call('admin', 'POST', `/imports/${companies}/check`)
	await settled('admin', companies)
	await call('admin', 'POST', `/imports/${companies}/commit`)
	expect((await settled('admin', companies)).state).toBe('committed')
	expect(await countRecords(db)).toEqual({ companies: 1, users: 1 })
})

test('what was mended in a file goes with it', async () => {
	const [, people] = (await runOf(['companies', COMPANIES], ['users', PEOPLE])) as [number, number]
	await call('admin', 'POST', `/imports/${people}/check`)
	await settled('admin', people)
	await editRows(db, people, [{ line: 2, values: { first_name: 'Jan' } }], null)
	expect((await call('admin', 'DELETE', `/imports/${people}`)).status).toBe(204)
	const { rows } = await sql`select step_id from import_edits`.execute(db)
	expect(rows).toEqual([])
})

test('the last file of a run stays, and so does every file of a run that is written', async () => {
	const [companies, people] = (await runOf(['companies', COMPANIES], ['users', PEOPLE])) as [number, number]
	const both = await Promise.all([companies, people].map((id) => call('admin', 'DELETE', `/imports/${id}`)))
	expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
	expect(both.find(({ status }) => status === 409)!.json.code).toBe('import_last_file')

	const [first, second] = (await runOf(['companies', COMPANIES], ['users', PEOPLE])) as [number, number]
	await call('admin', 'POST', `/imports/${first}/check`)
	await settled('admin', first)
	await call('admin', 'POST', `/imports/${first}/commit`)
	await settled('admin', first)
	const late = await call('admin', 'DELETE', `/imports/${second}`)
	expect([late.status, late.json.code]).toEqual([409, 'import_not_ready'])
})
