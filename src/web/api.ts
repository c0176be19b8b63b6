import i18next from 'i18next'
import type { Problem } from '../contract/people.ts'

/** A refusal or an outage. `message` is always a sentence in the person's language, ready to be shown. */
export class ApiError extends Error {
	readonly status: number
	readonly code: string
	readonly problem: Problem | undefined

	constructor(status: number, code: string, message: string, problem?: Problem) {
		super(message)
		this.name = 'ApiError'
		this.status = status
		this.code = code
		this.problem = problem
	}

	/** What is wrong with each field of a form (422). */
	get fields(): Record<string, string> {
		const errors = this.problem?.errors
		if (!Array.isArray(errors)) return {}
		return Object.fromEntries(errors.map((error) => [String(error.field), String(error.message)]))
	}
}

type Query = Record<string, string | number | boolean | null | undefined>

export const api = {
	get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
		send<T>('GET', path + queryString(query), undefined, signal),
	post: <T>(path: string, body?: unknown, headers?: Record<string, string>) =>
		send<T>('POST', path, body, undefined, headers),
	put: <T>(path: string, body?: unknown) => send<T>('PUT', path, body),
	patch: <T>(path: string, body?: unknown) => send<T>('PATCH', path, body),
	delete: <T>(path: string) => send<T>('DELETE', path),
}

export function apiUrl(path: string): string {
	return `/api/v1${path}`
}

/** Headers of every request; the second one proves to the server that no foreign form sent it. */
export function apiHeaders(): Record<string, string> {
	return { 'Accept-Language': i18next.language, 'X-Requested-With': 'listek' }
}

/** Empty values are left out, so a filter that is not set does not reach the address. */
export function queryString(query: Query = {}): string {
	const entries = Object.entries(query).flatMap(([key, value]) =>
		value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
	)
	return entries.length > 0 ? `?${new URLSearchParams(entries)}` : ''
}

/** Anything that is not a problem document (a proxy's error page, half an answer) becomes one plain sentence. */
export function toError(status: number, text: string): ApiError {
	const problem = parseProblem(text)
	if (problem) return new ApiError(status, problem.code, problem.detail, problem)
	if (status >= 502 && status <= 504) return new ApiError(status, 'offline', i18next.t('state.offline'))
	return new ApiError(status, 'unexpected', i18next.t('state.unexpected'))
}

function parseProblem(text: string): Problem | undefined {
	try {
		const value: unknown = JSON.parse(text)
		if (typeof value !== 'object' || value === null) return undefined
		if (!('code' in value && 'detail' in value && typeof value.detail === 'string')) return undefined
		return value as Problem
	} catch {
		return undefined
	}
}

async function send<T>(
	method: string,
	path: string,
	body?: unknown,
	signal?: AbortSignal,
	headers: Record<string, string> = {},
): Promise<T> {
	const response = await fetch(apiUrl(path), {
		method,
		headers: { ...apiHeaders(), ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
		body: body === undefined ? null : JSON.stringify(body),
		signal: signal ?? null,
	}).catch((cause: unknown) => {
		if (signal?.aborted) throw cause
		throw new ApiError(0, 'offline', i18next.t('state.offline'))
	})
	const text = await response.text()
	if (!response.ok) throw toError(response.status, text)
	return (text === '' ? undefined : JSON.parse(text)) as T
}
