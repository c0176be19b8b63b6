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
		databaseUrl: undefined,
		schema: 'listek',
	})
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
])('%j is refused with a sentence', (env, sentence) => {
	expect(() => readConfig(env, '/')).toThrow(sentence)
})
