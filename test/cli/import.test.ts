import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { dataFolder, run as runCommand, SAMPLES, serve, start } from './harness.ts'

const dataDir = await dataFolder()
const settings = { LISTEK_DATA_DIR: dataDir, LISTEK_ADMIN_PASSWORD: 'tajne heslo' }
const server = await serve(settings)
const run = (...args: string[]) => runCommand(args, settings)

const { stdout: url } = await run('db', 'url')
const client = new pg.Client({ connectionString: url.trim() })
await client.connect()
afterAll(() => client.end())
const counts = async () => {
	const { rows } = await client.query(
		'select (select count(*)::int from companies) as companies, (select count(*)::int from users) as users',
	)
	return rows[0]
}
const JUST_ADMIN = { companies: 0, users: 1 }

test('people before their companies: exit status 1, every unknown company named, and the database as it was', async () => {
	const { status, stdout } = await run('import', SAMPLES.users, '--json')
	const answer = JSON.parse(stdout)
	expect(status).toBe(1)
	expect(answer.written).toBe(false)
	expect(answer.imports[0]).toMatchObject({ target: 'users', state: 'refused', counts: { created: 0, refused: 10 } })
	expect(answer.imports[0].issues[0]).toMatchObject({ code: 'company_unknown', field: 'company', severity: 'error' })
	expect(await counts()).toEqual(JUST_ADMIN)
})

test('a dry run says what would be and writes nothing', async () => {
	const { status, stdout } = await run('import', SAMPLES.users, SAMPLES.companies, '--dry-run', '--json')
	const answer = JSON.parse(stdout)
	expect(status).toBe(0)
	expect(answer.written).toBe(false)
	expect(answer.imports.map(({ target, counts }: { target: string; counts: object }) => [target, counts])).toEqual([
		['companies', { read: 6, created: 6, updated: 0, unchanged: 0, skipped: 0, refused: 0 }],
		['users', { read: 10, created: 10, updated: 0, unchanged: 0, skipped: 0, refused: 0 }],
	])
	expect(await counts()).toEqual(JUST_ADMIN)
})

test('an import that a worker looks at for a moment waits for it, and is not left undone', async () => {
	const { rows } = await client.query('select last_value::int + is_called::int as next from imports_id_seq')
	const lock = [`hashtext(current_schema() || '.import_run')`, rows[0].next].join(', ')
	await client.query(`select pg_advisory_lock(${lock})`)
	let isOver = false
	const done = run('import', SAMPLES.companies, '--dry-run', '--json').finally(() => {
		isOver = true
	})
	let decided = false
	while (!decided && !isOver) {
		const found = await client.query('select from imports where id = $1 and state = $2', [rows[0].next, 'mapping'])
		decided = found.rows.length > 0
	}
	// Long enough for the command to ask for the run, and to end without it.
	await Promise.race([done, sleep(2_000)])
	await client.query(`select pg_advisory_unlock(${lock})`)
	const { status, stdout } = await done
	expect(status).toBe(0)
	expect(JSON.parse(stdout).imports[0].counts).toMatchObject({ read: 6, created: 6 })
})

test('both samples are one run; the document has the promised shape', async () => {
	const { status, stdout, stderr } = await run('import', SAMPLES.users, SAMPLES.companies, '--json')
	expect([status, stderr]).toEqual([0, ''])
	const answer = JSON.parse(stdout)
	expect(Object.keys(answer)).toEqual(['written', 'imports'])
	expect(answer.written).toBe(true)
	expect(answer.imports[0]).toEqual({
		id: expect.any(Number),
		target: 'companies',
		file: 'Společnosti_UTF8.csv',
		state: 'committed',
		encoding: 'utf-8',
		delimiter: ';',
		header_line: 1,
		mapping: {
			Název: 'name',
			IČO: 'registration_number',
			DIČ: 'vat_number',
			Ulice: 'street',
			Město: 'city',
			PSČ: 'postal_code',
			Země: 'country',
			Telefon: 'phone',
			'E-mail': 'email',
			Web: 'website',
			Poznámka: 'note',
		},
		unmapped: [],
		counts: { read: 6, created: 6, updated: 0, unchanged: 0, skipped: 0, refused: 0 },
		issues: [],
		seconds: { read: expect.any(Number), check: expect.any(Number), commit: expect.any(Number) },
	})
	expect(answer.imports[1]).toMatchObject({
		target: 'users',
		file: 'Kontakty_UTF8.csv',
		state: 'committed',
		issues: [{ code: 'email_placeholder', severity: 'warning', lines: [11], values: ['xx@yy.cz'] }],
	})
	expect(await counts()).toEqual({ companies: 6, users: 11 })
})

