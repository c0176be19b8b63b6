import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import type { Role, Target } from '../../contract/fields.ts'
import type { CreateImport, Import } from '../../contract/imports.ts'
import { api, apiHeaders, apiUrl, queryString, toError } from '../api.ts'
import { guessTarget, readHead } from './guess.ts'
import { applyImport } from './run.ts'

export interface Upload {
	file: File
	sent: number
	startedAt: number
	/** A sentence; the upload is over. */
	error: string | null
	abort: () => void
}

/** Outside the components: an upload goes on while the person walks through the app. */
let uploads: ReadonlyMap<number, Upload> = new Map()
const listeners = new Set<() => void>()

function set(importId: number, upload: Upload | undefined): void {
	const next = new Map(uploads)
	if (upload) next.set(importId, upload)
	else next.delete(importId)
	uploads = next
	for (const listener of listeners) listener()
	const sending = [...uploads.values()].some((one) => one.error === null)
	if (sending) window.addEventListener('beforeunload', warn)
	else window.removeEventListener('beforeunload', warn)
}

/** Closing the page is safe in every step but this one: what has not been sent is gone. */
function warn(event: BeforeUnloadEvent): void {
	event.preventDefault()
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener)
	return () => listeners.delete(listener)
}

export function useUpload(importId: number): Upload | undefined {
	return useSyncExternalStore(subscribe, () => uploads.get(importId))
}

/** XMLHttpRequest, because fetch cannot say how much has been sent. */
export function startUpload(client: QueryClient, importId: number, file: File): void {
	const request = new XMLHttpRequest()
	const upload: Upload = { file, sent: 0, startedAt: Date.now(), error: null, abort: () => request.abort() }
	const fail = (error: string) => set(importId, { ...upload, error })
	set(importId, upload)

	request.upload.onprogress = (event) => set(importId, { ...upload, sent: event.loaded })
	request.onload = () => {
		if (request.status < 200 || request.status >= 300) {
			fail(toError(request.status, request.responseText).message)
			return
		}
		applyImport(client, JSON.parse(request.responseText) as Import)
		set(importId, undefined)
	}
	request.onerror = () => fail(i18next.t('import.file.upload_failed'))
	request.onabort = () => fail(i18next.t('import.file.interrupted'))
	// A corrected file often has another name, and the history should show that one.
	request.open('PUT', apiUrl(`/imports/${importId}/file${queryString({ filename: file.name })}`))
	for (const [name, value] of Object.entries(apiHeaders())) request.setRequestHeader(name, value)
	request.setRequestHeader('Content-Type', 'application/octet-stream')
	request.send(file)
}

/** What each file will be imported as, or null when both would be the same. */
export async function assignTargets(files: File[], wanted: Target | undefined): Promise<Target[] | null> {
	const guesses = await Promise.all(files.map(async (file) => guessTarget(file.name, await readHead(file))))
	if (files.length === 1) return [guesses[0] ?? wanted ?? 'companies']
	const [first, second] = guesses
	if (first && first === second) return null
	const one = first ?? other(second ?? 'users')
	return [one, other(one)]
}

export function other(target: Target): Target {
	return target === 'companies' ? 'users' : 'companies'
}

/** Makes the imports, one after another because the first gives the run, and starts their uploads. */
export async function startRun(
	client: QueryClient,
	files: { file: File; target: Target }[],
	options: { runId?: number; role?: Role } = {},
): Promise<number> {
	let runId = options.runId
	for (const { file, target } of files) {
		const wish: CreateImport = { target, filename: file.name }
		if (runId !== undefined) wish.run_id = runId
		if (target === 'users') wish.role = options.role ?? 'customer'
		const made = await api.post<Import>('/imports', wish)
		runId = made.run_id
		applyImport(client, made)
		startUpload(client, made.id, file)
	}
	return runId ?? 0
}
