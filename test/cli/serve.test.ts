import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { dataFolder, postgresOf, run, SAMPLES, serve, start } from './harness.ts'

const dataDir = await dataFolder()
const settings = { LISTEK_DATA_DIR: dataDir }

test('a server shows the first sign-in once, survives kill -9, and takes PostgreSQL with it when it is asked to stop', async () => {
	const first = await serve(settings)
	const [, password] = await first.heard(/Sign in as admin with the password (\S+)/)
	const signIn = (address: string) =>
		fetch(`${address}/api/v1/session`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ login: 'admin', password }),
		})
	expect((await signIn(first.address)).status).toBe(200)
	expect((await run(['import', SAMPLES.companies], settings)).status).toBe(0)
	expect(await first.end('SIGKILL')).toBe(null)

	const second = await serve(settings)
	expect(second.output()).not.toContain('password')
	expect((await signIn(second.address)).status).toBe(200)
	expect(await (await fetch(`${second.address}/readyz`)).json()).toEqual({ ready: true, reasons: [] })
	const page = await fetch(`${second.address}/companies`)
	expect(page.headers.get('cache-control')).toBe('no-cache')
	const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())![1]
	// Its name changes with its contents, so it is fetched once.
	const { headers } = await fetch(second.address + script, { headers: { 'accept-encoding': 'br' } })
	expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
	expect(headers.get('content-encoding')).toBe('br')
	expect(await second.end('SIGTERM')).toBe(0)
	expect(postgresOf(dataDir)).toEqual([])
}, 120_000)

test('without a server the command starts the database for itself and stops it', async () => {
	const { status, stdout, stderr } = await run(['imports', '--json'], settings)
	expect([status, stderr]).toEqual([0, ''])
	expect(JSON.parse(stdout).imports.map((one: { state: string }) => one.state)).toEqual(['committed'])
	expect(postgresOf(dataDir)).toEqual([])
})

test('Ctrl-C is one request to stop, although npm passes it on to a server that the terminal has told already', async () => {
	const server = await serve(settings)
	const ended = server.end('SIGINT')
	// It listens no more: it has begun to stop.
	while (await fetch(`${server.address}/healthz`).catch(() => false)) await sleep(5)
	await Promise.all([server.end('SIGINT'), ended])
	expect(await ended).toBe(0)
	expect(postgresOf(dataDir)).toEqual([])
})

test('a server that is told to stop while its PostgreSQL starts takes that with it', async () => {
	const child = start(['serve'], settings)
	const ended = new Promise((done) => child.on('close', done))
	while (postgresOf(dataDir).length === 0) await sleep(10)
	child.kill('SIGTERM')
	expect(await ended).toBe(0)
	expect(postgresOf(dataDir)).toEqual([])
})
