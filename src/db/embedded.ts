import { createHash } from 'node:crypto'
import {
	chownSync,
	existsSync,
	mkdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, EmbeddedError, findBinaries } from './binaries.ts'

/**
 * The PostgreSQL inside the data folder. Every process that uses it holds a lease; the last one to leave
 * stops it. A killed process loses its lease with its connection, and the server it leaves behind is
 * simply used by the next one.
 */
export interface Embedded {
	connection: { host: string; user: string; database: string }
	/** Gives the lease back and stops the server if nobody else holds one. */
	release(): Promise<void>
}

const USER = 'listek'
const DATABASE = 'listek'
/** Any number; it only has to be the same for every process of one server. */
const LEASE = 5_478_390
/** Crash recovery after a big import replays up to `max_wal_size`; minutes on a slow disk. */
const RECOVERY_MS = 600_000

/** Starts the server, or finds it running. @throws EmbeddedError with a sentence for the terminal. */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
	const folder = folderOf(dataDir)
	let lease = await takeLease(folder)
	let released = false

	// PostgreSQL may be killed under us (out of memory, an administrator): bring it back, the pools reconnect.
	const watch = () => {
		lease.once('end', async () => {
			while (!released) {
				try {
					lease = await takeLease(folder)
					return watch()
				} catch {
					await sleep(1_000)
				}
			}
		})
	}
	watch()

	return {
		connection: { host: folder.socket, user: USER, database: DATABASE },
		async release() {
			released = true
			const last = await isLast(lease)
			if (last) await folder.binaries.run('pg_ctl', ['stop', '-D', folder.pgdata, '-m', 'fast', '-w']).catch(() => {})
			await lease.end().catch(() => {})
		},
	}
}

/** The address of the embedded server when it runs now; undefined when it does not. */
export async function findEmbedded(dataDir: string): Promise<Embedded['connection'] | undefined> {
	const socket = socketOf(dataDir)
	const client = await connect(socket, DATABASE).catch(() => undefined)
	await client?.end()
	return client && { host: socket, user: USER, database: DATABASE }
}

interface Folder {
	pgdata: string
	socket: string
	log: string
	binaries: Binaries
}

function folderOf(dataDir: string): Folder {
	const folder = {
		pgdata: join(dataDir, 'postgres'),
		socket: socketOf(dataDir),
		log: join(dataDir, 'postgres.log'),
		binaries: findBinaries(),
	}
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 })
		mkdirSync(folder.socket, { recursive: true, mode: 0o700 })
	} catch (error) {
		throw new EmbeddedError(`The data folder ${dataDir} cannot be used: ${(error as Error).message}`, { cause: error })
	}
	const { owner } = folder.binaries
	if (owner !== undefined) {
		for (const path of [dataDir, folder.socket]) chownSync(path, owner, owner)
	}
	return folder
}

