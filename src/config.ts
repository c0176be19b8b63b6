import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** Every setting there is. Read once, at the start; nothing else looks at the environment. */
export interface Config {
	port: number
	host: string
	dataDir: string
	/** Password of the first administrator; without it one is generated and shown once. */
	adminPassword: string | undefined
	/** Public address, for links and cookies; without it the address served on. */
	url: string | undefined
	uploadLimitBytes: number
	/** Inner addresses and ranges that webhooks may go to; `any` allows all of them. */
	webhookNetworks: readonly string[]
	/** An external PostgreSQL; without it the embedded one. */
	databaseUrl: string | undefined
	/** Everything of this help desk lives in one schema, so that many can share a database. */
	schema: string
	/** Without it no mail is sent; links are handed over by people. */
	mail: MailConfig | undefined
}

export interface MailConfig {
	/** `smtp://user:password@host:587` or `smtps://…`: a secret, never shown or logged. */
	smtpUrl: string
	/** `Podpora <podpora@example.cz>`: its name is how the help desk introduces itself. */
	from: string
	/** Messages handed to the server in any minute, by all workers together. */
	perMinute: number
}

/** A setting that cannot be used. The message is the whole sentence for the person who set it. */
export class ConfigError extends Error {}

const NAMES = [
	'LISTEK_PORT',
	'LISTEK_HOST',
	'LISTEK_DATA_DIR',
	'LISTEK_ADMIN_PASSWORD',
	'LISTEK_URL',
	'LISTEK_UPLOAD_LIMIT',
	'LISTEK_SCHEMA',
	'LISTEK_SMTP_URL',
	'LISTEK_MAIL_FROM',
	'LISTEK_MAIL_PER_MINUTE',
	'LISTEK_WEBHOOK_NETWORKS',
] as const

/** What most providers let a small customer send. */
const MAIL_PER_MINUTE = 60

/** @throws ConfigError on an unknown `LISTEK_*` name or a value that is none. */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Config {
	for (const name of Object.keys(env)) {
		if (name.startsWith('LISTEK_') && !NAMES.includes(name as never)) throw new ConfigError(unknownName(name))
	}
	const schema = env.LISTEK_SCHEMA || 'listek'
	if (!/^[a-z_][a-z0-9_]{0,39}$/.test(schema)) {
		throw new ConfigError(`LISTEK_SCHEMA is '${schema}'; use lower-case letters, digits and _, at most 40.`)
	}
	return {
		port: wholeNumber(env, 'LISTEK_PORT', 8080, 0, 65_535),
		host: env.LISTEK_HOST || '127.0.0.1',
		dataDir: resolve(root, env.LISTEK_DATA_DIR || 'data'),
		adminPassword: env.LISTEK_ADMIN_PASSWORD || undefined,
		url: env.LISTEK_URL ? publicUrl(env.LISTEK_URL) : undefined,
		uploadLimitBytes: wholeNumber(env, 'LISTEK_UPLOAD_LIMIT', 1024 ** 3, 1, Number.MAX_SAFE_INTEGER),
		webhookNetworks: networks(env.LISTEK_WEBHOOK_NETWORKS ?? ''),
		databaseUrl: env.DATABASE_URL ? databaseUrl(env.DATABASE_URL) : undefined,
		schema,
		mail: mailConfig(env),
	}
}

/** The address of the server holds a password, so no sentence repeats it. */
function mailConfig(env: NodeJS.ProcessEnv): MailConfig | undefined {
	const { LISTEK_SMTP_URL: smtpUrl, LISTEK_MAIL_FROM: from } = env
	const perMinute = wholeNumber(env, 'LISTEK_MAIL_PER_MINUTE', MAIL_PER_MINUTE, 1, 100_000)
	if (!smtpUrl) return undefined
	const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : undefined
	if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
		throw new ConfigError(
			'LISTEK_SMTP_URL must be an address such as smtp://user:password@mail.example.cz:587 (what is special in the password percent-encoded).',
		)
	}
	if (!from || !/^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(from)) {
		throw new ConfigError(
			'LISTEK_MAIL_FROM must say who the mail is from, such as Podpora <podpora@example.cz>; without it LISTEK_SMTP_URL cannot be used.',
		)
	}
	return { smtpUrl, from, perMinute }
}

function wholeNumber(env: NodeJS.ProcessEnv, name: (typeof NAMES)[number], standard: number, min: number, max: number) {
	const text = env[name]
	if (!text) return standard
	const value = Number(text)
	if (/^\d+$/.test(text) && value >= min && value <= max) return value
	throw new ConfigError(`${name} is '${text}'; it must be a whole number from ${min} to ${max}.`)
}

function networks(text: string): string[] {
	const given = text.split(/[\s,]+/).filter((part) => part !== '')
	for (const network of given) {
		const [address = '', bits, ...more] = network.split('/')
		const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!
		const fits = bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most
		if (network !== 'any' && (!fits || more.length > 0)) {
			throw new ConfigError(
				`LISTEK_WEBHOOK_NETWORKS has '${network}'; it must be addresses and ranges such as 10.0.0.0/8, or the word any.`,
			)
		}
	}
	return given
}

/** It may hold a password, so no sentence repeats it; sockets have addresses that are no URL of the web. */
function databaseUrl(text: string): string {
	if (/^postgres(ql)?:\/\//.test(text)) return text
	throw new ConfigError('DATABASE_URL must be an address such as postgresql://user:password@db.example.cz:5432/listek.')
}

function publicUrl(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined
	if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return text.replace(/\/$/, '')
	throw new ConfigError(`LISTEK_URL is '${text}'; it must be an address such as https://podpora.example.cz.`)
}

function unknownName(name: string): string {
	const nearest = NAMES.map((known) => ({ known, distance: distance(name, known) })).sort(
		(a, b) => a.distance - b.distance,
	)[0]!
	const hint = nearest.distance <= 5 ? ` Did you mean ${nearest.known}?` : ` Known are ${NAMES.join(', ')}.`
	return `${name} is not a setting of Lístek.${hint}`
}

/** Levenshtein distance, enough for names of this length. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i)
	for (let i = 1; i <= a.length; i++) {
		const next = [i]
		for (let j = 1; j <= b.length; j++) {
			const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
			next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1))
		}
		row = next
	}
	return row[b.length]!
}