test('refused records go to a file, the others are written on request, in sentences', async () => {
	const file = join(dataDir, 'lidé.csv')
	const refused = join(dataDir, 'chyby.csv')
	await writeFile(file, 'Login;Mail;Barva\nnova;nova@x.cz;modrá\nJiri.Dvorak;j@x.cz;"bílá"\nspatna;spatne;\n')
	const { status, stdout } = await run('import', file, '--on-error', 'skip', '--refused', refused)
	expect(status).toBe(1)
	expect(stdout).toContain('3 read: 1 created, ')
	const lines = (await readFile(refused, 'utf8')).split('\r\n')
	expect(lines[0]).toBe('\uFEFFLogin;Mail;Barva;_chyby')
	expect(lines[1]).toMatch(/^Jiri\.Dvorak;j@x\.cz;"bílá";.+/)
	expect(lines[2]).toMatch(/^spatna;spatne;;.+/)
	expect(lines).toHaveLength(4)
	expect(await counts()).toEqual({ companies: 6, users: 12 })
})

test('a mapping, a constant and a role are said on the command line', async () => {
	const file = join(dataDir, 'operatori.csv')
	await writeFile(file, 'Kdo|Adresa|Co\nop1|op1@x.cz|něco\n')
	const args = [
		'--means',
		'language:po našem=cs',
		'--as',
		'users',
		'--map',
		'Kdo=username',
		'--map',
		'Adresa=email',
		'--map',
		'Co=',
		'--set',
		'language=čeština',
	]
	const { status } = await run('import', file, '--role', 'operator', ...args)
	expect(status).toBe(0)
	const { rows } = await client.query("select username, email, role, language, note from users where username = 'op1'")
	expect(rows).toEqual([{ username: 'op1', email: 'op1@x.cz', role: 'operator', language: 'cs', note: null }])
})

test('one field for two columns joins them, where it can', async () => {
	const file = join(dataDir, 'adresy.csv')
	await writeFile(file, 'Firma;Ulice;Dům\nSpojená;Dlouhá;12\n')
	const maps = ['--map', 'Ulice=street', '--map', 'Dům=street']
	const between = ['--join-with', 'street=comma']
	const joined = await run('import', file, '--as', 'companies', ...maps, ...between, '--dry-run', '--json')
	expect(joined.status).toBe(0)
	expect(JSON.parse(joined.stdout).imports[0].mapping).toEqual({ Firma: 'name', Ulice: 'street', Dům: 'street' })
	const wrong = await run('import', file, '--as', 'companies', ...maps, '--join-with', 'street=line')
	expect(wrong.status).toBe(2)
	expect(wrong.stderr).toContain('--join-with street=line: use space, comma.')
	const refused = await run('import', file, '--as', 'companies', '--map', 'Firma=name', '--map', 'Dům=name')
	expect(refused.status).toBe(2)
	expect(refused.stderr).toContain("another column goes to 'name' already")
})

test('a file that is no table ends with 3, a column no file has with 2', async () => {
	const empty = join(dataDir, 'nic.csv')
	await writeFile(empty, '')
	const answers = await Promise.all([
		run('import', empty, '--json'),
		run('import', SAMPLES.users, '--map', 'Nesmysl=email'),
	])
	expect(answers.map(({ status }) => status)).toEqual([3, 2])
	expect(JSON.parse(answers[0]!.stdout).imports[0]).toMatchObject({ state: 'failed', failure: { code: 'file_empty' } })
	expect(answers[1]!.stderr).toContain("no file has the column 'Nesmysl'")
})

test('export writes what is there, and the history says how it came', async () => {
	const [exported, history] = await Promise.all([run('export', 'companies'), run('imports', '--json', '--limit', '5')])
	expect(exported.status).toBe(0)
	const lines = exported.stdout.split('\r\n')
	expect(lines).toHaveLength(8)
	expect(lines[0]).toMatch(/^\uFEFFname;registration_number;/)
	expect(lines[1]).toMatch(/^Truhlářství Dvořák s\.r\.o\.;99120411;/)
	const files = JSON.parse(history.stdout).imports.map((one: { file: string; state: string }) => [one.file, one.state])
	expect(files).toContainEqual(['operatori.csv', 'committed'])
	// Nothing that grows with the file.
	expect(JSON.parse(history.stdout).imports[0]).not.toHaveProperty('issues')
})

test('the same file again says when it was imported, and is checked all the same', async () => {
	const [json, text] = await Promise.all([
		run('import', SAMPLES.companies, '--mode', 'upsert', '--dry-run', '--json'),
		run('import', SAMPLES.companies, '--mode', 'upsert', '--dry-run'),
	])
	expect(JSON.parse(json.stdout).imports[0]).toMatchObject({
		counts: { unchanged: 6 },
		same_file: { import_id: expect.any(Number), by: null },
	})
	expect(text.stdout).toMatch(
		/The same file was imported on \d{4}-\d\d-\d\d \d\d:\d\d by the command line \(import \d+\)\./,
	)
})

