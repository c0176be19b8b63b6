import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Session } from '../../contract/people.ts'
import { ApiError, api } from '../api.ts'

export type Permission =
	| 'companies.read'
	| 'companies.write'
	| 'users.read'
	| 'users.write'
	| 'staff.write'
	| 'tickets.read'
	| 'tickets.write'
	| 'tickets.work'
	| 'groups.read'
	| 'groups.write'
	| 'states.write'
	| 'webhooks.write'
	| 'tokens.write'
	| 'imports.run'
	| 'invitations.send'
	| 'settings.read'
	| 'settings.write'

/** Null: nobody is signed in. */
export const sessionQuery = queryOptions({
	queryKey: ['session'],
	queryFn: async ({ signal }): Promise<Session | null> => {
		try {
			return await api.get<Session>('/session', {}, signal)
		} catch (error) {
			if (error instanceof ApiError && error.status === 401) return null
			throw error
		}
	},
	staleTime: 5 * 60_000,
})

/** What the signed-in person may do. Only hides what is of no use to them: the server decides. */
export function useMay(): (permission: Permission) => boolean {
	const { data } = useQuery(sessionQuery)
	return (permission) => data?.may.includes(permission) ?? false
}

export function displayName(user: { first_name: string | null; last_name: string | null; username: string }): string {
	return [user.first_name, user.last_name].filter(Boolean).join(' ') || user.username
}
