import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { generate } from '../../bench/generate.ts'
import { Client } from './client.ts'
import { fillDisk, mountDisk, Processes, unmountDisk } from './processes.ts'

/*
 * `npm run faults -- --rounds 50 --rows 100000 [--seed 1] [--write]`
 *
 * Imports the same files again and again, each time breaks one thing at a random moment, lets a patient client go on,
 * and compares the database with what a run without faults gives.
 */

const ROOT = join(import.meta.dirname, '../..')
const FAULTS = ['web', 'worker', 'postgres', 'connection', 'disk', 'double commit'] as const
type Fault = (typeof FAULTS)[number]

const { values: flags } = parseArgs({
	options: {
		rounds: { type: 'string', default: '50' },
		rows: { type: 'string', default: '100000' },
		seed: { type: 'string', default: '1' },
		write: { type: 'boolean', default: false },
	},
})
const rounds = Number(flags.rounds)
const rows = Number(flags.rows)
const random = seeded(Number(flags.seed))

const files = mkdtempSync(join(tmpdir(), 'listek-faults-files-'))
const { companies, users } = generate(files, rows)
const folder = mkdtempSync(join(tmpdir(), 'listek-faults-'))
const data = join(folder, 'data')
mkdirSync(data)
const hasDisk = mountDisk(data, 4_000 + Math.ceil(rows / 100))
const processes = new Processes(data, 20_000 + Math.floor(random() * 20_000))
const broken: string[] = []
const tally = new Map<Fault, { rounds: number; again: number }>()

try {
	await processes.start()
	const token = listek(['token', 'create', `faults ${Date.now()}`])
	const client = new Client(processes, token)

	const started = performance.now()
	await client.importFiles(companies.csv, users.csv, false)
	const wholeMs = performance.now() - started
	const expected = await summary()
	say(`without faults: ${(wholeMs / 1000).toFixed(1)} s, ${expected}`)

	for (let round = 1; round <= rounds; round++) {
		await clear()
		const faults = FAULTS.filter((one) => one !== 'disk' || hasDisk)
		const fault = faults[(round - 1) % faults.length]!
		const atMs = Math.floor(random() * wholeMs)
		const again = await oneRound(client, fault, atMs).catch((error) => {
			broken.push(`round ${round}, ${fault} at ${atMs} ms: ${error}`)
			return 0
		})
		await processes.start()
		const found = await summary()
		if (found !== expected) broken.push(`round ${round}, ${fault} at ${atMs} ms: ${found}`)
		const sums = tally.get(fault) ?? { rounds: 0, again: 0 }
		tally.set(fault, { rounds: sums.rounds + 1, again: sums.again + again })
		say(
			`round ${round}: ${fault} at ${(atMs / 1000).toFixed(1)} s, ${again} steps, ${found === expected ? 'same' : `DIFFERENT: ${found}`}`,
		)
	}
} finally {
	await processes.stop()
	if (hasDisk) unmountDisk(data)
	rmSync(folder, { recursive: true, force: true })
	rmSync(files, { recursive: true, force: true })
}
report()
process.exitCode = broken.length === 0 ? 0 : 1

async function oneRound(client: Client, fault: Fault, atMs: number): Promise<number> {
	const importing = client.importFiles(companies.csv, users.csv, fault === 'double commit')
	const breaking = breakSomething(client, fault, atMs)
	const [again] = await Promise.all([importing, breaking])
	return again
}

async function breakSomething(client: Client, fault: Fault, atMs: number): Promise<void> {
	if (fault === 'double commit') return
	// A connection can only be dropped while something is sent, which is the first part.
	await sleep(fault === 'connection' ? atMs / 8 : atMs)
	if (fault === 'connection') return client.upload?.abort()
	if (fault !== 'disk') return processes.kill(fault)
	const giveBack = fillDisk(data)
	await sleep(3_000)
	giveBack()
}

/** Everything that was imported, as a count and a sum over all values: lost, doubled and changed rows all show. */
async function summary(): Promise<string> {
	return query(
		`select format('%s companies %s, %s users %s, %s under a company',
			(select count(*) from companies),
			(select coalesce(sum(hashtextextended(concat_ws('|', name, registration_number, city, phone, note), 0)), 0) from companies),
			(select count(*) from users where import_id is not null),
			(select coalesce(sum(hashtextextended(concat_ws('|', u.username, u.email, u.last_name, u.phone, u.note, c.name), 0)), 0)
			 from users u left join companies c on c.id = u.company_id where u.import_id is not null),
			(select count(*) from users where company_id is not null)) as answer`,
	)
}

async function clear(): Promise<void> {
	await query(
		`with gone as (delete from users where import_id is not null returning 1),
			others as (delete from imports returning 1)
		 select (select count(*) from gone)::text as answer`,
	)
	await query(`with gone as (delete from companies returning 1) select count(*)::text as answer from gone`)
	// Of fifty rounds the rows that are gone would fill the disk for good.
	await query('vacuum full')
	await query('checkpoint')
}

async function query(text: string): Promise<string> {
	for (let attempt = 0; ; attempt++) {
		const client = new pg.Client({
			host: join(data, 'socket'),
			user: 'listek',
			database: 'listek',
			options: '-c search_path=listek',
		})
		client.on('error', () => {})
		try {
			await client.connect()
			const { rows: found } = await client.query(text)
			return found[0]?.answer ?? ''
		} catch (error) {
			if (attempt === 100) throw error
			await sleep(200)
		} finally {
			await client.end().catch(() => {})
		}
	}
}

function listek(args: string[]): string {
	return execFileSync(join(ROOT, 'listek'), args, {
		env: { ...process.env, npm_lifecycle_event: '', LISTEK_DATA_DIR: data },
		encoding: 'utf8',
	}).trim()
}

function report(): void {
	const lines = [
		`# Faults`,
		'',
		`${new Date().toISOString().slice(0, 10)}: ${rounds} rounds of ${rows.toLocaleString('en')} rows, seed ${flags.seed}${hasDisk ? '' : ', without the full disk (no mount here)'}.`,
		`In each one thing breaks at a random moment; afterwards the database is compared with a run without faults.`,
		'',
		'| fault | rounds | steps of the client, taken or tried again |',
		'|---|---:|---:|',
		...[...tally].map(([fault, { rounds: count, again }]) => `| ${fault} | ${count} | ${again} |`),
		'',
		broken.length === 0 ? '0 lost, 0 doubled, 0 half-written.' : `${broken.length} rounds differ:`,
		...broken.map((line) => `- ${line}`),
		'',
	]
	say(lines.join('\n'))
	if (flags.write) writeFileSync(join(ROOT, 'bench/faults.md'), lines.join('\n'))
}

function say(text: string): void {
	process.stdout.write(`${text}\n`)
}

/** mulberry32: the same seed breaks the same things at the same moments. */
function seeded(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let t = Math.imul(state ^ (state >>> 15), 1 | state)
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
	}
}
