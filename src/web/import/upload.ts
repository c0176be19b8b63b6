import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import type { Target } from '../../contract/fields.ts'
import type { CreateImport, Import, ImportOptions } from '../../contract/imports.ts'
import { api, apiHeaders, apiUrl, queryString, toError } from '../api.ts'
import { failed } from '../ui/notify.ts'
import { guessTarget, readHead } from './guess.ts'
import { applyImport } from './run.ts'
import { endTurn, giveUpTurn, takeTurn } from './turns.ts'

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

/** XMLHttpRequest, because fetch cannot say how much has been sent. `then` hears what the server made of the file. */
export function startUpload(
	client: QueryClient,
	importId: number,
	file: File,
	then?: (read: Import) => Promise<void>,
): void {
	const request = new XMLHttpRequest()
	const fail = (error: string) => set(importId, { ...upload, error })
	const send = () => {
		upload.startedAt = Date.now()
		request.send(file)
	}
	const abort = () => (giveUpTurn(send) ? fail(i18next.t('import.file.interrupted')) : request.abort())
	const upload: Upload = { file, sent: 0, startedAt: Date.now(), error: null, abort }
	set(importId, upload)

	request.upload.onprogress = (event) => set(importId, { ...upload, sent: event.loaded })
	request.onload = () => {
		if (request.status < 200 || request.status >= 300) {
			fail(toError(request.status, request.responseText).message)
			return
		}
		const read = JSON.parse(request.responseText) as Import
		applyImport(client, read)
		set(importId, undefined)
		then?.(read).catch(failed)
	}
	request.onerror = () => fail(i18next.t('import.file.upload_failed'))
	request.onabort = () => fail(i18next.t('import.file.interrupted'))
	request.onloadend = endTurn
	// A corrected file often has another name, and the history should show that one.
	request.open('PUT', apiUrl(`/imports/${importId}/file${queryString({ filename: file.name })}`))
	for (const [name, value] of Object.entries(apiHeaders())) request.setRequestHeader(name, value)
	request.setRequestHeader('Content-Type', 'application/octet-stream')
	takeTurn(send)
}

/** The file is not wanted any more. */
export function dropUpload(importId: number): void {
	uploads.get(importId)?.abort()
	set(importId, undefined)
}

export interface Assigned {
	file: File
	target: Target
	/** Nothing about the file said what it holds: a workbook tells only once it was read. */
	isOpen?: boolean
}

/** What each file will be imported as. Of files that say nothing one is taken for companies, the others for people. */
export async function assignTargets(files: File[], wanted: Target = 'companies'): Promise<Assigned[]> {
	const guesses = await Promise.all(files.map(async (file) => guessTarget(file.name, await readHead(file))))
	const known = guesses.find((guess) => guess !== null)
	const first = known ? other(known) : wanted
	return files.map((file, index) => {
		const proposed = known || index === 0 ? first : other(first)
		return { file, target: guesses[index] ?? proposed, isOpen: guesses[index] === null }
	})
}

export function other(target: Target): Target {
	return target === 'companies' ? 'users' : 'companies'
}

/** Makes the imports, one after another because the first gives the run, and starts their uploads. */
export async function startRun(
	client: QueryClient,
	files: Assigned[],
	joins: { runId?: number; options?: Partial<ImportOptions> } = {},
): Promise<number> {
	let { runId } = joins
	for (const { file, target, isOpen } of files) {
		const wish: CreateImport = { target, filename: file.name, options: joins.options ?? {} }
		if (runId !== undefined) wish.run_id = runId
		const made = await api.post<Import>('/imports', wish)
		runId = made.run_id
		applyImport(client, made)
		startUpload(client, made.id, file, isOpen ? (read) => correctTarget(client, read) : undefined)
	}
	return runId ?? 0
}

/** By the headers the server read, as by those of a text file before it is sent. */
async function correctTarget(client: QueryClient, read: Import): Promise<void> {
	const target = guessTarget(read.filename, read.columns.map(({ header }) => header).join(';'))
	if (!target || target === read.target) return
	applyImport(client, await api.patch<Import>(`/imports/${read.id}`, { target }))
}
