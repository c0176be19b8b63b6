import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { countRecords } from './harness.ts'
import { startProduct } from './http-harness.ts'

const product = await startProduct(['admin', 'operator', 'customer'])
const { call, checked, settled } = product
const { db } = product.database
beforeEach(async () => {
	await sql`delete from users where import_id is not null`.execute(db)
	await sql`delete from companies`.execute(db)
})

test('a file goes through the wizard: created, uploaded, mapped, checked, looked at and committed', async () => {
	const created = await call('admin', 'POST', '/imports', { target: 'users', filename: 'lidé.csv' })
	expect(created.status).toBe(201)
	expect(created.json).toMatchObject({ target: 'users', filename: 'lidé.csv', state: 'uploading', columns: [] })
	const { id } = created.json

	const uploaded = await call(
		'admin',
		'PUT',
		`/imports/${id}/file`,
		'Login;Mail;Barva\njan;jan@x.cz;modrá\neva;eva@x.cz;bílá\n',
	)
	expect(uploaded.status).toBe(200)
	expect(uploaded.json).toMatchObject({
		id,
		state: 'mapping',
		encoding: 'utf-8',
		delimiter: ';',
		header_line: 1,
		records: 2,
		mapping: ['username', 'email', null],
		unmapped: ['Barva'],
		constants: { role: 'customer' },
	})
	expect(uploaded.json.columns[2]).toEqual({
		index: 2,
		header: 'Barva',
		field: null,
		reason: null,
		filled: 2,
		samples: ['modrá', 'bílá'],
	})

	const decided = await call('admin', 'PATCH', `/imports/${id}`, { mapping: ['username', 'email', 'note'] })
	expect(decided.json.columns[2]).toMatchObject({ field: 'note', reason: 'person' })

	const check = await call('admin', 'POST', `/imports/${id}/check`)
	expect([check.status, check.json.state]).toEqual([202, 'staging'])
	const ready = await settled('admin', id)
	expect(ready).toMatchObject({ state: 'ready', issues: [], plan: 1, staff_rows: 0, progress: null })
	expect(ready.counts).toEqual({ read: 2, created: 2, updated: 0, unchanged: 0, skipped: 0, refused: 0 })

	const rows = await call('admin', 'GET', `/imports/${id}/rows?limit=1&after=2`)
	expect(rows.json.items).toHaveLength(1)
	expect(rows.json.items[0]).toMatchObject({ line: 3, action: 'create', record_id: null, old: null, issues: [] })
	expect(rows.json.items[0].values).toMatchObject({
		username: 'eva',
		email: 'eva@x.cz',
		note: 'bílá',
		role: 'customer',
	})

	expect((await call('admin', 'POST', `/imports/${id}/commit`)).status).toBe(202)
	expect((await call('admin', 'POST', `/imports/${id}/commit`)).status).toBe(202)
	const committed = await settled('admin', id)
	expect(committed.state).toBe('committed')
	const again = await call('admin', 'POST', `/imports/${id}/commit`, {})
	expect([again.status, again.json.state]).toEqual([202, 'committed'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 5 })
})

test('what the rows of a refused file are found by is made before anybody asks, and not for a file in order', async () => {
	const indexes = async (id: number) => {
		const { rows } = await sql<{ name: string }>`
			select indexname as name from pg_indexes where tablename = ${`staged_${id}`} order by 1
		`.execute(db)
		return rows.map(({ name }) => name.replace(`staged_${id}_`, ''))
	}
	const inOrder = await checked('admin', 'users', 'Login;E-mail\njan;jan@x.cz\n')
	const refused = await checked('admin', 'users', 'Login;E-mail\njan;jan@x.cz\neva;nic\n')
	expect([inOrder.state, refused.state]).toEqual(['ready', 'refused'])
	await expect
		.poll(() => indexes(refused.id))
		.toEqual(['cell_of_groups', 'company', 'email', 'external_id', 'line', 'username'])
	expect(await indexes(inOrder.id)).toEqual([])
})