/** A socket's path may have 107 bytes, which a deep data folder exceeds. */
function socketOf(dataDir: string): string {
	const inside = join(dataDir, 'socket')
	if (Buffer.byteLength(inside) < 80) return inside
	return join(tmpdir(), `listek-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
}

async function takeLease(folder: Folder): Promise<pg.Client> {
	for (let attempt = 0; ; attempt++) {
		try {
			await ensureRunning(folder)
			const client = await connect(folder.socket, DATABASE)
			await client.query('select pg_advisory_lock_shared($1)', [LEASE])
			return client
		} catch (error) {
			// The last user may be stopping it right now; what it leaves is started again.
			if (attempt === 20) throw error
			await sleep(100 + 50 * attempt)
		}
	}
}

/** Whoever can hold the lease alone is the last one. */
async function isLast(lease: pg.Client): Promise<boolean> {
	try {
		await lease.query('select pg_advisory_unlock_shared($1)', [LEASE])
		const { rows } = await lease.query('select pg_try_advisory_lock($1) as alone', [LEASE])
		return rows[0].alone
	} catch {
		return false
	}
}

async function ensureRunning(folder: Folder): Promise<void> {
	if (!existsSync(folder.pgdata)) await initialise(folder)
	if (await answers(folder)) return

	removeStalePid(folder)
	writeFileSync(join(folder.pgdata, 'listek.conf'), settings(folder))
	try {
		const args = ['start', '-D', folder.pgdata, '-l', folder.log, '-w', '-t', String(RECOVERY_MS / 1_000)]
		await folder.binaries.run('pg_ctl', args)
	} catch (error) {
		if (await answers(folder)) return
		throw new EmbeddedError(
			`PostgreSQL did not start. Its log is ${folder.log}; its last lines:\n${tail(folder.log)}`,
			{
				cause: error,
			},
		)
	}
	await createDatabase(folder)
}

/** Waits while a server that already lives is starting, recovering or shutting down. */
async function answers(folder: Folder): Promise<boolean> {
	const until = Date.now() + RECOVERY_MS
	for (;;) {
		try {
			const client = await connect(folder.socket, 'postgres')
			await client.end()
			return true
		} catch (error) {
			const busy = (error as { code?: string }).code === '57P03'
			if (!busy || Date.now() > until) return stopIfUnreachable(folder)
		}
		await sleep(50)
	}
}

/** A server whose socket file was deleted still holds the data folder: stop it, so that it can be started anew. */
async function stopIfUnreachable(folder: Folder): Promise<false> {
	const pid = readPid(folder)
	for (let waited = 0; pid !== undefined && isServerOf(folder, pid) && waited < 30_000; waited += 100) {
		if (waited === 2_000) process.kill(pid, 'SIGINT')
		await sleep(100)
	}
	return false
}

/** After a crash or in a restarted container the recorded pid can belong to somebody else, who blocks the start. */
function removeStalePid(folder: Folder): void {
	const pid = readPid(folder)
	if (pid !== undefined && !isServerOf(folder, pid)) rmSync(join(folder.pgdata, 'postmaster.pid'), { force: true })
}

function readPid(folder: Folder): number | undefined {
	try {
		return Number(readFileSync(join(folder.pgdata, 'postmaster.pid'), 'utf8').split('\n')[0])
	} catch {
		return undefined
	}
}

function isServerOf(folder: Folder, pid: number): boolean {
	try {
		return readlinkSync(`/proc/${pid}/cwd`) === folder.pgdata
	} catch {
		return false
	}
}

/** Made beside and renamed: a killed or doubled first start never leaves half a database. */
async function initialise(folder: Folder): Promise<void> {
	const made = `${folder.pgdata}.${process.pid}`
	rmSync(made, { recursive: true, force: true })
	const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
	const args = ['-D', made, `--username=${USER}`, '--auth=trust', ...locale, '--no-instructions', '--no-sync']
	await folder.binaries.run('initdb', args)
	writeFileSync(join(made, 'postgresql.conf'), "include 'listek.conf'\n", { flag: 'a' })
	try {
		renameSync(made, folder.pgdata)
	} catch (error) {
		rmSync(made, { recursive: true, force: true })
		if (!existsSync(folder.pgdata)) throw error
	}
}

async function createDatabase(folder: Folder): Promise<void> {
	const client = await connect(folder.socket, 'postgres')
	try {
		await client.query(`create database ${DATABASE}`)
	} catch (error) {
		const exists = ['42P04', '23505'].includes((error as { code: string }).code)
		if (!exists) throw error
	} finally {
		await client.end()
	}
}

async function connect(host: string, database: string): Promise<pg.Client> {
	const client = new pg.Client({ host, user: USER, database, application_name: 'listek lease' })
	// Without a listener an ended connection would end the process; `watch` acts on it.
	client.on('error', () => {})
	await client.connect()
	return client
}

/**
 * Written before each start, so that a new version can change it. The sizes are for bulk loading: a million
 * users into the live table took 21.8 s with the default `max_wal_size` of 1 GB and 12.6 s with these.
 */
function settings(folder: Folder): string {
	const sharedMb = Math.min(512, Math.floor(totalmem() / 8 / 1024 ** 2))
	const values = {
		listen_addresses: '',
		unix_socket_directories: folder.socket,
		unix_socket_permissions: '0700',
		max_connections: '60',
		shared_buffers: `${sharedMb}MB`,
		work_mem: '64MB',
		maintenance_work_mem: '256MB',
		max_wal_size: '4GB',
		checkpoint_timeout: '15min',
		// One server and no replicas: what is loaded into a table made in the same transaction needs no WAL.
		wal_level: 'minimal',
		max_wal_senders: '0',
		jit: 'off',
		timezone: 'UTC',
		log_timezone: 'UTC',
		logging_collector: 'off',
		log_checkpoints: 'off',
	}
	return Object.entries(values)
		.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
		.join('')
}

function tail(file: string): string {
	try {
		return readFileSync(file, 'utf8').split('\n').slice(-8).join('\n')
	} catch {
		return '(no log)'
	}
}
