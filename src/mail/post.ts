import type { Config } from '../config.ts'
import { type Mailer, openMailer } from './mailer.ts'

/** What mail to people needs of the outside: the mail server, if there is one, and where links in it lead. */
export interface Post {
	mailer: Mailer | undefined
	/** Who writes. */
	sender: string
	/** Without a slash at the end. */
	address: string
	/** The links open on this machine only. */
	isLocal: boolean
}

export function openPost({ mail, url, host, port }: Config): Post {
	const mailer = mail && openMailer(mail)
	const address = url ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
	return { mailer, sender: mailer?.sender ?? 'Lístek', address, isLocal: url === undefined }
}
