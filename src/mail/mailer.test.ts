import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { startMailServer } from '../../test/mail/server.ts'
import { openMailer } from './mailer.ts'

const plain = await startMailServer()
const guarded = new SMTPServer({
	disabledCommands: ['STARTTLS'],
	logger: false,
	closeTimeout: 100,
	onAuth({ username, password }, _session, done) {
		const isKnown = username === 'posta@rizek.cz' && password === 'p@ss:w/rd'
		done(isKnown ? null : new Error('who are you'), { user: 'posta' })
	},
	onData(stream, _session, done) {
		stream.resume().on('end', () => done(null, 'queued'))
	},
})
await new Promise<void>((resolve) => guarded.listen(0, '127.0.0.1', resolve))
afterAll(() => Promise.all([plain.close(), new Promise<void>((resolve) => guarded.close(resolve))]))

const guardedUrl = (user: string, password: string) =>
	`smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${(guarded.server.address() as AddressInfo).port}`
const open = (smtpUrl: string, from = 'Podpora Řízek <podpora@rizek.cz>') =>
	openMailer({ smtpUrl, from, perMinute: 60 })
const message = { to: { name: 'Jana', address: 'jana@x.cz' }, subject: 'Žluť', text: 'Dobrý den', id: 'one' }

test('a message arrives as it was written, with its sender and its id', async () => {
	expect(await open(plain.url).send(message)).toMatchObject({ state: 'sent' })
	expect(plain.received.at(-1)).toMatchObject({ to: 'jana@x.cz', subject: 'Žluť', text: 'Dobrý den\n' })
	expect(plain.received.at(-1)!.headers).toMatch(/^Message-ID: <one@rizek\.cz>$/im)
})

test('the server lets in whoever has the name and password of the address, whatever characters they have', async () => {
	const mailer = open(guardedUrl('posta@rizek.cz', 'p@ss:w/rd'))
	expect(await mailer.check()).toBeUndefined()
	expect((await mailer.send(message)).state).toBe('sent')
})

test('a wrong password is said without repeating it, and nothing was sent', async () => {
	const mailer = open(guardedUrl('posta@rizek.cz', 'tajne'))
	expect(await mailer.check()).toContain('who are you')
	const outcome = await mailer.send(message)
	expect(outcome.state).toBe('closed')
	expect(JSON.stringify([outcome, await mailer.check()])).not.toContain('tajne')
})

test('a server that is not there is said before anything is sent', async () => {
	expect(await open('smtp://127.0.0.1:1').check()).toContain('ECONNREFUSED')
	expect(await open('smtp://nikde.invalid').check()).toBeDefined()
})

test('the help desk introduces itself by the name of its sender', () => {
	expect(open(plain.url).sender).toBe('Podpora Řízek')
	expect(open(plain.url, '"Podpora, a.s." <p@rizek.cz>').sender).toBe('Podpora, a.s.')
	expect(open(plain.url, 'p@rizek.cz').sender).toBe('p@rizek.cz')
	expect(open(plain.url, '<p@rizek.cz>').sender).toBe('p@rizek.cz')
})
