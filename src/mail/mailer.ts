import { createTransport } from 'nodemailer'
import type { MailConfig } from '../config.ts'

export interface Message {
	to: { name: string; address: string }
	subject: string
	/** Plain text: it reads the same everywhere, and nothing in it has to be escaped. */
	text: string
	/** Names the message for whoever looks for it in the server's log. */
	id: string
}

/**
 * What became of a message. Of `refused` and `later` (this message) and of `closed` (any message, now) the server has
 * not taken it, so it may be tried again. `unknown`: the connection broke, and nobody can tell whether it was taken
 * before that.
 */
export interface Outcome {
	state: 'sent' | 'refused' | 'later' | 'closed' | 'unknown'
	/** What the server said, or how the connection broke. */
	answer: string
}

export interface Mailer {
	/** Whose mail it is: the name of the sender, else the address. */
	sender: string
	perMinute: number
	/** Whether the server lets us in now. @returns the reason why not */
	check(): Promise<string | undefined>
	/** One attempt, never repeated in here: whoever calls keeps the books. */
	send(message: Message): Promise<Outcome>
}

/** A server that says nothing for so long will not answer any more. */
const TIMEOUT_MS = 15_000

/** Mail through the configured server, a connection each: pools repeat what a broken connection may have delivered. */
export function openMailer({ smtpUrl, from, perMinute }: MailConfig): Mailer {
	const { protocol, hostname, port, username, password } = new URL(smtpUrl)
	const transport = createTransport({
		host: hostname.replace(/^\[|\]$/g, ''),
		...(port ? { port: Number(port) } : {}),
		secure: protocol === 'smtps:',
		// A password never travels in the clear, except to a server on this very machine.
		requireTLS: username !== '' && !isLoopback(hostname),
		...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
		connectionTimeout: TIMEOUT_MS,
		greetingTimeout: TIMEOUT_MS,
		socketTimeout: TIMEOUT_MS,
		disableFileAccess: true,
		disableUrlAccess: true,
	})
	const domain = /@([^\s<>@]+)>?$/.exec(from)![1]!
	return {
		sender: /^([^<]*)</.exec(from)?.[1]?.replaceAll('"', '').trimEnd() || from.replace(/[<>]/g, ''),
		perMinute,
		check: () =>
			transport.verify().then(
				() => undefined,
				(error: SmtpError) => tidy(error.response ?? error.message),
			),
		async send({ to, subject, text, id }) {
			try {
				const { response } = await transport.sendMail({
					from,
					to,
					subject,
					text,
					messageId: `<${id}@${domain}>`,
					// RFC 3834: no vacation notice answers it.
					headers: { 'Auto-Submitted': 'auto-generated' },
				})
				return { state: 'sent', answer: tidy(response ?? '') }
			} catch (error) {
				return failure(error as SmtpError)
			}
		},
	}
}

interface SmtpError extends Error {
	code?: string
	/** The SMTP command that was answered; `API`: the message was not even offered. */
	command?: string
	/** The server's answer (RFC 5321); absent when there was none. */
	responseCode?: number
	/** Its words. */
	response?: string
}

function failure({ message, code, command, responseCode, response }: SmtpError): Outcome {
	const answer = tidy(response ?? message)
	if (responseCode && (command === 'RCPT TO' || command === 'DATA')) {
		return { state: responseCode >= 500 ? 'refused' : 'later', answer }
	}
	// Not let in, the sender not allowed, or no such server.
	if (responseCode || ['EAUTH', 'EDNS', 'ETLS'].includes(code ?? '')) return { state: 'closed', answer }
	return { state: command === 'API' ? 'refused' : 'unknown', answer }
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || /^127\./.test(host)
}

/** One line that fits a table. */
function tidy(text: string): string {
	return text.replace(/\s+/g, ' ').trim().slice(0, 300)
}