test('several files are one run: a check and a commit of any of them act on all', async () => {
	const companies = await call('admin', 'POST', '/imports', { target: 'companies', filename: 'f.csv' })
	const { run_id } = companies.json
	const users = await call('admin', 'POST', '/imports', { target: 'users', filename: 'l.csv', run_id })
	await call('admin', 'PUT', `/imports/${users.json.id}/file`, 'Login;Mail;Firma\njan;jan@x.cz;Acme\n')
	await call('admin', 'PUT', `/imports/${companies.json.id}/file`, 'Název\nAcme\n')
	await call('admin', 'POST', `/imports/${users.json.id}/check`)
	expect((await settled('admin', companies.json.id)).state).toBe('ready')
	await call('admin', 'POST', `/imports/${companies.json.id}/commit`)
	expect((await settled('admin', users.json.id)).state).toBe('committed')
	const run = await call('admin', 'GET', `/imports?run_id=${run_id}`)
	expect(run.json.items.map((one: { state: string }) => one.state)).toEqual(['committed', 'committed'])
})

test('making operators is confirmed with their number', async () => {
	const ready = await checked('admin', 'users', 'Login;Mail\njan;jan@x.cz\neva;eva@x.cz\n', {
		constants: { role: 'operator' },
	})
	expect(ready.staff_rows).toBe(2)
	const bare = await call('admin', 'POST', `/imports/${ready.id}/commit`)
	expect([bare.status, bare.json.code, bare.json.staff_rows]).toEqual([409, 'staff_not_confirmed', 2])
	const wrong = await call('admin', 'POST', `/imports/${ready.id}/commit`, { confirm_staff: 1 })
	expect(wrong.json.code).toBe('staff_not_confirmed')
	const right = await call('admin', 'POST', `/imports/${ready.id}/commit`, { confirm_staff: 2 })
	expect(right.status).toBe(202)
	expect((await settled('admin', ready.id)).state).toBe('committed')
})

test('a commit is for the plan that was seen', async () => {
	const ready = await checked('admin', 'users', 'Login;Mail\njan;jan@x.cz\n')
	const stale = await call('admin', 'POST', `/imports/${ready.id}/commit`, { plan: ready.plan + 1 })
	expect([stale.status, stale.json.code]).toEqual([409, 'import_plan_stale'])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 3 })
})

test('a refused run cannot be committed; its refused records are a file, and its rows can be filtered', async () => {
	const refused = await checked('admin', 'users', 'Login;Mail\njan;spatne\neva;eva@x.cz\n')
	expect(refused).toMatchObject({ state: 'refused', counts: { created: 1, refused: 1 } })
	expect(refused.issues).toEqual([
		{
			code: 'email_invalid',
			field: 'email',
			severity: 'error',
			count: 1,
			lines: [2],
			values: ['spatne'],
			suggestions: {},
		},
	])
	const commit = await call('admin', 'POST', `/imports/${refused.id}/commit`)
	expect([commit.status, commit.json.code]).toEqual([409, 'import_not_ready'])

	const rows = await call('admin', 'GET', `/imports/${refused.id}/rows?filter=refused`)
	expect(rows.json.items.map((row: { line: number; action: string }) => [row.line, row.action])).toEqual([
		[2, 'refused'],
	])
	expect(rows.json.items[0].issues).toEqual([
		{ code: 'email_invalid', field: 'email', severity: 'error', value: 'spatne' },
	])
	const file = await call('admin', 'GET', `/imports/${refused.id}/refused.csv`)
	expect(file.headers.get('content-disposition')).toContain('attachment')
	expect(file.text.split('\r\n')[1]).toMatch(/^jan;spatne;./)
})

test('rows say where the last record of the file begins, whichever of them are asked for', async () => {
	const text = 'Login;Mail;Poznámka\njan;spatne;"a\nb\nc"\neva;eva@x.cz;"d\ne"\nida;ida@x.cz;\n'
	const { id } = await checked('admin', 'users', text)
	const rows = await call('admin', 'GET', `/imports/${id}/rows?filter=refused&limit=1`)
	expect(rows.json.items.map(({ line }: { line: number }) => line)).toEqual([2])
	expect(rows.json.last_line).toBe(7)
})

test('what has been decided is void while a worker is on it, and for ever once it is committed', async () => {
	const ready = await checked('admin', 'users', 'Login;Mail\njan;jan@x.cz\n')
	await call('admin', 'POST', `/imports/${ready.id}/commit`)
	await settled('admin', ready.id)
	const late = await call('admin', 'PATCH', `/imports/${ready.id}`, { mapping: [null, null] })
	expect([late.status, late.json.code]).toEqual([409, 'import_not_ready'])
	const now = await call('admin', 'GET', `/imports/${ready.id}`)
	expect(now.json.mapping).toEqual(['username', 'email'])
})

