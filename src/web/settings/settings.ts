import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Settings } from '../../contract/people.ts'
import { api } from '../api.ts'
import { saved } from '../ui/notify.ts'

export const settingsQuery = queryOptions({
	queryKey: ['settings'],
	queryFn: ({ signal }) => api.get<Settings>('/settings', {}, signal),
})

/** Changes what is named; the rest stays. */
export function useSaveSettings(message: string) {
	const client = useQueryClient()
	return useMutation({
		mutationFn: (changed: Partial<Settings>) => api.put<Settings>('/settings', changed),
		onSuccess: (settings) => {
			client.setQueryData(settingsQuery.queryKey, settings)
			void client.invalidateQueries({ queryKey: ['sign-in-method'] })
			void client.invalidateQueries({ queryKey: ['imports'] })
			saved(message)
		},
	})
}
