import { openAsBlob } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Import } from '../src/contract/imports.ts'
import type { Db } from '../src/db/database.ts'
import { writePosition } from '../src/users/cursor.ts'
import type { DataSet } from './generate.ts'
import type { Server } from './server.ts'
import { percentile } from './statistics.ts'

/** Milliseconds a kind of request took. */
export interface RequestTimes {
	kind: string
	count: number
	p50: number
	p95: number
	max: number
}

/** A kind of request, and the addresses that are asked in turn. */
export interface Kind {
	kind: string
	paths: string[]
	/** What is sent there; without it the address is only read. */
	body?: (nth: number) => object
}

const REQUESTS_A_KIND = 60

/** One request after the other, the kinds in turn, on a server that does nothing else. */
export async function measureRequests(server: Server, kinds: readonly Kind[]): Promise<RequestTimes[]> {
	const times = new Map(kinds.map(({ kind }) => [kind, [] as number[]]))
	for (let nth = 0; nth < REQUESTS_A_KIND + 3; nth++) {
		for (const { kind, paths, body } of kinds) {
			const path = paths[nth % paths.length]!
			const took = await milliseconds(() => (body ? server.send('POST', path, body(nth)) : server.get(path)))
			// The first ones compile and plan.
			if (nth >= 3) times.get(kind)!.push(took)
		}
	}
	return [...times].map(([kind, taken]) => summary(kind, taken))
}

/** What people ask of users and companies, about records that are there. */
export async function listsOfPeople(db: Db): Promise<Kind[]> {
	const { rows } = await sql<{
		id: number
		sort_key: string
		username: string
		last_name: string
		first_name: string
		company_id: number | null
		mobile: string | null
	}>`
		with span as (select min(id) as low, max(id) as high from users)
		select u.id, u.sort_key, u.username, u.last_name, u.first_name, u.company_id, u.mobile
		from span, generate_series(0, 199) nth
		join users u on true
		where u.id = span.low + (span.high - span.low) * nth / 200
	`.execute(db)
	const q = (text: string) => `/users?q=${encodeURIComponent(text)}`
	const users: Kind[] = [
		{ kind: 'users, first page', paths: ['/users'] },
		{ kind: 'users, deep page', paths: rows.map((row) => `/users?after=${encodeURIComponent(writePosition(row))}`) },
		{ kind: 'users, one username', paths: rows.map(({ username }) => q(username)) },
		{ kind: 'users, name and surname', paths: rows.map((row) => q(`${row.first_name} ${row.last_name}`)) },
		{ kind: 'users, surname', paths: rows.map(({ last_name }) => q(last_name)) },
		{ kind: 'users, common beginning', paths: ['jan', 'no', 'cz', 'mar', 'pe'].map(q) },
		{ kind: 'users, phone', paths: rows.flatMap(({ mobile }) => (mobile ? [q(mobile)] : [])) },
		{ kind: 'users, nothing found', paths: ['xyzzy', 'novak xyzzy', '123123123'].map(q) },
		{ kind: 'users, role operator', paths: ['/users?role=operator'] },
		{
			kind: 'users of a company',
			paths: rows.flatMap(({ company_id }) => (company_id ? [`/users?company_id=${company_id}`] : [])),
		},
	]
	const companies: Kind[] = [
		{ kind: 'companies, first page', paths: ['/companies'] },
		{ kind: 'companies, word', paths: rows.map(({ last_name }) => `/companies?q=${encodeURIComponent(last_name)}`) },
	]
	return [...users, ...companies].filter(({ paths }) => paths.length > 0)
}

const AFTERWARDS = 'the first 20 s after it'
const AFTERWARDS_MS = 20_000
/** How often somebody asks for something while an import runs. */
const EVERY_MS = 100

/**
 * An import through the HTTP API, and all the while requests of other people, sent on time whether or not the
 * ones before were answered. The worker is in the same process, as `npm start` has it: the worst case.
 */
export async function measureRequestsDuringImport(server: Server, data: DataSet): Promise<RequestTimes[]> {
	// A number nobody has is the dearest search: nothing but the index can tell, with all that waits to be sorted in.
	const searches = ['novak', 'jan dvo', 'jiri.novak9', '602 000 000'].map(
		(text) => `/users?q=${encodeURIComponent(text)}`,
	)
	const paths = ['/users', ...searches, '/users?role=operator', '/companies?q=brno', '/session']
	const taken = new Map<string, number[]>()
	let phase = 'upload'
	let running = true
	const asking: Promise<void>[] = []
	const ask = async () => {
		for (let nth = 0; running; nth++) {
			const now = phase
			const took = milliseconds(() => server.get(paths[nth % paths.length]!))
			asking.push(took.then((ms) => void (taken.get(now) ?? taken.set(now, []).get(now)!).push(ms)))
			await sleep(EVERY_MS)
		}
	}
	const asked = ask()
	try {
		await importOverHttp(server, data, (now) => {
			phase = now
		})
	} finally {
		running = false
		await asked
		await Promise.all(asking)
	}
	const phases = [...taken].map(([kind, ms]) => summary(kind, ms))
	const whole = [...taken].filter(([kind]) => kind !== AFTERWARDS).flatMap(([, ms]) => ms)
	return [summary('whole import', whole), ...phases]
}

async function importOverHttp(server: Server, data: DataSet, phase: (name: string) => void): Promise<void> {
	let run_id: number | undefined
	for (const target of ['companies', 'users'] as const) {
		const made = (await server.send('POST', '/imports', {
			...{ target, filename: `${target}.csv` },
			...(run_id === undefined ? {} : { run_id }),
		})) as Import
		run_id ??= made.run_id
		const file = await openAsBlob(data[target].csv)
		await server.put(`/imports/${made.id}/file`, file.stream())
	}
	phase('read and check')
	await server.send('POST', `/imports/${run_id}/check`, undefined)
	const { items } = await stateReached(server, run_id!, 'ready')
	phase('commit')
	const staff = items.reduce((sum, one) => sum + one.staff_rows, 0)
	await server.send('POST', `/imports/${run_id}/commit`, { confirm_staff: staff })
	await stateReached(server, run_id!, 'committed')
	// What was written is sorted into the search index now, in the background.
	phase(AFTERWARDS)
	await sleep(AFTERWARDS_MS)
}

async function stateReached(server: Server, runId: number, state: string) {
	for (;;) {
		const run = (await server.get(`/import-runs/${runId}`)) as { items: Import[] }
		if (run.items.every((one) => one.state === state)) return run
		const wrong = run.items.find((one) => ['failed', 'refused', 'cancelled'].includes(one.state))
		if (wrong) throw new Error(`the import is ${wrong.state}: ${JSON.stringify(wrong.issues.slice(0, 3))}`)
		await sleep(500)
	}
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now()
	await work()
	return performance.now() - started
}

function summary(kind: string, taken: number[]): RequestTimes {
	return {
		kind,
		count: taken.length,
		p50: percentile(taken, 0.5),
		p95: percentile(taken, 0.95),
		max: Math.max(...taken),
	}
}
