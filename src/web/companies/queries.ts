import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../contract/imports.ts'
import type { Company } from '../../contract/people.ts'
import { api } from '../api.ts'

/** Two screens of rows: one request fills the window, the next page is there before one scrolls to it. */
const PAGE = 60

export function companyListQuery(filter: { q?: string | undefined }) {
	return infiniteQueryOptions({
		queryKey: ['companies', 'list', filter],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<Company>>('/companies', { ...filter, after: pageParam, limit: PAGE }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		// What was found stays on screen until what is being found arrives.
		placeholderData: keepPreviousData,
	})
}

export function companyQuery(id: number) {
	return queryOptions({
		queryKey: ['companies', 'one', id],
		queryFn: ({ signal }) => api.get<Company>(`/companies/${id}`, {}, signal),
	})
}
