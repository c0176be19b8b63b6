import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received {
	to: string
	subject: string
	/** Decoded, without its headers. */
	text: string
	headers: string
}

export interface MailServer {
	/** For `LISTEK_SMTP_URL`. */
	url: string
	/** In the order in which they were taken. */
	received: Received[]
	/** How it answers an address, one status after the other; 250 when there are none left. */
	answers: Map<string, number[]>
	/** What happens between a message's last byte and its answer. */
	beforeAnswer: (message: Received) => Promise<void>
	/** While it is shut it greets nobody. */
	shut: boolean
	/** Cuts every connection, as a network does. */
	dropAll(): void
	close(): Promise<void>
}

/** A real SMTP server on a free port that keeps what it takes. */
export async function startMailServer(): Promise<MailServer> {
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		logger: false,
		closeTimeout: 100,
		onConnect: (_session, done) => done(mail.shut ? refusal(421, 'closed for today') : null),
		onRcptTo({ address }, _session, done) {
			const status = mail.answers.get(address)?.shift() ?? 250
			done(status === 250 ? null : refusal(status, status >= 500 ? 'no such mailbox' : 'come back later'))
		},
		async onData(stream, { envelope }, done) {
			const pieces: Buffer[] = []
			for await (const piece of stream) pieces.push(piece as Buffer)
			const message = read(envelope.rcptTo[0]!.address, Buffer.concat(pieces).toString('utf8'))
			mail.received.push(message)
			await mail.beforeAnswer(message)
			done(null, 'queued')
		},
	})
	// A client that is killed in the middle is no error of the test.
	server.on('error', () => {})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const sockets = new Set<Socket>()
	server.server.on('connection', (socket) => {
		sockets.add(socket)
		socket.on('close', () => sockets.delete(socket))
	})
	const { port } = server.server.address() as AddressInfo
	const mail: MailServer = {
		url: `smtp://127.0.0.1:${port}`,
		received: [],
		answers: new Map(),
		beforeAnswer: async () => {},
		shut: false,
		dropAll() {
			for (const socket of sockets) socket.destroy()
		},
		close: () => new Promise((resolve) => server.close(resolve)),
	}
	return mail
}

function refusal(responseCode: number, message: string): Error {
	return Object.assign(new Error(message), { responseCode })
}

function read(to: string, raw: string): Received {
	const end = raw.indexOf('\r\n\r\n')
	const headers = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ')
	const body = raw.slice(end + 4)
	const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(headers)?.[1]?.toLowerCase()
	const text =
		encoding === 'base64'
			? Buffer.from(body, 'base64').toString('utf8')
			: encoding === 'quoted-printable'
				? unquote(body.replace(/=\r\n/g, ''))
				: body
	return {
		to,
		subject: words(/^Subject: (.*)$/im.exec(headers)?.[1] ?? ''),
		text: text.replaceAll('\r\n', '\n'),
		headers,
	}
}

/** RFC 2047: `=?UTF-8?Q?V=C3=A1=C5=A1?=`. */
function words(header: string): string {
	return header
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
			kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : unquote(word.replaceAll('_', ' ')),
		)
}

function unquote(text: string): string {
	const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
	return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The token of the link in an invitation. */
export function tokenIn(message: Received | undefined): string {
	const found = /\/invitation\/([\w-]{43})\b/.exec(message?.text ?? '')
	if (!found) throw new Error(`there is no link in: ${message?.text}`)
	return found[1]!
}
