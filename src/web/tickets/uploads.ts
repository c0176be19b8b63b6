import i18next from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { ATTACHMENT_LIMIT_BYTES, ATTACHMENTS_PER_MESSAGE, type Attachment } from '../../contract/tickets.ts'
import { api, apiHeaders, apiUrl, queryString, toError } from '../api.ts'
import { formatBytes } from '../i18n/format.ts'

export interface Upload {
	key: number
	name: string
	total: number
	sent: number
	/** A sentence: it is not attached, and why. */
	error?: string
}

let lastKey = 0

/** Files on their way to the draft of a message. What has arrived is the draft's; here is only what has not. */
export function useUploads(
	path: string,
	attached: readonly Attachment[],
	onChange: (change: (attachments: Attachment[]) => Attachment[]) => void,
) {
	const [uploads, setUploads] = useState<Upload[]>([])
	const requests = useRef(new Map<number, XMLHttpRequest>())
	useEffect(() => {
		const running = requests.current
		return () => {
			for (const request of running.values()) request.abort()
		}
	}, [])

	const set = (key: number, values: Partial<Upload>) =>
		setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...values } : upload)))
	const drop = (key: number) => {
		requests.current.delete(key)
		setUploads((all) => all.filter((upload) => upload.key !== key))
	}
	const start = (upload: Upload, file: File) => {
		const request = send(path, file, {
			onProgress: (sent) => set(upload.key, { sent }),
			onDone: (attachment) => {
				drop(upload.key)
				onChange((attachments) => [...attachments, attachment])
			},
			onError: (error) => set(upload.key, { error }),
		})
		requests.current.set(upload.key, request)
	}

	return {
		uploads,
		sending: uploads.some((upload) => upload.error === undefined),
		add: (files: File[]) => {
			const running = uploads.filter((upload) => upload.error === undefined).length
			const room = ATTACHMENTS_PER_MESSAGE - attached.length - running
			const added = files.map((file, index): [Upload, File] => {
				const upload = { key: ++lastKey, name: file.name, total: file.size, sent: 0 }
				const error = refusal(file, index >= room)
				return [error === undefined ? upload : { ...upload, error }, file]
			})
			setUploads((all) => [...all, ...added.map(([upload]) => upload)])
			for (const [upload, file] of added) if (upload.error === undefined) start(upload, file)
		},
		cancel: (key: number) => {
			requests.current.get(key)?.abort()
			drop(key)
		},
		remove: (attachment: Attachment) => {
			onChange((attachments) => attachments.filter((other) => other.id !== attachment.id))
			// Drafts nobody sends are cleared away by the server anyway.
			api.delete(`/attachments/${attachment.id}`).catch(() => undefined)
		},
	}
}

/** Known before a byte is sent. */
function refusal(file: File, noRoom: boolean): string | undefined {
	if (noRoom) return i18next.t('tickets.attach.too_many', { count: ATTACHMENTS_PER_MESSAGE })
	if (file.size <= ATTACHMENT_LIMIT_BYTES) return undefined
	return i18next.t('tickets.attach.too_large', { size: formatBytes(file.size), limit: limitText() })
}

export function limitText(): string {
	return `${ATTACHMENT_LIMIT_BYTES / 1024 ** 2} MB`
}

interface Listener {
	onProgress: (sent: number) => void
	onDone: (attachment: Attachment) => void
	onError: (error: string) => void
}

/** XMLHttpRequest, because fetch cannot say how much has been sent. */
function send(path: string, file: File, { onProgress, onDone, onError }: Listener): XMLHttpRequest {
	const request = new XMLHttpRequest()
	request.upload.onprogress = (event) => onProgress(event.loaded)
	request.onload = () => {
		const refused = request.status < 200 || request.status >= 300
		if (refused) onError(toError(request.status, request.responseText).message)
		else onDone(JSON.parse(request.responseText) as Attachment)
	}
	request.onerror = () => onError(i18next.t('tickets.attach.interrupted'))
	request.open('POST', apiUrl(path) + queryString({ filename: file.name }))
	for (const [name, value] of Object.entries(apiHeaders())) request.setRequestHeader(name, value)
	request.setRequestHeader('Content-Type', 'application/octet-stream')
	request.send(file)
	return request
}
