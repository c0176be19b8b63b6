import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import type { Page } from '../../contract/imports.ts'
import type {
	Audience,
	Invitation,
	InvitationPreview,
	InvitationRound,
	InvitationState,
} from '../../contract/invitations.ts'
import { api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { failed } from '../ui/notify.ts'

const POLL_MS = 2_000

export function previewQuery(audience: { [Key in keyof Audience]: Audience[Key] | undefined }) {
	return queryOptions({
		queryKey: ['invitations', 'preview', audience],
		queryFn: ({ signal }) => api.get<InvitationPreview>('/invitation-preview', { ...audience }, signal),
		// The number that was seen is the number that is sent: never an old one.
		staleTime: 0,
		placeholderData: keepPreviousData,
	})
}

export const roundsQuery = infiniteQueryOptions({
	queryKey: ['invitations', 'rounds'],
	queryFn: ({ pageParam, signal }) =>
		api.get<Page<InvitationRound>>('/invitation-rounds', { after: pageParam, limit: 50 }, signal),
	initialPageParam: null as string | null,
	getNextPageParam: (page) => page.next,
	refetchInterval: (query) =>
		query.state.data?.pages.some((page) => page.items.some(({ state }) => state === 'sending')) ? POLL_MS : false,
})

/** The rounds that invited the people of an import. */
export function roundsOfImportQuery(importId: number) {
	return queryOptions({
		queryKey: ['invitations', 'import', importId],
		queryFn: async ({ signal }) =>
			(await api.get<Page<InvitationRound>>('/invitation-rounds', { import_id: importId, limit: 10 }, signal)).items,
	})
}

export function roundQuery(id: number) {
	return queryOptions({
		queryKey: ['invitations', 'round', id],
		queryFn: ({ signal }) => api.get<InvitationRound>(`/invitation-rounds/${id}`, {}, signal),
		refetchInterval: (query) => (query.state.data?.state === 'sending' ? POLL_MS : false),
	})
}

export function peopleQuery(roundId: number, state: InvitationState | undefined) {
	return infiniteQueryOptions({
		queryKey: ['invitations', 'people', roundId, state],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<Invitation>>(
				`/invitation-rounds/${roundId}/invitations`,
				{ state, after: pageParam, limit: 60 },
				signal,
			),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		placeholderData: keepPreviousData,
	})
}

/** Something is done to a round or one of its people; every screen about it looks again. */
export function useInvitationAction<T = unknown>() {
	const client = useQueryClient()
	return useAction({
		mutationFn: (path: string) => api.post<T>(path),
		onError: failed,
		onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
	})
}
