import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startMailServer } from '../mail/server.ts'
import { dataFolder, run, serve } from './harness.ts'

const mail = await startMailServer()
afterAll(() => mail.close())

const PEOPLE = 12

test('a server killed while it sends, three times, sends nobody a second message, and says who is in doubt', async () => {
	const settings = {
		LISTEK_DATA_DIR: await dataFolder(),
		LISTEK_ADMIN_PASSWORD: 'tajne heslo',
		LISTEK_SMTP_URL: mail.url,
		LISTEK_MAIL_FROM: 'podpora@rizek.cz',
		LISTEK_URL: 'https://podpora.rizek.cz',
	}
	let server = await serve(settings)
	const { stdout: url } = await run(['db', 'url'], settings)
	token = JSON.parse((await run(['token', 'create', 'test', '--json'], settings)).stdout).token
	const client = new pg.Client({ connectionString: url.trim() })
	// It dies with the server it belongs to.
	client.on('error', () => {})
	await client.connect()
	await client.query(
		`insert into users (username, email) select 'u' || n, 'u' || n || '@x.cz' from generate_series(1, ${PEOPLE}) n`,
	)
	await client.end().catch(() => {})

	// The mail server has each third message and has not said so yet when the sender dies.
	for (let killed = 0; killed < 3; killed++) {
		const died = new Promise<unknown>((resolve) => {
			const until = mail.received.length + 3
			mail.beforeAnswer = async () => {
				if (mail.received.length === until) resolve(await server.end('SIGKILL'))
			}
		})
		if (killed === 0) await call(server.address, 'POST', '/invitation-rounds', { delivery: 'mail', people: PEOPLE })
		await died
		mail.beforeAnswer = async () => {}
		server = await serve(settings)
	}
	let round = await call(server.address, 'GET', '/invitation-rounds/1')
	while (round.state !== 'done') {
		await sleep(100)
		round = await call(server.address, 'GET', '/invitation-rounds/1')
	}
	const receivers = mail.received.map(({ to }) => to)
	expect(receivers).toHaveLength(new Set(receivers).size)
	expect(receivers).toHaveLength(PEOPLE)
	expect(round.counts).toMatchObject({ sent: PEOPLE - 3, unknown: 3, waiting: 0, sending: 0 })
	await server.end('SIGTERM')
})

let token: string | undefined

async function call(address: string, method: string, path: string, body?: object) {
	const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
	const answer = await fetch(`${address}/api/v1${path}`, {
		method,
		headers,
		...(body ? { body: JSON.stringify(body) } : {}),
	})
	return await answer.json()
}