test.each(['operator', 'customer'])('the role %s may not import', async (role) => {
	const create = await call(role, 'POST', '/imports', { target: 'users', filename: 'x.csv' })
	expect([create.status, create.json.code]).toEqual([403, 'forbidden'])
	for (const path of [
		'/imports',
		'/import-runs/1',
		'/imports/1',
		'/imports/1/rows',
		'/imports/1/refused.csv',
		'/imports/1/events',
	]) {
		expect((await call(role, 'GET', path)).status).toBe(403)
	}
	expect((await call(role, 'PUT', '/imports/1/file', 'a;b')).status).toBe(403)
	expect((await call('nobody', 'GET', '/imports')).status).toBe(401)
})

test('a file over the limit is refused while it arrives, and a smaller one can follow', async () => {
	const { json } = await call('admin', 'POST', '/imports', { target: 'users', filename: 'x.csv' })
	const large = await call('admin', 'PUT', `/imports/${json.id}/file`, 'x'.repeat(1024 ** 2 + 1))
	expect([large.status, large.json.code, large.json.limit_mb]).toEqual([413, 'upload_too_large', 1])
	const failed = await call('admin', 'GET', `/imports/${json.id}`)
	expect(failed.json).toMatchObject({ state: 'failed', failure: { code: 'file_too_large' } })
	const small = await call('admin', 'PUT', `/imports/${json.id}/file`, 'Login;Mail\njan;jan@x.cz\n')
	expect([small.status, small.json.state]).toEqual([200, 'mapping'])
})

test('a connection that drops in the middle of an upload leaves it open for another', async () => {
	const { json } = await call('admin', 'POST', '/imports', { target: 'users', filename: 'x.csv' })
	await dropMidway(json.id)
	expect((await call('admin', 'GET', `/imports/${json.id}`)).json.state).toBe('uploading')
	const check = await call('admin', 'POST', `/imports/${json.id}/check`)
	expect([check.status, check.json.code]).toEqual([409, 'import_not_ready'])
	const whole = await call('admin', 'PUT', `/imports/${json.id}/file`, 'Login;Mail\njan;jan@x.cz\n')
	expect(whole.json).toMatchObject({ state: 'mapping', records: 1, bytes: 24 })
})

/** Sends most of a large file and then pulls the plug. */
async function dropMidway(id: number): Promise<void> {
	const put = request(`${product.address}/api/v1/imports/${id}/file`, {
		method: 'PUT',
		headers: { authorization: product.bearer('admin'), 'content-type': 'text/csv', 'content-length': '900000' },
	})
	put.on('error', () => {})
	put.write('Login;Mail\njan;jan@x.cz\n'.repeat(25_000))
	for (let stored = 0; stored === 0; ) {
		const { rows } = await sql<{ count: number }>`
			select count(*) as count from import_chunks where import_id = ${id}
		`.execute(db)
		stored = rows[0]!.count
	}
	put.destroy()
	await new Promise((done) => put.on('close', done))
}

