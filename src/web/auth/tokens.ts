import { queryOptions } from '@tanstack/react-query'
import type { ApiToken } from '../../contract/people.ts'
import { api } from '../api.ts'

export const tokensQuery = queryOptions({
	queryKey: ['tokens'],
	queryFn: async ({ signal }) => (await api.get<{ items: ApiToken[] }>('/tokens', {}, signal)).items,
})
