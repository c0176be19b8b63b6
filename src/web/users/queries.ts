import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Role } from '../../contract/fields.ts'
import type { Page } from '../../contract/imports.ts'
import type { User } from '../../contract/people.ts'
import { api } from '../api.ts'

/** Two screens of rows: one request fills the window, the next page is there before one scrolls to it. */
const PAGE = 60

export interface UserFilter {
	q?: string | undefined
	role?: Role | undefined
	company_id?: number | undefined
}

export function userListQuery(filter: UserFilter) {
	return infiniteQueryOptions({
		queryKey: ['users', 'list', filter],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<User>>('/users', { ...filter, after: pageParam, limit: PAGE }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		// What was found stays on screen until what is being found arrives.
		placeholderData: keepPreviousData,
	})
}

export function userQuery(id: number) {
	return queryOptions({
		queryKey: ['users', 'one', id],
		queryFn: ({ signal }) => api.get<User>(`/users/${id}`, {}, signal),
	})
}

/** As people are addressed on an envelope. */
export function fullName(user: Pick<User, 'title_before' | 'first_name' | 'last_name' | 'title_after'>): string {
	const name = [user.title_before, user.first_name, user.last_name].filter(Boolean).join(' ')
	return [name, user.title_after].filter(Boolean).join(', ')
}