test('the state is sent as it changes, down to the end', async () => {
	const { json } = await call('admin', 'POST', '/imports', { target: 'users', filename: 'x.csv' })
	await call('admin', 'PUT', `/imports/${json.id}/file`, 'Login;Mail\njan;jan@x.cz\n')
	const abort = new AbortController()
	const events = await fetch(`${product.address}/api/v1/imports/${json.id}/events`, {
		headers: { authorization: product.bearer('admin') },
		signal: abort.signal,
	})
	expect(events.headers.get('content-type')).toContain('text/event-stream')
	const states: string[] = []
	let text = ''
	for await (const piece of events.body!.pipeThrough(new TextDecoderStream())) {
		text += piece
		for (const [event, state] of text.matchAll(/^event: import\nid: \d+\ndata: \{.*?"state":"(\w+)".*\n\n/gm)) {
			text = text.replace(event, '')
			if (states.at(-1) !== state) states.push(state!)
			if (states.length === 1) await call('admin', 'POST', `/imports/${json.id}/check`)
		}
		if (states.at(-1) === 'ready') break
	}
	abort.abort()
	expect(states[0]).toBe('mapping')
	expect(states.at(-1)).toBe('ready')
})

test('an import whose time is over says so: no undo, no file of refused records, its counts as they were', async () => {
	const ready = await checked('admin', 'users', 'Login;Mail\njan;jan@x.cz\n')
	await call('admin', 'POST', `/imports/${ready.id}/commit`)
	const committed = await settled('admin', ready.id)
	expect(Date.parse(committed.undoable_until!) - Date.parse(committed.committed_at!)).toBeGreaterThan(89 * 86_400_000)

	await sql`update imports set state_at = now() - interval '91 days' where id = ${ready.id}`.execute(db)
	let dropped = committed
	while (!dropped.dropped_at) dropped = (await call('admin', 'GET', `/imports/${ready.id}`)).json
	expect(dropped).toMatchObject({ state: 'committed', undoable_until: null, counts: { created: 1 } })
	for (const [method, path] of [
		['GET', 'undo'],
		['POST', 'undo'],
		['GET', 'refused.csv'],
	] as const) {
		const answer = await call('admin', method, `/imports/${ready.id}/${path}`)
		expect([answer.status, answer.json.code], path).toEqual([409, 'import_dropped'])
	}
	expect((await call('admin', 'GET', `/imports/${ready.id}`)).json.state).toBe('committed')
})

test('a list has nothing that grows with the files; a run has its imports as a whole', async () => {
	const ready = await checked('admin', 'users', 'Login;Mail\njan;spatne\n')
	const { json } = await call('admin', 'GET', '/imports?limit=1')
	expect(Object.keys(json.items[0]).sort()).toEqual(
		`bytes committed_at counts created_at created_by dropped_at failure filename id plan progress records run_id
		 seconds staff_rows state target undo undoable_until`
			.split(/\s+/)
			.sort(),
	)
	expect(json.items[0]).toMatchObject({ id: ready.id, state: 'refused', counts: { refused: 1 } })
	const next = await call('admin', 'GET', `/imports?limit=1&after=${json.next}`)
	expect(next.json.items[0].id).toBeLessThan(ready.id)
	const listed = await call('admin', 'GET', `/imports?run_id=${ready.run_id}`)
	expect(listed.json).toMatchObject({ items: [{ id: ready.id }], next: null })
	const run = await call('admin', 'GET', `/import-runs/${ready.run_id}`)
	expect(run.json).toEqual({ items: [(await call('admin', 'GET', `/imports/${ready.id}`)).json] })
})

test('a request that is sent again with its key finds the import it made; another request may not use the key', async () => {
	const body = { target: 'users', filename: 'a.csv' }
	const send = (key: string, asked: object = body) =>
		call('admin', 'POST', '/imports', asked, { 'idempotency-key': key })
	const answers = await Promise.all([send('one'), send('one'), send('one')])
	expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
	expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1)
	expect((await send('two')).json.id).not.toBe(answers[0]!.json.id)
	const reused = await send('one', { ...body, filename: 'b.csv' })
	expect([reused.status, reused.json.code]).toEqual([422, 'idempotency_key_reused'])
	expect((await send('not a key')).status).toBe(400)
	expect((await call('admin', 'POST', '/imports', body)).json.id).not.toBe(
		(await call('admin', 'POST', '/imports', body)).json.id,
	)
})

test('a check and a cancel that are asked for twice are one', async () => {
	const { json } = await call('admin', 'POST', '/imports', { target: 'users', filename: 'a.csv' })
	await call('admin', 'PUT', `/imports/${json.id}/file`, 'Login;Mail\njan;jan@x.cz\n')
	const checks = await Promise.all([1, 2].map(() => call('admin', 'POST', `/imports/${json.id}/check`)))
	expect(checks.map(({ status }) => status)).toEqual([202, 202])
	expect((await settled('admin', json.id)).plan).toBe(1)
	const cancels = [
		await call('admin', 'POST', `/imports/${json.id}/cancel`),
		await call('admin', 'POST', `/imports/${json.id}/cancel`),
	]
	expect(cancels.map(({ status, json }) => [status, json.state])).toEqual([
		[202, 'cancelled'],
		[202, 'cancelled'],
	])
})

