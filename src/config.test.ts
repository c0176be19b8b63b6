import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without settings the documented defaults hold', () => {
	expect(readConfig({}, '/srv/listek')).toEqual({
		port: 8080,
		host: '127.0.0.1',
		dataDir: '/srv/listek/data',
		adminPassword: undefined,
		url: undefined,
		uploadLimitBytes: 1_073_741_824,
		webhookNetworks: [],
		databaseUrl: undefined,
		schema: 'listek',
		mail: undefined,
	})
})

test('mail needs a server and a sender, and is sent at 60 a minute unless said otherwise', () => {
	const server = { LISTEK_SMTP_URL: 'smtp://mail.example.cz:587', LISTEK_MAIL_FROM: 'Podpora <podpora@example.cz>' }
	expect(readConfig(server, '/').mail).toEqual({
		smtpUrl: 'smtp://mail.example.cz:587',
		from: 'Podpora <podpora@example.cz>',
		perMinute: 60,
	})
	expect(readConfig({ ...server, LISTEK_MAIL_PER_MINUTE: '5' }, '/').mail?.perMinute).toBe(5)
	expect(() => readConfig({ LISTEK_SMTP_ULR: 'x' }, '/')).toThrow('Did you mean LISTEK_SMTP_URL?')
})

test.each([
	[{ LISTEK_SMTP_URL: 'https://user:secret@mail.example.cz' }, 'LISTEK_SMTP_URL'],
	[{ LISTEK_SMTP_URL: 'smtp://user:secret@mail.example.cz' }, 'LISTEK_MAIL_FROM'],
	[{ LISTEK_SMTP_URL: 'smtp://user:secret@mail.example.cz', LISTEK_MAIL_FROM: 'Podpora' }, 'LISTEK_MAIL_FROM'],
])('%j is refused without repeating the password', (env, name) => {
	const read = () => readConfig(env, '/')
	expect(read).toThrow(name)
	expect(read).not.toThrow('secret')
})

test('webhooks go to the inner networks that are named', () => {
	const LISTEK_WEBHOOK_NETWORKS = '10.0.0.0/8, 127.0.0.1 fd00::/8,any'
	expect(readConfig({ LISTEK_WEBHOOK_NETWORKS }, '/').webhookNetworks).toEqual([
		'10.0.0.0/8',
		'127.0.0.1',
		'fd00::/8',
		'any',
	])
	for (const wrong of ['10.0.0.0/33', '10.0.0', 'localhost', '::1/129', '10.0.0.0/8/8', '/8', '10.0.0.0/']) {
		expect(() => readConfig({ LISTEK_WEBHOOK_NETWORKS: wrong }, '/')).toThrow('LISTEK_WEBHOOK_NETWORKS')
	}
})

test('an unknown setting is refused with the name that was probably meant', () => {
	expect(() => readConfig({ LISTEK_PROT: '1' }, '/')).toThrow('Did you mean LISTEK_PORT?')
	expect(() => readConfig({ LISTEK_TELEMETRY_ENDPOINT: '1' }, '/')).toThrow('Known are LISTEK_PORT')
})

test.each([
	[{ LISTEK_PORT: 'http' }, 'LISTEK_PORT'],
	[{ LISTEK_PORT: '70000' }, 'from 0 to 65535'],
	[{ LISTEK_URL: 'podpora.example.cz' }, 'LISTEK_URL'],
	[{ LISTEK_SCHEMA: 'a; drop' }, 'LISTEK_SCHEMA'],
	[{ DATABASE_URL: 'nonsense' }, 'postgresql://'],
])('%j is refused with a sentence', (env, sentence) => {
	expect(() => readConfig(env, '/')).toThrow(sentence)
})
