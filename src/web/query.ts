import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** A refusal (4xx) will be refused again; only outages are worth another try. */
function retry(failures: number, error: Error): boolean {
	const refused = error instanceof ApiError && error.status >= 400 && error.status < 500
	return !refused && failures < 2
}

/**
 * For what a form begins with: it is not exchanged for what somebody else saved when the window comes back to the front,
 * because that would take away what is being typed. Saving tells of it.
 */
export const UNDISTURBED = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const

/**
 * Goes on when a change is saved, also when what asked for it is not on the page any more: the server's news can be
 * faster than its answer, and they draw the page anew. What went wrong the mutation has said itself.
 */
export function onceSaved<T>(change: Promise<T>, then: (answer: T) => void): void {
	change.then(then, () => {})
}

export function createQueryClient(onSignedOut: () => void): QueryClient {
	return new QueryClient({
		queryCache: new QueryCache({
			onError: (error, query) => {
				if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'session') onSignedOut()
			},
		}),
		defaultOptions: { queries: { retry, staleTime: 10_000 } },
	})
}