test('a file that was imported before says when and by whom, and can be imported again', async () => {
	const file = 'Login;Mail\nsam;sam@x.cz\n'
	const first = await checked('admin', 'users', file)
	expect(first.same_file).toBeNull()
	await call('admin', 'POST', `/imports/${first.id}/commit`)
	const { committed_at } = await settled('admin', first.id)

	const draft = await call('admin', 'POST', '/imports', { target: 'users', filename: 'jinak.csv' })
	const uploaded = await call('admin', 'PUT', `/imports/${draft.json.id}/file`, file)
	expect(uploaded.json.same_file).toEqual({ import_id: first.id, run_id: first.run_id, at: committed_at, by: 'admin' })
	const again = await checked('admin', 'users', file, { options: { mode: 'upsert' } })
	expect(again).toMatchObject({ state: 'ready', counts: { unchanged: 1 }, same_file: { import_id: first.id } })
	const other = await checked('admin', 'users', `${file}eva;eva@x.cz\n`)
	expect(other.same_file).toBeNull()
	// What was taken back was not imported.
	await call('admin', 'POST', `/imports/${first.id}/undo`)
	await settled('admin', first.id)
	expect((await call('admin', 'GET', `/imports/${again.id}`)).json.same_file).toBeNull()
})

test.each([
	['GET', '/imports/1.5', undefined, 400],
	['GET', '/imports/0x1', undefined, 400],
	['GET', '/imports/99999999999999999999', undefined, 400],
	['GET', '/imports/9007199254740991', undefined, 404],
	['GET', '/imports/1/rows?after=99999999999', undefined, 400],
	['GET', '/imports?limit=1e2', undefined, 400],
	['PATCH', '/imports/1/rows/9999999999', { email: 'a@x.cz' }, 400],
	['POST', '/imports', { target: 'users', filename: 'a.csv', run_id: 1e20 }, 400],
	['POST', '/imports', { target: 'users', filename: 'a.csv', options: { on_eror: 'skip' } }, 400],
	['POST', '/imports', { target: 'users', filename: 'a.csv', run: 1 }, 400],
	['POST', '/imports', { target: 'users', filename: 'a\0.csv' }, 400],
])('%s %s with %j is a problem of the request, not of the server', async (method, path, body, status) => {
	const answer = await call('admin', method, path, body)
	expect([answer.status, answer.headers.get('content-type')]).toEqual([
		status,
		'application/problem+json; charset=utf-8',
	])
	const { code, title, detail } = answer.json
	expect([code, title]).toEqual(status === 404 ? ['not_found', 'Not found'] : ['request_invalid', 'Request invalid'])
	expect(detail).not.toBe('')
})

test('of commits at the same moment one writes, and all find it', async () => {
	const { id } = await checked('admin', 'users', 'Login;Mail\njan;jan@x.cz\n')
	const answers = await Promise.all(Array.from({ length: 6 }, () => call('admin', 'POST', `/imports/${id}/commit`)))
	expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202])
	expect(await settled('admin', id)).toMatchObject({ state: 'committed', counts: { created: 1 } })
	const late = await call('admin', 'POST', '/imports', { target: 'users', filename: 'b.csv', run_id: id })
	expect([late.status, late.json.code]).toEqual([409, 'import_not_ready'])
})

test('a file that comes packed is read unpacked, and its limit is that of what is inside', async () => {
	const { json } = await call('admin', 'POST', '/imports', { target: 'users', filename: 'a.csv' })
	const packed = { 'content-encoding': 'gzip', 'content-type': 'text/csv' }
	const put = (text: string) => call('admin', 'PUT', `/imports/${json.id}/file`, gzipSync(text), packed)
	expect((await put('Login;Mail\njan;jan@x.cz\n')).json).toMatchObject({ state: 'mapping', records: 1 })
	const large = await put(`Login;Mail\n${'jan;jan@x.cz\n'.repeat(100_000)}`)
	expect([large.status, large.json.code]).toEqual([413, 'upload_too_large'])
})

test('half a surrogate pair in a constant is no error of the server', async () => {
	const { id } = await checked('admin', 'users', 'Login;Mail\njan;jan@x.cz\n')
	const { status, json } = await call('admin', 'PATCH', `/imports/${id}`, { constants: { note: 'a\ud800' } })
	expect([status, json.constants.note]).toEqual([200, 'a\ufffd'])
})