test('accounts and tokens made at the shell are good over HTTP', async () => {
	const made = await run('user', 'add', 'sprava', '--email', 'sprava@x.cz', '--role', 'admin', '--json')
	expect(JSON.parse(made.stdout)).toEqual({ id: expect.any(Number), username: 'sprava', password: expect.any(String) })
	const [changed, { stdout: token }] = await Promise.all([
		run('user', 'password', 'sprava', '--password', 'dlouhé heslo'),
		run('token', 'create', 'noční import', '--user', 'sprava'),
	])
	expect(changed.status).toBe(0)
	const session = await fetch(`${server.address}/api/v1/session`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ login: 'sprava', password: 'dlouhé heslo' }),
	})
	expect(session.status).toBe(200)

	const imports = await fetch(`${server.address}/api/v1/imports`, {
		headers: { authorization: `Bearer ${token.trim()}` },
	})
	expect(imports.status).toBe(200)
})

test('a job that expects no new people writes nothing when there are any, and says so by its exit status', async () => {
	const before = await counts()
	const file = join(dataDir, 'Noční.csv')
	await writeFile(file, 'Uživatelské jméno;E-mail\nnocni.host;nocni.host@example.cz\n')
	const options = ['--mode', 'upsert', '--fail-on', 'create,missing', '--json']
	const { status, stdout, stderr } = await run('import', file, ...options)
	expect([status, JSON.parse(stdout).written]).toEqual([1, false])
	expect(stderr).toContain('--fail-on create')
	expect(await counts()).toEqual(before)

	const expected = await run('import', file, '--mode', 'upsert', '--fail-on', 'update', '--fail-on', 'refused')
	expect(expected.status).toBe(0)
	expect((await counts()).users).toBe(before.users + 1)
	expect((await run('import', file, '--fail-on', 'nonsense')).status).toBe(2)
})

test('what would refuse every row or contradicts itself is wrong usage, and nothing is left half-made', async () => {
	const answers = await Promise.all([
		run('import', SAMPLES.users, '--set', 'role=šéf'),
		run('import', SAMPLES.users, '--role', 'operator', '--set', 'role=admin'),
		run('import', SAMPLES.users, '--mode', 'update', '--match', 'registration_number'),
	])
	expect(answers.map(({ status }) => status)).toEqual([2, 2, 2])
	expect(answers[0]!.stderr).toContain('customer, operator, admin')
	expect(answers[1]!.stderr).toContain("cannot be both 'operator' and 'admin'")
	expect(answers[2]!.stderr).toContain('Use username, email, external_id.')
	expect(JSON.parse((await run('imports', '--json', '--limit', '1')).stdout).imports[0].state).not.toBe('mapping')
})

test('an account that somebody has is refused in a sentence, and one that cannot be finished is not begun', async () => {
	const taken = await run('user', 'add', 'ADMIN', '--email', 'a@x.cz')
	expect([taken.status, taken.stderr]).toEqual([2, expect.not.stringContaining('    at ')])
	expect((await run('user', 'add', 'slaby', '--email', 'a@x.cz', '--password', 'x')).status).toBe(2)
	expect((await run('user', 'password', 'slaby')).status).toBe(2)
	await run('token', 'create', 'dvakrát')
	const again = await run('token', 'create', 'dvakrát')
	expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('There is a token of this name already.')])
	const invalid = await run('user', 'add', 'neplatny', '--email', 'nic')
	expect(invalid.stderr).toContain('email: This is not an e-mail address.')
})

test('Ctrl-C in the middle of a commit cancels the import: nothing is written, and no server goes on with it', async () => {
	const file = join(dataDir, 'přerušený.csv')
	await writeFile(file, 'Login;Mail\nprerusena;prerusena@x.cz\n')
	const before = await counts()
	const holder = new pg.Client({ connectionString: url.trim() })
	await holder.connect()
	await holder.query('begin')
	await holder.query('lock table users in share mode')
	const child = start(['import', file], settings)
	const ended = new Promise<number | null>((done) => child.on('close', done))
	await until("select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%insert into users%'")
	child.kill('SIGINT')
	await until("select 1 from imports where filename = 'přerušený.csv' and state = 'cancelled'")
	await holder.end()
	expect(await ended).toBe(130)
	expect(await counts()).toEqual(before)
})

async function until(query: string): Promise<void> {
	while ((await client.query(query)).rowCount === 0) await sleep(50)
}

test('a file over the limit is said to be too large, with exit status 3', async () => {
	const limited = { ...settings, LISTEK_UPLOAD_LIMIT: '20' }
	const { status, stdout } = await runCommand(['import', SAMPLES.users, '--json'], limited)
	expect(status).toBe(3)
	expect(JSON.parse(stdout).imports[0]).toMatchObject({ state: 'failed', failure: { code: 'file_too_large' } })
})
