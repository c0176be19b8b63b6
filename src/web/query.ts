import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** A refusal (4xx) will be refused again; only outages are worth another try. */
function retry(failures: number, error: Error): boolean {
	const refused = error instanceof ApiError && error.status >= 400 && error.status < 500
	return !refused && failures < 2
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
